package dev.apes.cli;

import dev.apes.api.TrainingEngine;
import dev.apes.api.store.SessionStore;

/** Makes the engine that the commands call. */
@FunctionalInterface
interface EngineFactory {
    /**
     * @param plugins where plugins are looked for
     * @param store where sessions are kept; closed with the engine
     * @return an engine, to be closed by the caller
     */
    TrainingEngine create(ClassLoader plugins, SessionStore store);
}
