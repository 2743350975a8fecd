package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values for the parameters of a rule, by name, in the order of the rule's definition. A value is an {@link Integer}, a
 * finite {@link Double}, a {@link Boolean} or a {@link String}. Immutable and thread-safe; equal when names and values are
 * equal.
 *
 * @param asMap name to boxed value; unmodifiable, ordered
 */
public record ParameterValues(Map<String, Object> asMap) {
    /** Validates types and copies. */
    public ParameterValues {
        asMap = Checks.orderedCopy(asMap);
        asMap.forEach((name, value) -> {
            boolean known = value instanceof Integer
                    || value instanceof Boolean
                    || value instanceof String
                    || (value instanceof Double d && Double.isFinite(d));
            if (!known) {
                throw new IllegalArgumentException(
                        "parameter '" + name + "' must be an Integer, a finite Double, a Boolean or a String but is "
                                + value + " (" + value.getClass().getName() + ")");
            }
        });
    }

    /**
     * @param name an integer parameter
     * @return its value
     * @throws IllegalArgumentException if it is absent or of another kind
     */
    public int integer(String name) {
        return get(name, Integer.class);
    }

    /**
     * @param name a real parameter
     * @return its value
     * @throws IllegalArgumentException if it is absent or of another kind
     */
    public double real(String name) {
        return get(name, Double.class);
    }

    /**
     * @param name a flag
     * @return its value
     * @throws IllegalArgumentException if it is absent or of another kind
     */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /**
     * @param name a choice
     * @return its value
     * @throws IllegalArgumentException if it is absent or of another kind
     */
    public String choice(String name) {
        return get(name, String.class);
    }

    /**
     * @param name a parameter, present or not
     * @param value its new boxed value
     * @return a copy with that value set
     */
    public ParameterValues with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(asMap);
        copy.put(name, value);
        return new ParameterValues(copy);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = asMap.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("parameter '" + name + "' should be a " + type.getSimpleName()
                    + " but is " + value + "; present: " + asMap.keySet());
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return asMap.toString();
    }
}
