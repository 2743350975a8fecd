package dev.apes.engine.optimize;

/**
 * Log marginal likelihood of a Gaussian process with a constant mean (profiled out by generalised least squares) and its
 * gradient by the parameters of a {@link Kernel}; Rasmussen and Williams 2006, equations 5.8 and 5.9. Priors are added, so its
 * maximum is a MAP estimate. Not thread-safe.
 */
final class MarginalLikelihood {
    private final Kernel kernel;
    private final double[] y;
    private final double[] known;
    private final PairDistances[] distances;
    private final int pairs;
    private final double noisePriorMean;
    private final double[] quadratic;
    private final double[] quadraticDiagonal;
    private final boolean categories;

    /**
     * @param y standardised observations
     * @param known variance known of each observation, in the units of y squared
     * @param noisePriorMean prior mean of the log of the noise variance that is learnt
     */
    MarginalLikelihood(Kernel kernel, double[][] x, double[] y, double[] known, double noisePriorMean) {
        this.kernel = kernel;
        this.y = y;
        this.known = known;
        this.noisePriorMean = noisePriorMean;
        pairs = x.length * (x.length - 1) / 2;
        distances = new PairDistances[kernel.dimensions()];
        for (int d = 0; d < distances.length; d++) {
            distances[d] = new PairDistances(kernel, d, x);
        }
        quadratic = new double[pairs];
        quadraticDiagonal = new double[x.length];
        for (int i = 0, p = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++, p++) {
                quadratic[p] = kernel.quadratic(x[i], x[j]);
            }
            quadraticDiagonal[i] = kernel.quadratic(x[i], x[i]);
        }
        categories = java.util.stream.IntStream.range(0, kernel.dimensions()).anyMatch(kernel::isCategorical);
    }

    /** One dimension's part of the kernel, per different distance. */
    private static final class Part {
        final int[] index;
        final double[] scaled;
        final double[] kernel;
        final double[] slope;

        Part(Kernel.Shape shape, PairDistances distances, double scale) {
            index = distances.index();
            int count = distances.count();
            scaled = new double[count];
            kernel = new double[count];
            slope = new double[count];
            for (int u = 0; u < count; u++) {
                scaled[u] = distances.distance(u) * scale;
                double r = Math.sqrt(scaled[u]);
                double decay = shape.decay(r);
                kernel[u] = shape.value(r, decay);
                slope[u] = shape.slope(r, decay);
            }
        }

        /** Adds the squared distance in length scales, and the kernel, of every pair. */
        void addTo(double[] squares, double[] kernels) {
            for (int p = 0; p < squares.length; p++) {
                int u = index[p];
                squares[p] += scaled[u];
                kernels[p] += kernel[u];
            }
        }

        void addTo(double[] squares) {
            for (int p = 0; p < squares.length; p++) {
                squares[p] += scaled[index[p]];
            }
        }

        /** The sum over pairs of a factor times the squared distance. */
        double dotScaled(double[] factors) {
            double sum = 0;
            for (int p = 0; p < factors.length; p++) {
                sum += factors[p] * scaled[index[p]];
            }
            return sum;
        }
    }

    /** The value at theta, its gradient written to {@code gradient}; −∞ where the covariance cannot be factored. */
    double value(double[] theta, double[] gradient) {
        Terms terms = new Terms(theta);
        terms.sumOverDimensions(theta);
        terms.combine();
        int n = y.length;
        double[] l = terms.covariance();
        if (!Cholesky.factor(l, n)) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] centred = y.clone();
        double mean = mean(l, y);
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            centred[i] -= mean;
            logDeterminant += 2 * Math.log(l[i * n + i]);
        }
        double[] alpha = Cholesky.solve(l, n, centred);
        double value = -0.5 * (dot(centred, alpha) + logDeterminant + n * Math.log(2 * Math.PI));
        terms.differentiate(alpha, Cholesky.inverse(l, n), gradient);
        return value + addPriors(theta, gradient);
    }

    /** The kernel's terms at one theta, by pair of points: (i, j), j below i, row after row. */
    private final class Terms {
        private final Kernel.Shape shape = kernel.shape();
        private final double signal;
        private final double noise;
        private final double share;
        private final double trend;
        private final Part[] parts = new Part[kernel.dimensions()];
        private final double[] additive = new double[pairs];
        private final double[] joint = new double[pairs];
        private final double[] slope = new double[pairs];
        private final double[] alike = new double[pairs];
        private final double[] alikeSlope = new double[categories ? pairs : 0];

        Terms(double[] theta) {
            signal = Math.exp(theta[kernel.signal()]);
            noise = Math.exp(theta[kernel.noise()]);
            share = Kernel.additiveShare(theta[kernel.additivity()]);
            trend = Math.exp(theta[kernel.trend()]);
        }

        /** Squared distances, of all dimensions and of the categorical ones, and the sum of the one-dimensional kernels. */
        void sumOverDimensions(double[] theta) {
            double[] scales = kernel.inverseSquares(theta);
            for (int d = 0; d < parts.length; d++) {
                parts[d] = new Part(shape, distances[d], scales[d]);
                parts[d].addTo(joint, additive);
                if (kernel.isCategorical(d)) {
                    parts[d].addTo(alike);
                }
            }
        }

        /** From distances to kernels. */
        void combine() {
            for (int p = 0; p < pairs; p++) {
                double r = Math.sqrt(joint[p]);
                double decay = shape.decay(r);
                joint[p] = shape.value(r, decay);
                slope[p] = shape.slope(r, decay);
                additive[p] /= parts.length;
            }
            for (int p = 0; p < pairs; p++) {
                double height = trend * quadratic[p];
                if (categories) {
                    double r = Math.sqrt(alike[p]);
                    double decay = shape.decay(r);
                    alike[p] = height * shape.value(r, decay);
                    alikeSlope[p] = height * shape.slope(r, decay);
                } else {
                    alike[p] = height;
                }
            }
        }

        double[] covariance() {
            int n = y.length;
            double[] l = new double[n * n];
            for (int i = 0, p = 0; i < n; i++) {
                for (int j = 0; j < i; j++, p++) {
                    l[i * n + j] = signal * ((1 - share) * joint[p] + share * additive[p]) + alike[p];
                }
                l[i * n + i] = (signal + trend * quadraticDiagonal[i]) * (1 + shape.jitter()) + noise + known[i];
            }
            return l;
        }

        /** The gradient without the priors'; the terms are used up by it. */
        void differentiate(double[] alpha, double[] inverse, double[] gradient) {
            int n = y.length;
            java.util.Arrays.fill(gradient, 0);
            double bySignal = 0;
            double byNoise = 0;
            double byShare = 0;
            double byTrend = 0;
            double[] weights = new double[pairs];
            for (int i = 0, p = 0; i < n; i++) {
                for (int j = 0; j < i; j++, p++) {
                    // off-diagonal pairs count twice, which cancels the factor 1/2
                    double unit = alpha[i] * alpha[j] - inverse[i * n + j];
                    double weight = signal * unit;
                    byTrend += unit * alike[p];
                    if (categories) {
                        alikeSlope[p] *= unit;
                    }
                    bySignal += weight * ((1 - share) * joint[p] + share * additive[p]);
                    byShare += weight * (additive[p] - joint[p]);
                    weights[p] = weight;
                    slope[p] *= 1 - share;
                }
                double weight = 0.5 * (alpha[i] * alpha[i] - inverse[i * n + i]);
                bySignal += weight * signal * (1 + shape.jitter());
                byNoise += weight * noise;
                byTrend += weight * trend * quadraticDiagonal[i] * (1 + shape.jitter());
            }
            for (int d = 0; d < parts.length; d++) {
                gradient[d] = byScale(parts[d], weights, slope, share / parts.length);
                if (kernel.isCategorical(d)) {
                    gradient[d] += parts[d].dotScaled(alikeSlope);
                }
            }
            gradient[kernel.trend()] = byTrend;
            gradient[kernel.signal()] = bySignal;
            gradient[kernel.noise()] = byNoise;
            gradient[kernel.additivity()] = byShare * share * (1 - share);
        }
    }

    /** The derivative by the logarithm of one length scale. */
    private static double byScale(Part part, double[] weights, double[] slope, double additive) {
        double[] own = new double[part.slope.length];
        for (int u = 0; u < own.length; u++) {
            own[u] = additive * part.slope[u];
        }
        double sum = 0;
        for (int p = 0; p < weights.length; p++) {
            int u = part.index[p];
            double s = part.scaled[u];
            if (s > 0) {
                sum += weights[p] * s * (slope[p] + own[u]);
            }
        }
        return sum;
    }

    /** The generalised least squares estimate of the mean, given the factor of the covariance. */
    static double mean(double[] l, double[] y) {
        double[] ones = new double[y.length];
        java.util.Arrays.fill(ones, 1);
        double[] weights = Cholesky.solve(l, y.length, ones);
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        return dot(weights, y) / total;
    }

    private double addPriors(double[] theta, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            double mean = priorMean(i);
            double sd = priorDeviation(i);
            double z = (theta[i] - mean) / sd;
            sum -= 0.5 * z * z;
            gradient[i] -= z / sd;
        }
        return sum;
    }

    /** Length scales grow with √d, as distances do (Hvarfner, Hellsten and Nardi 2024). */
    double priorMean(int parameter) {
        if (parameter < kernel.dimensions()) {
            return Math.log(0.4) + 0.5 * Math.log(kernel.dimensions());
        } else if (parameter == kernel.signal()) {
            return 0;
        } else if (parameter == kernel.trend()) {
            // a third of the signal for a point of average distance from the centre
            return Math.log(0.3) - 2 * Math.log1p(kernel.numbers() / 3.0);
        }
        return parameter == kernel.noise() ? noisePriorMean : -1;
    }

    double priorDeviation(int parameter) {
        return parameter < kernel.dimensions() ? 1 : 2;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
