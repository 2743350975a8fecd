package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Groups of equal values, which rank tests are corrected for. */
final class Ties {
    private Ties() {}

    /** {@return the sum of a term over all groups of equal values, single ones included; the term takes the size of the group} */
    static double sum(double[] values, DoubleUnaryOperator term) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length; ) {
            int j = i;
            while (j < sorted.length && sorted[j] == sorted[i]) {
                j++;
            }
            sum += term.applyAsDouble(j - i);
            i = j;
        }
        return sum;
    }
}
