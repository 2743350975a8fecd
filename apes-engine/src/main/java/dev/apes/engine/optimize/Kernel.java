package dev.apes.engine.optimize;

/**
 * The covariance of the Gaussian process: Matérn 5/2 with one length scale per dimension (ARD), mixed with the mean of the
 * one-dimensional kernels of the same length scales,
 *
 * <pre>k(a, b) = s² [ (1 − w) m(r) + w/d Σ m(r_i) ],   r_i = |a_i − b_i| / l_i,   r² = Σ r_i²,   m(r) = (1 + √5 r + 5/3 r²) e^(−√5 r).</pre>
 *
 * In a categorical dimension, {@code |a − b|} is 0 for equal values and 1 otherwise. The additive part lets 50 evaluations say
 * something about each parameter by itself when parameters interact little (Durrande, Ginsbourger and Roustant 2012).
 *
 * <p>Parameters, all real: log l_1 … log l_d, log s², log noise variance, logit w.
 */
final class Kernel {
    private static final double ROOT5 = Math.sqrt(5);

    private final boolean[] categorical;

    Kernel(SpaceCodec codec) {
        categorical = new boolean[codec.dimensions()];
        for (int i = 0; i < categorical.length; i++) {
            categorical[i] = codec.isCategorical(i);
        }
    }

    int dimensions() {
        return categorical.length;
    }

    int parameters() {
        return categorical.length + 3;
    }

    int signal() {
        return categorical.length;
    }

    int noise() {
        return categorical.length + 1;
    }

    int additivity() {
        return categorical.length + 2;
    }

    static double additiveShare(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    double squaredDistance(int dimension, double a, double b) {
        if (categorical[dimension]) {
            return a == b ? 0 : 1;
        }
        return (a - b) * (a - b);
    }

    /** m(1 / l) per dimension: what the additive part gives for different values of a categorical dimension. */
    static double[] unitKernels(double[] scales) {
        double[] units = new double[scales.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = matern(Math.sqrt(scales[i]));
        }
        return units;
    }

    /** The covariance of two points; {@code scales} holds 1 / l², {@code units} what {@link #unitKernels} made of them. */
    double covariance(double[] a, double[] b, double[] scales, double[] units, double signal, double share) {
        double r2 = 0;
        double additive = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] == b[i]) {
                // m(0) = 1
                additive += 1;
            } else if (categorical[i]) {
                r2 += scales[i];
                additive += units[i];
            } else {
                double s = (a[i] - b[i]) * (a[i] - b[i]) * scales[i];
                r2 += s;
                additive += matern(Math.sqrt(s));
            }
        }
        return signal * ((1 - share) * matern(Math.sqrt(r2)) + share * additive / a.length);
    }

    double[] inverseSquares(double[] theta) {
        double[] scales = new double[categorical.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.exp(-2 * theta[i]);
        }
        return scales;
    }

    static double matern(double r) {
        return matern(r, decay(r));
    }

    /** The factor e^(−√5 r), which the kernel and its derivative share. */
    static double decay(double r) {
        return Math.exp(-ROOT5 * r);
    }

    static double matern(double r, double decay) {
        return (1 + ROOT5 * r + 5.0 / 3 * r * r) * decay;
    }

    /** {@code −dm/dr / r}; multiplied by r_i² it is the derivative of m by log l_i. */
    static double maternSlope(double r, double decay) {
        return 5.0 / 3 * (1 + ROOT5 * r) * decay;
    }
}
