package dev.apes.generators.diffusion;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution function and its inverse. */
final class NormalScore {
    private static final double ROOT_2 = 1.4142135623730951;

    private NormalScore() {}

    static double cdf(double x) {
        return 0.5 * Erf.erfc(-x / ROOT_2);
    }

    /** @param p strictly between 0 and 1 */
    static double quantile(double p) {
        return -ROOT_2 * Erf.erfcInv(2 * p);
    }
}
