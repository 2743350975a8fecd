package dev.apes.api;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Argument checks shared by the records of this module. Each message names the field, the value and the accepted range. */
public final class Checks {
    private Checks() {}

    /**
     * @param value the text to check
     * @param name the field's name
     * @return the text
     * @throws IllegalArgumentException if it is null or blank
     */
    public static String notBlank(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be " + (value == null ? "null" : "blank"));
        }
        return value;
    }

    /**
     * @param value the number to check
     * @param name the field's name
     * @return the number
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number but is " + value);
        }
        return value;
    }

    /**
     * @param value the number to check
     * @param min smallest accepted value
     * @param max largest accepted value
     * @param name the field's name
     * @return the number
     * @throws IllegalArgumentException if it is NaN or outside {@code [min, max]}
     */
    public static double inRange(double value, double min, double max, String name) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "] but is " + value);
        }
        return value;
    }

    /**
     * @param value the number to check
     * @param min smallest accepted value
     * @param name the field's name
     * @return the number
     * @throws IllegalArgumentException if it is smaller than {@code min}
     */
    public static long atLeast(long value, long min, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + " must be at least " + min + " but is " + value);
        }
        return value;
    }

    /**
     * @param value the collection to check
     * @param name the field's name
     * @param <C> its type
     * @return the collection
     * @throws IllegalArgumentException if it is null or empty
     */
    public static <C extends Collection<?>> C notEmpty(C value, String name) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        return value;
    }

    /**
     * An unmodifiable copy that keeps the order of its source, which {@link Map#copyOf} does not: iteration order must
     * not depend on a per-process salt.
     *
     * @param source the map to copy; no null keys or values
     * @param <K> key type
     * @param <V> value type
     * @return the copy
     */
    public static <K, V> Map<K, V> orderedCopy(Map<K, V> source) {
        LinkedHashMap<K, V> copy = new LinkedHashMap<>(source.size() * 2);
        source.forEach(
                (k, v) -> copy.put(Objects.requireNonNull(k, "key"), Objects.requireNonNull(v, "value of " + k)));
        return Collections.unmodifiableMap(copy);
    }
}
