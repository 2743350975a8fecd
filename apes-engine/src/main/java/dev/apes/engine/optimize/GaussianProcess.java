package dev.apes.engine.optimize;

/** A fitted Gaussian process regression. Immutable and thread-safe. */
final class GaussianProcess {
    private final Kernel kernel;
    private final double[][] x;
    private final double[] scales;
    private final double signal;
    private final double share;
    private final double[] units;
    private final double[] transposedFactor;
    private final double[] alpha;
    private final double mean;

    private GaussianProcess(Kernel kernel, double[][] x, double[] theta, double[] factor, double[] y) {
        this.kernel = kernel;
        this.x = x;
        this.scales = kernel.inverseSquares(theta);
        this.units = Kernel.unitKernels(scales);
        this.signal = Math.exp(theta[kernel.signal()]);
        this.share = Kernel.additiveShare(theta[kernel.additivity()]);
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
        double[] scales = kernel.inverseSquares(theta);
        double[] units = Kernel.unitKernels(scales);
        double signal = Math.exp(theta[kernel.signal()]);
        double noise = Math.exp(theta[kernel.noise()]);
        double share = Kernel.additiveShare(theta[kernel.additivity()]);
        for (double jitter = MarginalLikelihood.JITTER; ; jitter *= 10) {
            double[] k = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    k[i * n + j] = kernel.covariance(x[i], x[j], scales, units, signal, share);
                }
                k[i * n + i] = signal * (1 + jitter) + noise + known[i];
            }
            if (Cholesky.factor(k, n)) {
                return new GaussianProcess(kernel, x, theta, k, y);
            }
        }
    }

    /** The mean of the function at a point alone: costs n and not n² as {@link #predict} does, and gives the same. */
    double mean(double[] point) {
        double m = mean;
        for (int i = 0; i < x.length; i++) {
            m += kernel.covariance(point, x[i], scales, units, signal, share) * alpha[i];
        }
        return m;
    }

    /** Mean and variance of the function (without noise) at a point. */
    void predict(double[] point, double[] meanAndVariance) {
        int n = x.length;
        double[] k = new double[n];
        double m = mean;
        for (int i = 0; i < n; i++) {
            k[i] = kernel.covariance(point, x[i], scales, units, signal, share);
            m += k[i] * alpha[i];
        }
        Cholesky.forwardTransposed(transposedFactor, n, k);
        double explained = 0;
        for (double v : k) {
            explained += v * v;
        }
        meanAndVariance[0] = m;
        meanAndVariance[1] = Math.max(signal * 1e-12, signal - explained);
    }
}
