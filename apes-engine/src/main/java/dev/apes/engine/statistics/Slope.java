package dev.apes.engine.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** Slope of an ordinary least-squares line. */
public final class Slope {
    private Slope() {}

    /**
     * @param x at least three finite values, not all equal
     * @param y as many finite values
     * @param level coverage in (0, 1)
     * @return the slope with Student's interval for independent, homoscedastic errors
     */
    public static Interval of(double[] x, double[] y, double level) {
        Samples.level(level);
        Samples.sameLength(x.length, y.length, "x and y");
        Moments mx = Moments.of(Samples.checked(x, 3, "x"));
        Moments my = Moments.of(Samples.checked(y, 3, "y"));
        if (mx.variance() == 0) {
            throw new IllegalArgumentException("a slope needs x values that differ, but all are " + x[0]);
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - mx.mean();
            products += dx * (y[i] - my.mean());
            squares += dx * dx;
        }
        double slope = products / squares;
        double residuals = 0;
        for (int i = 0; i < x.length; i++) {
            double e = y[i] - my.mean() - slope * (x[i] - mx.mean());
            residuals += e * e;
        }
        int freedom = x.length - 2;
        double half = new TDistribution(null, freedom).inverseCumulativeProbability(0.5 + level / 2)
                * Math.sqrt(residuals / freedom / squares);
        return new Interval(slope, slope - half, slope + half, level);
    }

    /**
     * The slope of values against their positions 0, 1, 2, ….
     *
     * @param y at least three finite values
     * @param level coverage in (0, 1)
     * @return the slope per step with its interval
     */
    public static Interval ofSeries(double[] y, double level) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return of(x, y, level);
    }
}
