package dev.apes.engine.optimize;

/** A fitted Gaussian process regression. Immutable and thread-safe. */
final class GaussianProcess {
    private final Kernel.Covariance covariance;
    private final double[][] x;
    private final double[] transposedFactor;
    private final double[] alpha;
    private final double mean;

    private GaussianProcess(Kernel.Covariance covariance, double[][] x, double[] factor, double[] y) {
        this.covariance = covariance;
        this.x = x;
        this.transposedFactor = Cholesky.transpose(factor, y.length);
        this.mean = MarginalLikelihood.mean(factor, y);
        double[] centred = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            centred[i] = y[i] - mean;
        }
        this.alpha = Cholesky.solve(factor, y.length, centred);
    }

    /**
     * @param theta parameters of the kernel
     * @param known variance known of each observation, added to the noise that theta holds
     */
    static GaussianProcess fit(Kernel kernel, double[][] x, double[] y, double[] known, double[] theta) {
        int n = x.length;
        Kernel.Covariance covariance = kernel.at(theta);
        double noise = Math.exp(theta[kernel.noise()]);
        for (double jitter = kernel.shape().jitter(); ; jitter *= 10) {
            double[] k = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    k[i * n + j] = covariance.between(x[i], x[j]);
                }
                k[i * n + i] = covariance.variance(x[i]) * (1 + jitter) + noise + known[i];
            }
            if (Cholesky.factor(k, n)) {
                return new GaussianProcess(covariance, x, k, y);
            }
        }
    }

    /** The mean of the function at a point alone: costs n and not n² as {@link #predict} does, and gives the same. */
    double mean(double[] point) {
        double m = mean;
        for (int i = 0; i < x.length; i++) {
            m += covariance.between(point, x[i]) * alpha[i];
        }
        return m;
    }

    /** Mean and variance of the function (without noise) at a point. */
    void predict(double[] point, double[] meanAndVariance) {
        int n = x.length;
        double[] k = new double[n];
        double m = mean;
        for (int i = 0; i < n; i++) {
            k[i] = covariance.between(point, x[i]);
            m += k[i] * alpha[i];
        }
        Cholesky.forwardTransposed(transposedFactor, n, k);
        double explained = 0;
        for (double v : k) {
            explained += v * v;
        }
        meanAndVariance[0] = m;
        double prior = covariance.variance(point);
        meanAndVariance[1] = Math.max(prior * 1e-12, prior - explained);
    }
}
