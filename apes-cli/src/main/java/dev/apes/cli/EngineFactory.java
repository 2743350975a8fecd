package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.Apes;
import java.util.List;

/** Makes the engine that the commands call. */
@FunctionalInterface
interface EngineFactory {
    /**
     * @param plugins where plugins are looked for
     * @param store where sessions are kept; closed with the engine
     * @return an engine, to be closed by the caller
     */
    TrainingEngine create(ClassLoader plugins, SessionStore store);

    /**
     * @param plugins where plugins are looked for
     * @param store where the rules' parameters are kept
     * @return the rules of the engine that {@link #create} makes, as the store has them in force
     */
    default List<StoredRule> rules(ClassLoader plugins, SessionStore store) {
        return Apes.rules(store, plugins);
    }
}
