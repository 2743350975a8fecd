package dev.apes.engine.optimize;

/**
 * The covariance of the Gaussian process: Matérn 5/2 with one length scale per dimension (ARD), mixed with the mean of the
 * one-dimensional kernels of the same length scales,
 *
 * <pre>k(a, b) = s² [ (1 − w) m(r) + w/d Σ m(r_i) ] + q² (1 + Σ z(a_i) z(b_i))² m(r_c),
 * r_i = |a_i − b_i| / l_i,   r² = Σ r_i²,   m(r) = (1 + √5 r + 5/3 r²) e^(−√5 r),   z(x) = 2x − 1.</pre>
 *
 * In a categorical dimension, {@code |a − b|} is 0 for equal values and 1 otherwise. The additive part lets 50 evaluations say
 * something about each parameter by itself when parameters interact little (Durrande, Ginsbourger and Roustant 2012). The last
 * term is a quadratic trend in the numbers (Rasmussen and Williams 2006, section 4.2.2), one for each combination of categorical
 * values, alike as far as r_c, the distance in these alone, says: what is a bowl at large is known as one after few evaluations,
 * ripples or not.
 *
 * <p>Parameters, all real: log l_1 … log l_d, log s², log noise variance, logit w, log q².
 */
final class Kernel {
    private static final double ROOT5 = Math.sqrt(5);

    private final boolean[] categorical;
    private final Shape shape;

    Kernel(SpaceCodec codec) {
        this(categorical(codec), Shape.MATERN);
    }

    private Kernel(boolean[] categorical, Shape shape) {
        this.categorical = categorical;
        this.shape = shape;
    }

    /** {@return the same kernel of another shape} */
    Kernel of(Shape other) {
        return new Kernel(categorical, other);
    }

    Shape shape() {
        return shape;
    }

    private static boolean[] categorical(SpaceCodec codec) {
        boolean[] categorical = new boolean[codec.dimensions()];
        for (int i = 0; i < categorical.length; i++) {
            categorical[i] = codec.isCategorical(i);
        }
        return categorical;
    }

    /** How the covariance falls with the distance r in length scales. */
    enum Shape {
        /** Matérn 5/2, (1 + √5 r + 5/3 r²) e^(−√5 r): functions with two derivatives. */
        MATERN(1e-8) {
            @Override
            double decay(double r) {
                return Math.exp(-ROOT5 * r);
            }

            @Override
            double value(double r, double decay) {
                return (1 + ROOT5 * r + 5.0 / 3 * r * r) * decay;
            }

            @Override
            double slope(double r, double decay) {
                return 5.0 / 3 * (1 + ROOT5 * r) * decay;
            }
        },
        /** Squared exponential, e^(−r²/2): analytic functions, polynomials of low degree first of all. */
        GAUSS(1e-10) {
            @Override
            double decay(double r) {
                return Math.exp(-0.5 * r * r);
            }

            @Override
            double value(double r, double decay) {
                return decay;
            }

            @Override
            double slope(double r, double decay) {
                return decay;
            }
        };

        private final double jitter;

        Shape(double jitter) {
            this.jitter = jitter;
        }

        /** Added to every diagonal, as a share of the prior variance there, for numerical stability. */
        double jitter() {
            return jitter;
        }

        /** The exponential that the kernel and its derivative share. */
        abstract double decay(double r);

        abstract double value(double r, double decay);

        /** {@code −dm/dr / r}; multiplied by r_i² it is the derivative of m by log l_i. */
        abstract double slope(double r, double decay);

        double value(double r) {
            return value(r, decay(r));
        }
    }

    int dimensions() {
        return categorical.length;
    }

    int parameters() {
        return categorical.length + 4;
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

    /** How many dimensions are not categorical. */
    int numbers() {
        int count = 0;
        for (boolean c : categorical) {
            count += c ? 0 : 1;
        }
        return count;
    }

    int trend() {
        return categorical.length + 3;
    }

    boolean isCategorical(int dimension) {
        return categorical[dimension];
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
    double[] unitKernels(double[] scales) {
        double[] units = new double[scales.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = shape.value(Math.sqrt(scales[i]));
        }
        return units;
    }

    /** (1 + Σ z z)² of two points. */
    double quadratic(double[] a, double[] b) {
        double sum = 1;
        for (int i = 0; i < a.length; i++) {
            sum += categorical[i] ? 0 : (2 * a[i] - 1) * (2 * b[i] - 1);
        }
        return sum * sum;
    }

    /** The kernel under given parameters. */
    Covariance at(double[] theta) {
        double[] scales = inverseSquares(theta);
        return new Covariance(
                this,
                scales,
                unitKernels(scales),
                Math.exp(theta[signal()]),
                additiveShare(theta[additivity()]),
                Math.exp(theta[trend()]));
    }

    /**
     * @param scales 1 / l²
     * @param units m(1 / l)
     * @param signal s²
     * @param share w
     * @param trend q²
     */
    record Covariance(Kernel kernel, double[] scales, double[] units, double signal, double share, double trend) {
        double between(double[] a, double[] b) {
            double r2 = 0;
            double categories = 0;
            double additive = 0;
            for (int i = 0; i < a.length; i++) {
                if (a[i] == b[i]) {
                    // m(0) = 1
                    additive += 1;
                } else if (kernel.categorical[i]) {
                    categories += scales[i];
                    additive += units[i];
                } else {
                    double s = (a[i] - b[i]) * (a[i] - b[i]) * scales[i];
                    r2 += s;
                    additive += kernel.shape.value(Math.sqrt(s));
                }
            }
            double alike = categories == 0 ? 1 : kernel.shape.value(Math.sqrt(categories));
            return signal * ((1 - share) * kernel.shape.value(Math.sqrt(r2 + categories)) + share * additive / a.length)
                    + trend * alike * kernel.quadratic(a, b);
        }

        double variance(double[] a) {
            return signal + trend * kernel.quadratic(a, a);
        }
    }

    double[] inverseSquares(double[] theta) {
        double[] scales = new double[categorical.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.exp(-2 * theta[i]);
        }
        return scales;
    }
}
