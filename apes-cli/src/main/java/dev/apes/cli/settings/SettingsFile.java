package dev.apes.cli.settings;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The file {@code apes.properties}: one {@code key = value} a line, UTF-8, {@code #} begins a comment line. Everything in it is
 * checked by name at once, and by value when it is used; every complaint names file, line and key.
 */
public final class SettingsFile {
    /** Its name in the home folder. */
    public static final String NAME = "apes.properties";

    /** Keys that begin like this are settings of the evaluator. */
    static final String EVALUATOR_OPTION = "evaluator.";

    private static final List<String> KEYS = List.of(
            "color",
            "db.password",
            "db.url",
            "db.user",
            "alert-webhook",
            "archive",
            "auto-init",
            "evaluator",
            "focus-areas",
            "generator",
            "keep-batches",
            "keep-files",
            "keep-measurements",
            "keep-samples",
            "log-level",
            "max-evaluations",
            "max-iterations",
            "patience",
            "plugin-path",
            "report",
            "reproducible",
            "rows",
            "seed",
            "stopping",
            "threads",
            "db-wait",
            "threshold",
            "timeout");

    private final Path path;
    private final Map<String, Entry> entries;

    private SettingsFile(Path path, Map<String, Entry> entries) {
        this.path = path;
        this.entries = entries;
    }

    private record Entry(int line, String value) {
        @Override
        public String toString() {
            return "line " + line; // the value may be a password
        }
    }

    /**
     * @param home the home folder, which need not exist
     * @return its settings; none if there is no file
     * @throws InvalidInputException if the file can't be read or holds what is no setting
     */
    public static SettingsFile of(Path home) {
        Path path = home.resolve(NAME);
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            return new SettingsFile(path, Map.of());
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(path.toString(), "is not UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            if (!Files.exists(path)) {
                return new SettingsFile(path, Map.of()); // e.g. the home is a file, which others complain about
            }
            throw new InvalidInputException(path.toString(), "can't be read; make it readable, or delete it", e);
        }
        SettingsFile file = new SettingsFile(path, new TreeMap<>());
        for (int i = 0; i < lines.size(); i++) {
            file.take(i + 1, lines.get(i).strip().replace("\uFEFF", ""));
        }
        return file;
    }

    private void take(int number, String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new InvalidInputException(path + ":" + number, "should be 'key = value', or begin with #");
        }
        String key = line.substring(0, equals).strip();
        boolean option = key.startsWith(EVALUATOR_OPTION) && key.length() > EVALUATOR_OPTION.length();
        if (!option && !KEYS.contains(key)) {
            throw new InvalidInputException(
                    path + ":" + number,
                    "there is no setting '" + key + "'; known: " + String.join(", ", KEYS) + ", evaluator.<option>");
        }
        Entry before =
                entries.put(key, new Entry(number, line.substring(equals + 1).strip()));
        if (before != null) {
            throw new InvalidInputException(
                    path + ":" + number, "sets '" + key + "' again, which line " + before.line() + " did; delete one");
        }
    }

    /**
     * @param earlier the file as it was
     * @return keys whose values are not what they were, in order
     */
    public Set<String> changed(SettingsFile earlier) {
        Set<String> keys = new TreeSet<>(entries.keySet());
        keys.addAll(earlier.entries.keySet());
        keys.removeIf(key -> value(key).equals(earlier.value(key)));
        return keys;
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** {@return how much to log, if it is set: error, warn, info or debug} */
    public Optional<String> logLevel() {
        return parsed(
                "log-level",
                text -> {
                    if (!List.of("error", "warn", "info", "debug").contains(text)) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                "error, warn, info or debug");
    }

    /** {@return where it is, or would be} */
    public Path path() {
        return path;
    }

    /**
     * @param key of a setting
     * @return file, line and key, for complaints
     */
    public String where(String key) {
        Entry entry = entries.get(key);
        return path + (entry == null ? "" : ":" + entry.line()) + ": " + key;
    }

    /**
     * @param key of a setting
     * @return its text, if it is set
     * @throws InvalidInputException if nothing stands behind the sign
     */
    public Optional<String> text(String key) {
        Optional<String> value = Optional.ofNullable(entries.get(key)).map(Entry::value);
        if (value.filter(String::isEmpty).isPresent()) {
            throw new InvalidInputException(where(key), "has no value; give it one, or delete the line");
        }
        return value;
    }

    /**
     * @param key of a setting
     * @return the number, if it is set
     */
    public Optional<Long> integer(String key) {
        return parsed(key, Long::valueOf, "a whole number");
    }

    /**
     * @param key of a setting
     * @param min the smallest that is accepted
     * @param max the largest that is accepted
     * @return the number, if it is set
     */
    public Optional<Long> integer(String key, long min, long max) {
        return integer(key).map(value -> Ranges.check(where(key), value, min, max));
    }

    /**
     * @param key of a setting
     * @return the number, if it is set
     */
    public Optional<Double> real(String key) {
        return parsed(key, Double::valueOf, "a number");
    }

    /**
     * @param key of a setting
     * @return the flag, if it is set
     */
    public Optional<Boolean> flag(String key) {
        return parsed(
                key,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> true;
                    case "false", "no", "off" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                "true or false");
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parser, String wanted) {
        return text(key).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(where(key), "must be " + wanted + " but is '" + text + "'", e);
            }
        });
    }

    /** {@return the settings of the evaluator, by name, in order} */
    public Map<String, String> evaluatorOptions() {
        Map<String, String> options = new TreeMap<>();
        for (String key : entries.keySet()) {
            if (key.startsWith(EVALUATOR_OPTION)) {
                text(key).ifPresent(value -> options.put(key.substring(EVALUATOR_OPTION.length()), value));
            }
        }
        return options;
    }

    /**
     * Refuses a secret that others could read.
     *
     * @param key of the setting that holds it
     * @throws InvalidInputException if the file is not its owner's alone
     */
    public void requirePrivate(String key) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
                throw new InvalidInputException(
                        where(key),
                        "holds a secret that other users can read; run 'chmod 600 " + path
                                + "', or use the environment");
            }
        } catch (UnsupportedOperationException e) {
            // a file system without such rights has none to give away
            return;
        } catch (IOException e) {
            throw new InvalidInputException(path.toString(), "can't be read; make it readable, or delete it", e);
        }
    }

    @Override
    public String toString() {
        return "SettingsFile[" + path + ", " + entries + "]";
    }
}
