package dev.apes.engine.statistics;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/** Intervals for a share of successes. */
public final class Proportion {
    private static final double PRECISION = 1e-12;

    private Proportion() {}

    /**
     * Wilson's score interval (1927): close to its nominal coverage on average, also near 0 and 1.
     *
     * @param successes 0 to {@code trials}
     * @param trials at least 1
     * @param level coverage in (0, 1)
     * @return the interval within [0, 1]
     */
    public static Interval wilson(int successes, int trials, double level) {
        check(successes, trials, level);
        ConfidenceInterval ci = new WilsonScoreInterval().createInterval(trials, successes, level);
        return within(successes, trials, ci.getLowerBound(), ci.getUpperBound(), level);
    }

    /**
     * Clopper and Pearson's interval (1934): never covers less than its level says. Use it for guarantees.
     *
     * @param successes 0 to {@code trials}
     * @param trials at least 1
     * @param level coverage in (0, 1)
     * @return the interval within [0, 1]
     */
    public static Interval clopperPearson(int successes, int trials, double level) {
        check(successes, trials, level);
        double tail = (1 - level) / 2;
        // commons-math's ClopperPearsonInterval fails without successes or without failures, so from the Beta quantiles
        double low = successes == 0
                ? 0
                : new BetaDistribution(null, successes, trials - successes + 1.0, PRECISION)
                        .inverseCumulativeProbability(tail);
        double high = successes == trials
                ? 1
                : new BetaDistribution(null, successes + 1.0, trials - successes, PRECISION)
                        .inverseCumulativeProbability(1 - tail);
        return within(successes, trials, low, high, level);
    }

    private static Interval within(int successes, int trials, double low, double high, double level) {
        // the ends are known exactly at the borders, and rounding must not push them over
        double lower = successes == 0 ? 0 : Math.max(0, low);
        double upper = successes == trials ? 1 : Math.min(1, high);
        return new Interval((double) successes / trials, lower, upper, level);
    }

    private static void check(int successes, int trials, double level) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes must be in [0, trials] and trials at least 1 but are " + successes + " of " + trials);
        }
        Samples.level(level);
    }
}
