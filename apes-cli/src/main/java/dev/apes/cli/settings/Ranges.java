package dev.apes.cli.settings;

import dev.apes.api.error.InvalidInputException;

/** Checks numbers. */
public final class Ranges {
    private Ranges() {}

    /**
     * @param subject what the number is, for complaints
     * @param value the number
     * @param min the smallest that is accepted
     * @param max the largest that is accepted; from {@link Integer#MAX_VALUE} on it goes without saying
     * @return the number
     */
    public static long check(String subject, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidInputException(
                    subject,
                    "must be " + (max >= Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max)
                            + " but is " + value);
        }
        return value;
    }
}
