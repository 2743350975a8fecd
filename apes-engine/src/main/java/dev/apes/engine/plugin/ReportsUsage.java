package dev.apes.engine.plugin;

import java.util.Optional;

/** A plugin that knows what it has cost. */
public interface ReportsUsage {
    /** {@return what has been used so far, sentences for people; empty if nothing is worth saying} */
    Optional<String> usage();
}
