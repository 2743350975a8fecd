package dev.apes.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A command line of {@code apes status} as most are: a few options, each once and complete. picocli needs a fifth of the command's time
 * to read it, most of that for the options that are not there. Whatever is out of the ordinary, and every mistake, is left to picocli.
 *
 * @param options long names and values; those without a value have an empty one
 */
record PlainLine(Map<String, String> options) {
    private static final Map<String, String> FLAGS = Map.of(
            "-d", "--detailed",
            "--detailed", "--detailed",
            "--adaptive", "--adaptive",
            "--json", "--json",
            "--no-color", "--no-color",
            "-v", "--verbose",
            "--verbose", "--verbose");
    private static final Map<String, String> WITH_VALUE =
            Map.of("-s", "--session", "--session", "--session", "--home", "--home", "--db", "--db");

    /** {@return the line, or empty if it is for picocli to read} */
    static Optional<PlainLine> of(String[] args) {
        if (args.length == 0 || !args[0].equals("status")) {
            return Optional.empty();
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String name = FLAGS.get(args[i]);
            String value = "";
            if (name == null) {
                name = WITH_VALUE.get(args[i]);
                value = i + 1 < args.length ? args[++i] : "";
                // another option, a file of arguments, or nothing
                if (name == null || value.isEmpty() || value.charAt(0) == '-' || value.charAt(0) == '@') {
                    return Optional.empty();
                }
            }
            if (options.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainLine(options));
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    /** {@return its value, or null if it is not given} */
    String value(String name) {
        return options.get(name);
    }
}
