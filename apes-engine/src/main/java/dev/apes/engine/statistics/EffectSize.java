package dev.apes.engine.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/** How much two samples differ, apart from whether that is chance. Positive where the first is larger. */
public final class EffectSize {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private EffectSize() {}

    /**
     * Cohen's d: the difference of means in pooled standard deviations (Statistical Power Analysis, 1988), with the large-sample interval
     * of Hedges and Olkin (1985): variance {@code (n + m) / (n m) + d² / (2 (n + m))}.
     *
     * @param a at least two finite values
     * @param b at least two finite values
     * @param level coverage in (0, 1)
     * @return d; without variance in both it is 0 with an interval of the whole line, since nothing can be said
     */
    public static Interval cohensD(double[] a, double[] b, double level) {
        Samples.level(level);
        Moments x = Moments.of(Samples.checked(a, 2, "first sample"));
        Moments y = Moments.of(Samples.checked(b, 2, "second sample"));
        int n = x.n() + y.n();
        double pooled = Math.sqrt(((x.n() - 1) * x.variance() + (y.n() - 1) * y.variance()) / (n - 2));
        if (pooled == 0) {
            return new Interval(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
        }
        double d = (x.mean() - y.mean()) / pooled;
        double error = Math.sqrt((double) n / ((double) x.n() * y.n()) + d * d / (2.0 * n));
        double half = NORMAL.inverseCumulativeProbability(0.5 + level / 2) * error;
        return new Interval(d, d - half, d + half, level);
    }

    /**
     * Cliff's delta (Dominance statistics, Psychological Bulletin 114, 1993): the chance that a value of the first sample is larger less
     * the chance that it is smaller, in [-1, 1], with the asymmetric interval of Feng and Cliff (Monte Carlo evaluation of ordinal d with
     * improved confidence interval, 2004) and the unbiased variance of Cliff (1993).
     *
     * @param a at least two finite values
     * @param b at least two finite values
     * @param level coverage in (0, 1)
     * @return delta with its interval within [-1, 1]; at ±1, where the variance vanishes, the interval ends at the share that the larger
     *     sample could have missed by chance: {@code 1 - 2 (1 - level)^(1/min(n, m))}
     */
    public static Interval cliffsDelta(double[] a, double[] b, double level) {
        Samples.level(level);
        int n = Samples.checked(a, 2, "first sample").length;
        int m = Samples.checked(b, 2, "second sample").length;
        double[] rows = dominance(a, b);
        double[] columns = dominance(b, a);
        double delta = Arrays.stream(rows).sum() / n;
        if (Math.abs(delta) == 1) {
            double reach = Math.max(-1, 1 - 2 * (1 - Math.pow(1 - level, 1.0 / Math.min(n, m))));
            return delta > 0 ? new Interval(1, reach, 1, level) : new Interval(-1, -1, -reach, level);
        }
        double rowSquares = 0;
        for (double row : rows) {
            rowSquares += (row - delta) * (row - delta);
        }
        double columnSquares = 0;
        for (double column : columns) {
            columnSquares += (-column - delta) * (-column - delta);
        }
        double cells = cellSquares(a, b) - (double) n * m * delta * delta;
        double variance = ((double) m * m * rowSquares + (double) n * n * columnSquares - cells)
                / ((double) n * m * (n - 1.0) * (m - 1.0));
        variance = Math.max(variance, (1 - delta * delta) / ((double) n * m - 1));
        double z = NORMAL.inverseCumulativeProbability(0.5 + level / 2);
        double root = z * Math.sqrt(variance) * Math.sqrt((1 - delta * delta) * (1 - delta * delta) + z * z * variance);
        double below = 1 - delta * delta + z * z * variance;
        double low = (delta - delta * delta * delta - root) / below;
        double high = (delta - delta * delta * delta + root) / below;
        return new Interval(delta, Math.max(-1, low), Math.min(1, high), level);
    }

    /** For each value the share of the others that it exceeds less the share that exceed it; in n log n. */
    private static double[] dominance(double[] values, double[] others) {
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        double[] dominance = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int smaller = count(sorted, values[i], false);
            int notLarger = count(sorted, values[i], true);
            dominance[i] = (smaller - (double) (sorted.length - notLarger)) / sorted.length;
        }
        return dominance;
    }

    /** The sum of squares of sign(a - b) over all pairs: how many are not tied. */
    private static double cellSquares(double[] a, double[] b) {
        double[] sorted = b.clone();
        Arrays.sort(sorted);
        double untied = 0;
        for (double value : a) {
            untied += sorted.length - (count(sorted, value, true) - count(sorted, value, false));
        }
        return untied;
    }

    /** How many of the sorted values are smaller, or not larger, than the value. */
    private static int count(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || orEqual && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
