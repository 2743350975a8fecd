package dev.apes.generators.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a generator's settings and refuses what it does not know. */
public final class Options {
    private final String method;
    private final Map<String, String> given;

    /**
     * @param method the generator's name, for messages
     * @param given settings by name
     * @param known the names it knows
     * @throws IllegalArgumentException naming the first unknown setting and those there are
     */
    public Options(String method, Map<String, String> given, Set<String> known) {
        this.method = method;
        this.given = given;
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the generator '" + method + "' has no option '" + name + "'; "
                        + (known.isEmpty() ? "it takes none" : "known: " + known));
            }
        }
    }

    /**
     * @param name a setting
     * @param choices the accepted values, the default first
     * @return its value
     */
    public String choice(String name, List<String> choices) {
        String value = given.getOrDefault(name, choices.get(0));
        if (!choices.contains(value)) {
            throw new IllegalArgumentException("option '" + name + "' of the generator '" + method + "' must be one of "
                    + new LinkedHashSet<>(choices) + " but is '" + value + "'");
        }
        return value;
    }

    /**
     * @param name a setting
     * @param fallback its default
     * @param min smallest accepted value
     * @param max largest accepted value
     * @return its value
     */
    public double number(String name, double fallback, double min, double max) {
        String text = given.get(name);
        if (text == null) {
            return fallback;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("option '" + name + "' of the generator '" + method
                    + "' must be a number from " + min + " to " + max + " but is '" + text + "'");
        }
        return value;
    }
}
