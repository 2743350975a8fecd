package dev.apes.generators.copula;

import dev.apes.generators.table.SeededRandom;

/** Density, distribution and quantile function of the standard normal distribution, the same on every JVM. */
final class StandardNormal {
    private static final double INVERSE_SQRT_2PI = 0.3989422804014327;

    private StandardNormal() {}

    static double density(double x) {
        return INVERSE_SQRT_2PI * StrictMath.exp(-x * x / 2);
    }

    /** Hart's rational approximation in the form of West, <i>Better approximations to cumulative normal functions</i>, 2004. */
    static double cdf(double x) {
        double z = Math.abs(x);
        double tail;
        if (z > 37) {
            tail = 0;
        } else if (z < 7.07106781186547) {
            tail = StrictMath.exp(-z * z / 2) * horner(z, HART_UPPER) / horner(z, HART_LOWER);
        } else {
            double f = z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))));
            tail = StrictMath.exp(-z * z / 2) / f * INVERSE_SQRT_2PI;
        }
        return x > 0 ? 1 - tail : tail;
    }

    /** Wichura, <i>Algorithm AS 241</i>, Applied Statistics 37 (1988); {@code ±Infinity} for 0 and 1. */
    static double quantile(double p) {
        if (p <= 0 || p >= 1) {
            return p <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * horner(r, A) / horner(r, B);
        }
        double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
        double value = r <= 5 ? horner(r - 1.6, C) / horner(r - 1.6, D) : horner(r - 5, E) / horner(r - 5, F);
        return q < 0 ? -value : value;
    }

    /** A draw from the standard normal restricted to [low, high]; by inversion in the lower tail, where precision is. */
    static double truncated(double low, double high, SeededRandom random) {
        if (low > 0) {
            return -truncated(-high, -low, random);
        }
        double from = cdf(low);
        double to = cdf(high);
        double z = quantile(from + (to - from) * random.nextDouble());
        // beyond 38 the distribution function is 0 in double precision
        return Math.min(high, Math.max(low, Math.max(-38, Math.min(38, z))));
    }

    /** The mean of the standard normal restricted to [low, high]. */
    static double meanBetween(double low, double high) {
        if (low > 0) {
            return -meanBetween(-high, -low);
        }
        double mass = cdf(high) - cdf(low);
        if (mass < 1e-12) {
            return Math.abs(low) < Math.abs(high) ? low : high;
        }
        return Math.min(high, Math.max(low, (density(low) - density(high)) / mass));
    }

    private static double horner(double r, double[] coefficients) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * r + coefficients[i];
        }
        return sum;
    }

    private static final double[] HART_UPPER = {
        220.206867912376,
        221.213596169931,
        112.079291497871,
        33.912866078383,
        6.37396220353165,
        0.700383064443688,
        3.52624965998911e-02
    };
    private static final double[] HART_LOWER = {
        440.413735824752,
        793.826512519948,
        637.333633378831,
        296.564248779674,
        86.7807322029461,
        16.064177579207,
        1.75566716318264,
        8.83883476483184e-02
    };
    private static final double[] A = {
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3
    };
    private static final double[] B = {
        1,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3
    };
    private static final double[] C = {
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4
    };
    private static final double[] D = {
        1,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };
    private static final double[] E = {
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7
    };
    private static final double[] F = {
        1,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15
    };
}
