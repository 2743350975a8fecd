package dev.apes.engine.promotion;

import dev.apes.api.store.ErrorBudget;

/**
 * How the chance of a false promotion is divided over the tests on one data set. Test {@code k = 1, 2, …} gets
 *
 * <pre>
 *   α_k = (1 - τ) α / m                          for k ≤ m
 *   α_k = τ α (c + 1) / ((j + c)(j + c + 1))     for k = m + j, j ≥ 1
 * </pre>
 *
 * with total α, m equal tests and a share τ for the tail. The tail telescopes: its first j levels sum to {@code τ α j / (j + c + 1)},
 * so that all levels together, for ever, sum to α exactly. Nothing is earned back by a promotion. Immutable.
 *
 * @param total α, the chance of any false promotion, in (0, 1)
 * @param equalTests m, at least 1
 * @param tailShare τ in (0, 1)
 * @param tailDelay c, at least 0: the larger, the slower the tail falls
 * @param floor levels below this are not worth a test; the budget then counts as spent; above 0
 */
public record AlphaSpending(double total, int equalTests, double tailShare, int tailDelay, double floor) {
    /**
     * 5 % in all: 30 tests at 0.0015 each, then 0.00045 falling to 0.00001 at the 91st. A tenth for the tail costs the first 30
     * 1.3 points of power (at 0.2 standard deviations and n = 400) against spending all on them.
     */
    public static final AlphaSpending DEFAULT = new AlphaSpending(0.05, 30, 0.1, 9, 1e-5);

    /** Validates. */
    public AlphaSpending {
        if (!(total > 0 && total < 1) || !(tailShare > 0 && tailShare < 1) || !(floor > 0)) {
            throw new IllegalArgumentException("total and tailShare must be in (0, 1) and floor above 0 but are "
                    + total + ", " + tailShare + " and " + floor);
        }
        if (equalTests < 1 || tailDelay < 0) {
            throw new IllegalArgumentException("equalTests must be at least 1 and tailDelay at least 0 but are "
                    + equalTests + " and " + tailDelay);
        }
    }

    /**
     * @param budget what was spent so far; its levels may come from other settings
     * @return the level of the next test: that of its position, cut to what is left; 0 if that is below the floor
     */
    public double nextLevel(ErrorBudget budget) {
        double left = total - budget.spent();
        double level = Math.min(levelOf(budget.tests() + 1), left);
        return level < floor ? 0 : level;
    }

    /**
     * @param test the position of a test, from 1
     * @return the level planned for it, above 0
     */
    public double levelOf(int test) {
        if (test < 1) {
            throw new IllegalArgumentException("tests count from 1 but got " + test);
        }
        if (test <= equalTests) {
            return (1 - tailShare) * total / equalTests;
        }
        double j = test - equalTests;
        return tailShare * total * (tailDelay + 1) / ((j + tailDelay) * (j + tailDelay + 1));
    }

    /**
     * @param budget before a test
     * @param level the level it used
     * @return the budget after it
     */
    ErrorBudget spend(ErrorBudget budget, double level) {
        // rounding of many sums must not push the account over the total
        return new ErrorBudget(budget.tests() + 1, Math.min(total, budget.spent() + level));
    }
}
