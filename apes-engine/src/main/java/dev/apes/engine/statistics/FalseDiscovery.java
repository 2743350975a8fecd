package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Control of the false discovery rate over many tests. */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * Benjamini and Hochberg's adjusted p-values (1995). Those at most q mark discoveries whose false share is at most q in
     * expectation, for tests that are independent or positively dependent.
     *
     * @param pValues each in [0, 1]
     * @return the adjusted p-values in the order given, each in [0, 1] and at least its p-value
     */
    public static double[] benjaminiHochberg(double... pValues) {
        int n = pValues.length;
        for (int i = 0; i < n; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("p-value " + i + " must be in [0, 1] but is " + pValues[i]);
            }
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> pValues[i]));
        double[] adjusted = new double[n];
        double smallest = 1;
        for (int rank = n; rank >= 1; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, pValues[i] * n / rank);
            adjusted[i] = Math.max(smallest, pValues[i]);
        }
        return adjusted;
    }

    /**
     * Benjamini and Yekutieli's adjusted p-values (2001): those of Benjamini and Hochberg times 1 + 1/2 + … + 1/n, which makes the bound
     * hold for tests that depend on each other in any way.
     *
     * @param pValues each in [0, 1]
     * @return the adjusted p-values in the order given, each in [0, 1] and at least its p-value
     */
    public static double[] benjaminiYekutieli(double... pValues) {
        double[] adjusted = benjaminiHochberg(pValues);
        double harmonic = harmonic(pValues.length);
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] = Math.min(1, adjusted[i] * harmonic);
        }
        return adjusted;
    }

    /**
     * @param n at least 0
     * @return 1 + 1/2 + … + 1/n
     */
    public static double harmonic(int n) {
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            sum += 1.0 / k;
        }
        return sum;
    }
}
