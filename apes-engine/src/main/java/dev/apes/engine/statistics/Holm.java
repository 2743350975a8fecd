package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Control of the chance of any false rejection among many tests. */
public final class Holm {
    private Holm() {}

    /**
     * Holm's step-down adjusted p-values (A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
     * 1979): rejecting those of at most alpha keeps the chance of any false rejection at alpha, however the tests depend on each other.
     *
     * @param pValues each in [0, 1]
     * @return the adjusted p-values in the order given, each in [0, 1] and at least its p-value
     */
    public static double[] adjusted(double... pValues) {
        int n = pValues.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        for (int i = 0; i < n; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("p-value " + i + " must be in [0, 1] but is " + pValues[i]);
            }
        }
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> pValues[i]));
        double[] adjusted = new double[n];
        double largest = 0;
        for (int rank = 0; rank < n; rank++) {
            int i = order[rank];
            largest = Math.max(largest, Math.min(1, pValues[i] * (n - rank)));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
