package dev.apes.persistence.query;

import dev.apes.api.Checks;
import dev.apes.api.error.InvalidInputException;
import java.util.Objects;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param size how many items at most, from 1 to {@link Page#LARGEST}
 * @param after {@link Page#next()} of the page before; empty for the first
 */
public record PageRequest(int size, Optional<String> after) {
    /** Validates. */
    public PageRequest {
        Checks.inRange(size, 1, Page.LARGEST, "page size");
        Objects.requireNonNull(after, "after");
    }

    /**
     * @param size how many items at most
     * @return the first page
     */
    public static PageRequest first(int size) {
        return new PageRequest(size, Optional.empty());
    }

    /** {@return the id behind which the page begins; {@code otherwise} for the first} */
    long afterId(long otherwise) {
        return after.map(text -> number(text, text)).orElse(otherwise);
    }

    static long number(String digits, String whole) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "page '" + abbreviated(whole) + "'",
                    "is none that a list has given; begin with the first page, which needs no such value");
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
