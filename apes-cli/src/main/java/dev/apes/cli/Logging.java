package dev.apes.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets how much the libraries log, before the first of them does. Everything goes to standard error. */
final class Logging {
    private static final String SIMPLE = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(boolean verbose) {
        setDefault(SIMPLE + "defaultLogLevel", verbose ? "debug" : "warn");
        setDefault(SIMPLE + "showThreadName", "false");
        setDefault(SIMPLE + "showShortLogName", "true");
        // Tribuo logs through java.util.logging
        Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.WARNING);
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
