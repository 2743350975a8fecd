package dev.apes.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets how much the libraries log, before the first of them does. Everything goes to standard error. */
final class Logging {
    private static final String SIMPLE = "org.slf4j.simpleLogger.";
    /** Talkative, and what matters of what they say reaches us as an exception. */
    private static final String[] DATABASE = {"org.hibernate", "org.flywaydb", "com.zaxxer.hikari", "org.jboss"};

    /** Held, since the log manager forgets the level of a logger that nobody holds. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private Logging() {}

    static void configure(boolean verbose) {
        setDefault(SIMPLE + "defaultLogLevel", verbose ? "debug" : "warn");
        for (String library : DATABASE) {
            setDefault(SIMPLE + "log." + library, verbose ? "info" : "error");
        }
        setDefault(SIMPLE + "showThreadName", "false");
        setDefault(SIMPLE + "showShortLogName", "true");
        // jboss-logging would look through all back ends
        setDefault("org.jboss.logging.provider", "slf4j");
        // Tribuo and the PostgreSQL driver log through java.util.logging
        Logger.getLogger("").setLevel(verbose ? Level.INFO : Level.WARNING);
        if (!verbose) {
            DRIVER.setLevel(Level.OFF);
        }
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
