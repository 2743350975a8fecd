package dev.apes.engine.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/** McNemar's test (1947) in its exact form: which of two methods is right more often on the same cases. */
public final class McNemar {
    private McNemar() {}

    /**
     * @param onlyFirst cases that only the first method gets right, at least 0
     * @param onlySecond cases that only the second method gets right, at least 0
     * @return the exact two-sided p-value of "both are equally often right" in (0, 1]; 1 if there is no discordant case
     */
    public static double exact(int onlyFirst, int onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(
                    "discordant counts must be at least 0 but are " + onlyFirst + " and " + onlySecond);
        }
        int n = Math.addExact(onlyFirst, onlySecond);
        if (n == 0) {
            return 1;
        }
        double tail = new BinomialDistribution(null, n, 0.5).cumulativeProbability(Math.min(onlyFirst, onlySecond));
        return Math.min(1, 2 * tail);
    }
}
