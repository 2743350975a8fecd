package dev.apes.engine.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** Slope of an ordinary least-squares line. */
public final class Slope {
    private Slope() {}

    /**
     * A fitted slope. Its error has Student's distribution when the errors of the line are independent, normal and of one variance.
     *
     * @param slope per unit of x
     * @param standardError of the slope, at least 0
     * @param freedom degrees of freedom: points less two
     */
    public record Fit(double slope, double standardError, int freedom) {
        /**
         * @param confidence one-sided, in (0, 1)
         * @return the bound that the true slope stays below with this confidence
         */
        public double upper(double confidence) {
            Samples.level(confidence);
            return slope + quantile(confidence) * standardError;
        }

        private double quantile(double probability) {
            return new TDistribution(null, freedom).inverseCumulativeProbability(probability);
        }
    }

    /**
     * @param x at least three finite values, not all equal
     * @param y as many finite values
     * @return the least-squares slope of y on x and its standard error
     */
    public static Fit fit(double[] x, double[] y) {
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
        return new Fit(slope, Math.sqrt(residuals / freedom / squares), freedom);
    }

    /**
     * @param x at least three finite values, not all equal
     * @param y as many finite values
     * @param level coverage in (0, 1)
     * @return the slope with Student's interval for independent, homoscedastic errors
     */
    public static Interval of(double[] x, double[] y, double level) {
        Samples.level(level);
        Fit fit = fit(x, y);
        double half = fit.quantile(0.5 + level / 2) * fit.standardError();
        return new Interval(fit.slope(), fit.slope() - half, fit.slope() + half, level);
    }

    /**
     * The slope of values against their positions 0, 1, 2, ….
     *
     * @param y at least three finite values
     * @return the slope per step and its standard error
     */
    public static Fit fitSeries(double[] y) {
        return fit(positions(y.length), y);
    }

    /**
     * The slope of values against their positions 0, 1, 2, ….
     *
     * @param y at least three finite values
     * @param level coverage in (0, 1)
     * @return the slope per step with its interval
     */
    public static Interval ofSeries(double[] y, double level) {
        return of(positions(y.length), y, level);
    }

    private static double[] positions(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
        }
        return x;
    }
}
