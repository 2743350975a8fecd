package dev.apes.engine.optimize;

import java.util.Arrays;

/**
 * A monotone map of objective values (to be minimised) to values of mean 0 and standard deviation 1 that look more like draws
 * from a Gaussian process: either linear, or {@code log(y − min + c·spread)}, which keeps huge bad values from drowning the
 * differences between good ones. Which c is decided by the likelihood of the mapped values under a normal distribution, including
 * the Jacobian of the map (Box and Cox 1964).
 */
final class OutputWarp {
    /** Smaller ones make a needle of the best value: on Rosenbrock5, 0.003 tripled the regret that 0.1 leaves. */
    private static final double[] OFFSETS = {10, 3, 1, 0.3, 0.1};

    private final double offset;
    private final boolean logarithmic;
    private final double centre;
    private final double scale;

    private OutputWarp(double offset, boolean logarithmic, double centre, double scale) {
        this.offset = offset;
        this.logarithmic = logarithmic;
        this.centre = centre;
        this.scale = scale;
    }

    /** The straight line through the given values. */
    static OutputWarp linear(double[] y) {
        return standardised(y, 0, false);
    }

    /**
     * The logarithm that makes the given values most like a normal sample, or the straight line where there are too few or too many
     * equal ones.
     */
    static OutputWarp logarithmic(double[] y) {
        OutputWarp best = linear(y);
        if (y.length < 4) {
            return best;
        }
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double spread = sorted[sorted.length / 2] - sorted[0];
        if (!(spread > 0)) {
            return best;
        }
        double likelihood = Double.NEGATIVE_INFINITY;
        for (double c : OFFSETS) {
            OutputWarp candidate = standardised(y, c * spread - sorted[0], true);
            double l = candidate.logJacobian(y);
            if (l > likelihood) {
                likelihood = l;
                best = candidate;
            }
        }
        return best;
    }

    private static OutputWarp standardised(double[] y, double offset, boolean logarithmic) {
        double mean = 0;
        for (double v : y) {
            mean += raw(v, offset, logarithmic) / y.length;
        }
        double sum = 0;
        for (double v : y) {
            double d = raw(v, offset, logarithmic) - mean;
            sum += d * d;
        }
        double sd = y.length < 2 ? 0 : Math.sqrt(sum / y.length);
        return new OutputWarp(offset, logarithmic, mean, sd > 0 ? sd : 1);
    }

    private static double raw(double y, double offset, boolean logarithmic) {
        return logarithmic ? Math.log(y + offset) : y;
    }

    /**
     * The logarithm of the map's derivative, summed over values: what their density before the map has in addition to that after it.
     * Mapped values have unit variance, so that for values that were mapped it is also the log likelihood of a normal distribution,
     * but for a constant.
     */
    double logJacobian(double[] y) {
        double sum = -y.length * Math.log(scale);
        for (double v : y) {
            sum -= logarithmic ? Math.log(v + offset) : 0;
        }
        return sum;
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    double apply(double y) {
        return (raw(y, offset, logarithmic) - centre) / scale;
    }

    double invert(double mapped) {
        double raw = mapped * scale + centre;
        return logarithmic ? Math.exp(raw) - offset : raw;
    }

    /** A difference of mapped values in units of the objective; a logarithm has no such unit and gives infinity. */
    double scaled(double difference) {
        return logarithmic ? Double.POSITIVE_INFINITY : difference * scale;
    }

    /** The variance of a mapped value, given the value and its variance, to first order. */
    double variance(double y, double variance) {
        double slope = (logarithmic ? 1 / (y + offset) : 1) / scale;
        return variance * slope * slope;
    }
}
