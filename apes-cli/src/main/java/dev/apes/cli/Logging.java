package dev.apes.cli;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets how much the libraries log, before the first of them does. Everything goes to standard error. */
final class Logging {
    private static final String SIMPLE = "org.slf4j.simpleLogger.";
    /** Talkative, and what matters of what they say reaches us as an exception. */
    private static final String[] LIBRARIES = {"org.flywaydb", "com.zaxxer.hikari", "org.jboss", "org.eclipse.jetty"};

    /** Held, since the log manager forgets the level of a logger that nobody holds. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private Logging() {}

    static void configure(boolean verbose) {
        // named, it is not searched for in all jars; that it was named is not worth a line
        setDefault("slf4j.internal.verbosity", "WARN");
        setDefault("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        setDefault(SIMPLE + "defaultLogLevel", verbose ? "debug" : "warn");
        for (String library : LIBRARIES) {
            setDefault(SIMPLE + "log." + library, verbose ? "info" : "error");
        }
        // each attempt while the database is away would be told with its stack trace
        setDefault(SIMPLE + "log.org.hibernate", verbose ? "info" : "off");
        // what it says of a taken port we say ourselves
        setDefault(SIMPLE + "log.io.javalin", verbose ? "info" : "off");
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

    /**
     * Changes how much is logged from now on, by loggers that are there already, too.
     *
     * @param name error, warn, info or debug
     */
    static void level(String name) {
        System.setProperty(SIMPLE + "defaultLogLevel", name);
        Level level = Map.of("error", Level.SEVERE, "warn", Level.WARNING, "info", Level.INFO, "debug", Level.FINE)
                .get(name);
        Logger.getLogger("").setLevel(level);
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        try {
            // slf4j-simple has no other way to change a logger that exists
            Field map = loggers.getClass().getDeclaredField("loggerMap");
            map.setAccessible(true);
            for (Object logger : ((Map<?, ?>) map.get(loggers)).values()) {
                String of = ((org.slf4j.Logger) logger).getName();
                if (of.startsWith("dev.apes")) {
                    Field current = logger.getClass().getDeclaredField("currentLogLevel");
                    current.setAccessible(true);
                    current.setInt(logger, SimpleLevels.of(name));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LoggerFactory.getLogger(Logging.class)
                    .warn("only new loggers follow the log level {}: {}", name, e.toString());
        }
    }

    /** The numbers that slf4j-simple gives its levels: those of SLF4J's own. */
    private static final class SimpleLevels {
        static int of(String name) {
            return org.slf4j.event.Level.valueOf(name.toUpperCase(java.util.Locale.ROOT))
                    .toInt();
        }
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
