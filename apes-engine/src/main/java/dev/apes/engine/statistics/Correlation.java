package dev.apes.engine.statistics;

import java.util.OptionalDouble;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Correlation coefficients in [-1, 1]. */
public final class Correlation {
    private Correlation() {}

    /**
     * Pearson's r.
     *
     * @param x finite values
     * @param y as many finite values
     * @return r; empty where it is undefined: fewer than two pairs, or all values of one side equal
     */
    public static OptionalDouble pearson(double[] x, double[] y) {
        Samples.sameLength(x.length, y.length, "x and y");
        Samples.checked(x, 0, "x");
        Samples.checked(y, 0, "y");
        if (x.length < 2) {
            return OptionalDouble.empty();
        }
        return pearsonOf(withoutOverflow(x), withoutOverflow(y));
    }

    /** The values, scaled by a power of two where their squares would overflow: r does not depend on scale. */
    private static double[] withoutOverflow(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        if (largest < 1e100) {
            return values;
        }
        int exponent = Math.getExponent(largest);
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = Math.scalb(values[i], -exponent);
        }
        return scaled;
    }

    private static OptionalDouble pearsonOf(double[] x, double[] y) {
        Moments mx = Moments.of(x);
        Moments my = Moments.of(y);
        if (mx.variance() == 0 || my.variance() == 0) {
            return OptionalDouble.empty();
        }
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - mx.mean()) * (y[i] - my.mean());
        }
        double r = products / (x.length - 1) / (mx.deviation() * my.deviation());
        return OptionalDouble.of(Math.max(-1, Math.min(1, r)));
    }

    /**
     * Spearman's rho: Pearson's r of the ranks, ties sharing their mean rank.
     *
     * @param x finite values
     * @param y as many finite values
     * @return rho; empty where it is undefined, like {@link #pearson}
     */
    public static OptionalDouble spearman(double[] x, double[] y) {
        Samples.checked(x, 0, "x");
        Samples.checked(y, 0, "y");
        NaturalRanking ranking = new NaturalRanking();
        return pearson(x.length == 0 ? x : ranking.rank(x), y.length == 0 ? y : ranking.rank(y));
    }
}
