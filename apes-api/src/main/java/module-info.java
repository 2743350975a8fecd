/** The contracts of APES: service provider interfaces, the records they exchange, and typed errors. JDK only. */
module dev.apes.api {
    exports dev.apes.api;
    exports dev.apes.api.error;
    exports dev.apes.api.evaluation;
    exports dev.apes.api.gap;
    exports dev.apes.api.generation;
    exports dev.apes.api.metrics;
    exports dev.apes.api.rule;
    exports dev.apes.api.stopping;
    exports dev.apes.api.store;
}
