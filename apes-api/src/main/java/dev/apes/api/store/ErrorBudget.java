package dev.apes.api.store;

import dev.apes.api.Checks;

/**
 * How much of a data set's chance of a false promotion has been spent, over all sessions on it.
 *
 * @param tests how many candidates were tested
 * @param spent sum of their levels, in [0, 1]
 */
public record ErrorBudget(int tests, double spent) {
    /** Nothing spent. */
    public static final ErrorBudget FRESH = new ErrorBudget(0, 0);

    /** Validates. */
    public ErrorBudget {
        Checks.atLeast(tests, 0, "tests");
        Checks.inRange(spent, 0, 1, "spent");
    }
}
