package dev.apes.engine.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Count, mean, variance and skewness of a sample, by the two-pass formula (Chan, Golub and LeVeque 1983): a mean far from zero
 * loses no digits of the variance.
 *
 * @param n how many values, at least 1
 * @param mean arithmetic mean
 * @param variance unbiased ({@code n - 1} in the denominator), at least 0; 0 for a single value
 * @param skewness {@code m3 / m2^1.5} with central moments over {@code n}; 0 where all values are equal
 */
public record Moments(int n, double mean, double variance, double skewness) {
    /**
     * @param values at least one finite value
     * @return their moments
     */
    public static Moments of(double... values) {
        Samples.checked(values, 1, "sample");
        int n = values.length;
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        double mean = sum / n;
        double residue = 0;
        double squares = 0;
        double cubes = 0;
        for (double v : values) {
            double d = v - mean;
            residue += d;
            squares += d * d;
            cubes += d * d * d;
        }
        squares = Math.max(0, squares - residue * residue / n);
        double m2 = squares / n;
        // equal values leave rounding dust whose third moment would be meaningless
        boolean constant = m2 <= 1e-28 * Math.max(1e-280, mean * mean);
        double skewness = constant ? 0 : (cubes / n) / (m2 * Math.sqrt(m2));
        return new Moments(n, mean, n == 1 || constant ? 0 : squares / (n - 1), skewness);
    }

    /** {@return the standard deviation, at least 0} */
    public double deviation() {
        return Math.sqrt(variance);
    }

    /** {@return the standard error of the mean, at least 0} */
    public double standardError() {
        return Math.sqrt(variance / n);
    }

    /**
     * Student's interval for the mean.
     *
     * @param level coverage in (0, 1)
     * @return the interval; infinitely wide for a single value
     */
    public Interval meanInterval(double level) {
        Samples.level(level);
        if (n == 1) {
            return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
        }
        double half = new TDistribution(null, n - 1).inverseCumulativeProbability(0.5 + level / 2) * standardError();
        return new Interval(mean, mean - half, mean + half, level);
    }
}
