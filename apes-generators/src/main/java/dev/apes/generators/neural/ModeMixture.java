package dev.apes.generators.neural;

import org.apache.commons.math3.special.Gamma;

/**
 * The modes of one column: a variational Bayesian mixture of normal distributions with a truncated Dirichlet process as the prior
 * of the weights (Blei and Jordan, <i>Variational inference for Dirichlet process mixtures</i>, 2006; Bishop, <i>Pattern
 * Recognition and Machine Learning</i>, 2006, section 10.2), as CTGAN uses it for mode-specific normalisation (Xu et al., 2019,
 * section 4.2): at most 10 modes, concentration 0.001, modes below a weight of 0.005 dropped. The other priors are those of
 * scikit-learn's {@code BayesianGaussianMixture}: mean and variance of the data, one pseudo-observation for either.
 *
 * <p>Deviation: more than {@link #POINTS} values are represented by as many of their quantiles, each weighing its share.
 */
final class ModeMixture {
    static final int MOST_MODES = 10;
    static final int POINTS = 1_000;

    private static final double CONCENTRATION = 1e-3;
    private static final double LEAST_WEIGHT = 5e-3;
    private static final double LEAST_VARIANCE = 1e-6;
    private static final int MOST_ROUNDS = 100;
    private static final double TOLERANCE = 1e-4;

    private final double[] x;
    private final double each;
    private final int k;
    private final double[] weight;
    private final double[] mean;
    private final double[] variance;
    private final double[] logFactor;
    private final double[] mass;
    private final double[] sum;
    private final double[] squares;

    private ModeMixture(double[] x, double each) {
        this.x = x;
        this.each = each;
        k = Math.min(MOST_MODES, x.length);
        weight = new double[k];
        mean = new double[k];
        variance = new double[k];
        logFactor = new double[k];
        mass = new double[k];
        sum = new double[k];
        squares = new double[k];
    }

    /**
     * A fitted mode.
     *
     * @param weight its share
     * @param mean its centre
     * @param deviation its standard deviation, above 0
     */
    record Mode(double weight, double mean, double deviation) {}

    /**
     * @param sorted finite values, ascending, at least one
     * @return at least one mode, heaviest first
     */
    static Mode[] fit(double[] sorted) {
        double centre = 0;
        for (double v : sorted) {
            centre += v / sorted.length;
        }
        double spread = 0;
        for (double v : sorted) {
            spread += (v - centre) * (v - centre) / sorted.length;
        }
        double unit = Math.sqrt(spread);
        if (!(unit > 0)) {
            return new Mode[] {new Mode(1, centre, Math.max(Math.abs(centre) * 1e-9, Double.MIN_NORMAL))};
        }
        double[] points = new double[Math.min(POINTS, sorted.length)];
        for (int i = 0; i < points.length; i++) {
            int at = (int) ((i + 0.5) * sorted.length / points.length);
            points[i] = (sorted[at] - centre) / unit;
        }
        ModeMixture mixture = new ModeMixture(points, (double) sorted.length / points.length);
        mixture.run();
        return mixture.modes(centre, unit);
    }

    private void run() {
        startFromClusters();
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            maximise();
            double now = expect();
            if (Math.abs(now - before) < TOLERANCE) {
                break;
            }
            before = now;
        }
        maximise();
    }

    /** Lloyd's algorithm from evenly spread quantiles; on sorted points a cluster is a range. */
    private void startFromClusters() {
        double[] centres = new double[k];
        for (int c = 0; c < k; c++) {
            centres[c] = x[(int) ((c + 0.5) * x.length / k)];
        }
        for (int round = 0; round < 20; round++) {
            clear();
            for (double v : x) {
                int best = 0;
                for (int c = 1; c < k; c++) {
                    if (Math.abs(v - centres[c]) < Math.abs(v - centres[best])) {
                        best = c;
                    }
                }
                count(best, each, v);
            }
            for (int c = 0; c < k; c++) {
                centres[c] = mass[c] > 0 ? sum[c] / mass[c] : centres[c];
            }
        }
    }

    private void clear() {
        for (int c = 0; c < k; c++) {
            mass[c] = 0;
            sum[c] = 0;
            squares[c] = 0;
        }
    }

    private void count(int mode, double share, double v) {
        mass[mode] += share;
        sum[mode] += share * v;
        squares[mode] += share * v * v;
    }

    /** Posterior of weights, means and variances given who belongs where; Bishop (10.60) to (10.63) in one dimension. */
    private void maximise() {
        double[] above = new double[k + 1];
        for (int c = k - 1; c >= 0; c--) {
            above[c] = above[c + 1] + mass[c];
        }
        double left = 1;
        double logLeft = 0;
        for (int c = 0; c < k; c++) {
            double n = mass[c] + 1e-10;
            double average = sum[c] / n;
            double within = Math.max(0, squares[c] / n - average * average) + LEAST_VARIANCE;
            double precision = 1 + n;
            double freedom = 1 + n;
            mean[c] = n * average / precision;
            variance[c] = (1 + n * within + n / precision * average * average) / freedom;
            double a = 1 + mass[c];
            double b = CONCENTRATION + above[c + 1];
            weight[c] = left * a / (a + b);
            left *= b / (a + b);
            double digammaBoth = Gamma.digamma(a + b);
            double logWeight = logLeft + Gamma.digamma(a) - digammaBoth;
            logLeft += Gamma.digamma(b) - digammaBoth;
            // expected log precision and the uncertainty of the mean, Bishop (10.64) and (10.65)
            logFactor[c] = logWeight
                    - 0.5 * StrictMath.log(2 * Math.PI * variance[c] * freedom)
                    + 0.5 * (StrictMath.log(2) + Gamma.digamma(0.5 * freedom) - 1 / precision);
        }
    }

    /** Who belongs where given the posterior; returns the mean log evidence of the points. */
    private double expect() {
        clear();
        double total = 0;
        double[] p = new double[k];
        for (double v : x) {
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                p[c] = logFactor[c] - 0.5 * (v - mean[c]) * (v - mean[c]) / variance[c];
                max = Math.max(max, p[c]);
            }
            double norm = 0;
            for (int c = 0; c < k; c++) {
                // below e^-40 nothing is added that a double would keep
                p[c] = p[c] < max - 40 ? 0 : StrictMath.exp(p[c] - max);
                norm += p[c];
            }
            for (int c = 0; c < k; c++) {
                if (p[c] > 0) {
                    count(c, each * p[c] / norm, v);
                }
            }
            total += max + StrictMath.log(norm);
        }
        return total / x.length;
    }

    private Mode[] modes(double centre, double unit) {
        int[] order = new int[k];
        int kept = 0;
        for (int c = 0; c < k; c++) {
            if (weight[c] > LEAST_WEIGHT) {
                int at = kept++;
                while (at > 0 && weight[order[at - 1]] < weight[c]) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = c;
            }
        }
        Mode[] modes = new Mode[kept];
        for (int i = 0; i < kept; i++) {
            int c = order[i];
            modes[i] = new Mode(weight[c], centre + unit * mean[c], unit * Math.sqrt(variance[c]));
        }
        return modes;
    }
}
