package dev.apes.engine.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Mann and Whitney's (1947) test of whether values of one sample tend to be larger than those of another. Own code, since Commons Math's
 * corrects neither for ties nor for continuity and is not exact for small samples.
 */
public final class MannWhitney {
    private static final int EXACT = 20;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private MannWhitney() {}

    /**
     * @param u pairs in which the first sample's value is larger, ties counted half
     * @param pValue two-sided, in [0, 1]
     * @param exact whether the p-value is exact and not the normal approximation with continuity and tie correction
     */
    public record Result(double u, double pValue, boolean exact) {}

    /**
     * Exact without ties where both samples have at most 20 values, like R's {@code wilcox.test} otherwise.
     *
     * @param a at least one finite value
     * @param b at least one finite value
     * @return U of {@code a} and the two-sided p-value; 1 if all values are equal
     */
    public static Result test(double[] a, double[] b) {
        Samples.checked(a, 1, "first sample");
        Samples.checked(b, 1, "second sample");
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        double[] ranks = new NaturalRanking().rank(all);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ranks[i];
        }
        double u = sum - a.length * (a.length + 1.0) / 2;
        double ties = ties(all);
        if (ties == 0 && a.length <= EXACT && b.length <= EXACT) {
            return new Result(u, exact(a.length, b.length, u), true);
        }
        double n = all.length;
        double variance = (double) a.length * b.length / 12 * (n + 1 - ties / (n * (n - 1)));
        double distance = Math.abs(u - (double) a.length * b.length / 2);
        if (variance <= 0) {
            return new Result(u, 1, false);
        }
        double z = Math.max(0, distance - 0.5) / Math.sqrt(variance);
        return new Result(u, Math.min(1, 2 * NORMAL.cumulativeProbability(-z)), false);
    }

    private static double ties(double[] values) {
        return Ties.sum(values, t -> t * t * t - t);
    }

    /** Counts the orders of the two samples by U: one with n and m values ends with a value of the one or of the other. */
    private static double exact(int n, int m, double u) {
        double[][] counts = new double[m + 1][];
        for (int j = 0; j <= m; j++) {
            counts[j] = new double[] {1};
        }
        for (int i = 1; i <= n; i++) {
            double[][] next = new double[m + 1][];
            next[0] = new double[] {1};
            for (int j = 1; j <= m; j++) {
                next[j] = new double[i * j + 1];
                for (int k = 0; k < next[j].length; k++) {
                    double without = k < next[j - 1].length ? next[j - 1][k] : 0;
                    double with = k >= j && k - j < counts[j].length ? counts[j][k - j] : 0;
                    next[j][k] = without + with;
                }
            }
            counts = next;
        }
        double all = Arrays.stream(counts[m]).sum();
        int lower = (int) Math.min(u, (double) n * m - u);
        double tail = 0;
        for (int k = 0; k <= lower; k++) {
            tail += counts[m][k];
        }
        return Math.min(1, 2 * tail / all);
    }
}
