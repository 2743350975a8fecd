package dev.apes.cli;

import dev.apes.api.TrainingEngine;

/** Makes the engine that the commands call. */
@FunctionalInterface
interface EngineFactory {
    /**
     * @param plugins where plugins are looked for
     * @return an engine, to be closed by the caller
     */
    TrainingEngine create(ClassLoader plugins);
}
