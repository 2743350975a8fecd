package dev.apes.generators.copula;

import dev.apes.api.generation.ColumnSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * A parametric family with its parameters estimated.
 *
 * @param name for people
 * @param cdf its distribution function
 */
record Family(String name, DoubleUnaryOperator cdf) {
    private static final int TEST_POINTS = 1_000;
    private static final int GRID = 240;

    /**
     * Families whose support and shape can suit the data, parameters estimated by moments (uniform: by the extremes).
     *
     * @param sorted distinct values in ascending order
     * @param min the column's lower bound, may be infinite
     * @param max its upper bound, may be infinite
     */
    static List<Family> candidates(double[] sorted, double min, double max) {
        double mean = 0;
        for (double v : sorted) {
            mean += v / sorted.length;
        }
        double variance = 0;
        for (double v : sorted) {
            variance += (v - mean) * (v - mean) / sorted.length;
        }
        double deviation = Math.sqrt(variance);
        List<Family> families = new ArrayList<>();
        if (!(deviation > 0) || !Double.isFinite(deviation)) {
            return families;
        }
        families.add(uniform(sorted, min, max));
        families.add(normal(mean, deviation));
        if (Double.isFinite(min) && mean > min) {
            families.add(gamma(min, mean - min, variance));
            if (sorted[0] > min) {
                families.add(logNormal(sorted, min));
            }
        }
        if (Double.isFinite(min) && Double.isFinite(max)) {
            families.add(beta(min, max, mean, variance));
            TruncatedNormalFit.of(mean, variance, min, max).ifPresent(families::add);
        }
        return families;
    }

    private static Family normal(double mean, double deviation) {
        return new Family("normal", x -> StandardNormal.cdf((x - mean) / deviation));
    }

    private static Family uniform(double[] sorted, double min, double max) {
        int n = sorted.length;
        double gap = (sorted[n - 1] - sorted[0]) / (n - 1);
        double low = Math.max(min, sorted[0] - gap);
        double high = Math.min(max, sorted[n - 1] + gap);
        return new Family("uniform", x -> Math.min(1, Math.max(0, (x - low) / (high - low))));
    }

    private static Family gamma(double origin, double mean, double variance) {
        double shape = mean * mean / variance;
        double scale = variance / mean;
        return new Family(
                "gamma", x -> x <= origin ? 0 : Gamma.regularizedGammaP(shape, (x - origin) / scale, 1e-10, 10_000));
    }

    private static Family logNormal(double[] sorted, double origin) {
        double mean = 0;
        double square = 0;
        for (double v : sorted) {
            double log = FastMath.log(v - origin);
            mean += log / sorted.length;
            square += log * log / sorted.length;
        }
        double mu = mean;
        double sigma = Math.sqrt(Math.max(1e-300, square - mean * mean));
        return new Family(
                "log-normal", x -> x <= origin ? 0 : StandardNormal.cdf((FastMath.log(x - origin) - mu) / sigma));
    }

    private static Family beta(double min, double max, double mean, double variance) {
        double range = max - min;
        double m = (mean - min) / range;
        double v = variance / (range * range);
        double strength = m * (1 - m) / v - 1;
        double a = Math.max(1e-3, m * strength);
        double b = Math.max(1e-3, (1 - m) * strength);
        return new Family("beta", x -> Beta.regularizedBeta(Math.min(1, Math.max(0, (x - min) / range)), a, b));
    }

    /** The Kolmogorov-Smirnov distance, on at most {@value #TEST_POINTS} of the sorted values. */
    double distance(double[] sorted) {
        int n = sorted.length;
        int points = Math.min(n, TEST_POINTS);
        double worst = 0;
        for (int i = 0; i < points; i++) {
            int at = (int) ((long) i * (n - 1) / Math.max(1, points - 1));
            double f = cdf.applyAsDouble(sorted[at]);
            if (Double.isNaN(f)) {
                return 1;
            }
            worst = Math.max(worst, Math.max(f - (double) at / n, (at + 1.0) / n - f));
        }
        return worst;
    }

    /** The map from normal scores to this family's values: knots on a grid that follows the data and covers both tails. */
    Marginal marginal(double[] sorted, double min, double max) {
        int n = sorted.length;
        double low = sorted[0];
        double high = sorted[n - 1];
        double tail = (high - low) / 2;
        double from = Math.max(min, low - tail);
        double to = Math.min(max, high + tail);
        List<double[]> knots = new ArrayList<>();
        double lastZ = Double.NEGATIVE_INFINITY;
        double lastX = Double.NEGATIVE_INFINITY;
        double[] grid = new double[2 * GRID + 2];
        for (int i = 0; i < GRID; i++) {
            grid[i] = from + (to - from) * i / (GRID - 1);
            grid[GRID + i] = sorted[(int) ((long) i * (n - 1) / (GRID - 1))];
        }
        grid[2 * GRID] = from;
        grid[2 * GRID + 1] = to;
        Arrays.sort(grid);
        for (double x : grid) {
            double z = StandardNormal.quantile(cdf.applyAsDouble(x));
            if (x > lastX && z > lastZ && Math.abs(z) < Marginal.END) {
                knots.add(new double[] {z, x});
                lastZ = z;
                lastX = x;
            }
        }
        knots.add(0, new double[] {-Marginal.END, Math.min(knots.get(0)[1], from)});
        knots.add(new double[] {Marginal.END, Math.max(knots.get(knots.size() - 1)[1], to)});
        return MarginalFitter.marginal(knots, ColumnSchema.numeric("x", min, max), false, null, name);
    }
}
