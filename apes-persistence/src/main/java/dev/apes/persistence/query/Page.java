package dev.apes.persistence.query;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list. The next part is found by where this one ended, not by counting: a page costs the same wherever it is, and rows that
 * come meanwhile shift nothing.
 *
 * @param items in order, possibly none
 * @param next what to pass for the items behind these; empty if there are none
 * @param <T> type of an item
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Most items a page may have. */
    public static final int LARGEST = 1_000;

    /** Copies. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /** {@return a page without items} */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), Optional.empty());
    }

    /** Of {@code size + 1} rows asked for, the last only tells that there are more. */
    static <T> Page<T> of(List<T> rows, int size, java.util.function.Function<T, String> place) {
        if (rows.size() <= size) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, size);
        return new Page<>(items, Optional.of(place.apply(items.get(size - 1))));
    }
}
