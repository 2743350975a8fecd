package dev.apes.engine.optimize;

/**
 * The logarithm of the expected improvement over a target when minimising, stable where the improvement itself underflows
 * (Ament et al. 2023).
 */
final class ExpectedImprovement {
    private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);

    private ExpectedImprovement() {}

    static double log(double mean, double variance, double target) {
        double sd = Math.sqrt(variance);
        double z = (target - mean) / sd;
        return Math.log(sd) + logScaled(z);
    }

    /** log(φ(z) + z Φ(z)). */
    static double logScaled(double z) {
        if (z > -5) {
            double density = Math.exp(-0.5 * z * z) / ROOT_2PI;
            return Math.log(density + z * cumulative(z));
        }
        // asymptotic series of the Mills ratio: φ(z) + zΦ(z) = φ(z) (1/z² − 3/z⁴ + 15/z⁶ − …)
        double q = 1 / (z * z);
        return -0.5 * z * z - Math.log(ROOT_2PI) + Math.log(q * (1 - 3 * q + 15 * q * q - 105 * q * q * q));
    }

    private static double cumulative(double z) {
        return 0.5 * org.apache.commons.math3.special.Erf.erfc(-z / Math.sqrt(2));
    }
}
