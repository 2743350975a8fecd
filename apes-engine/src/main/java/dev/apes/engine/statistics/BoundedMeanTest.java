package dev.apes.engine.statistics;

/**
 * One-sided test of {@code mean <= 0} for independent values that are never below a known worst value, with no other assumption on
 * their law: neither symmetry nor finite higher moments nor continuity.
 *
 * <p>With {@code E_0, …, E_n} independent standard exponentials and {@code w < 0} the worst possible value,
 *
 * <pre>  p = P( w E_0 + Σ x_i E_i ≤ 0 ).</pre>
 *
 * <p>This is Gaffke's statistic (Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable,
 * 2005; found again by Learned-Miller and Thomas, arXiv:1905.06208): the Bayesian bootstrap of the sample with the worst value
 * added once. For two-point laws it is the exact binomial test, for one observation Markov's inequality. That {@code P(p ≤ α) ≤ α}
 * for all laws and n is proved in special cases, conjectured in general, and no counterexample is known. Against a t-test it costs
 * hardly any power where {@code w} is within some standard deviations, and unlike the t-test it does not take a sample that has
 * not met its rare large losses yet for a proof: to first order its critical value moves with the sample's skewness as the Edgeworth expansion
 * of the t-statistic asks.
 *
 * <p>The probability is computed by inverting the Laplace transform {@code Π 1/(1 - s x_i)} along the vertical line through its saddle point,
 * by the trapezoidal rule after a sinh substitution: deterministic, relative error below 1e-8 (checked against closed forms) at any p
 * down to 1e-300.
 */
public final class BoundedMeanTest {
    private static final double STEP = 0.045;
    private static final int MAX_NODES = 400;

    private BoundedMeanTest() {}

    /**
     * @param values at least one finite value, none below {@code worst}
     * @param worst the worst value possible, at most 0
     * @return the one-sided p-value in (0, 1]
     */
    public static double greater(double[] values, double worst) {
        Samples.checked(values, 1, "values");
        double[] weights = new double[values.length + 1];
        double scale = 0;
        double smallest = worst;
        double sum = worst;
        for (int i = 0; i < values.length; i++) {
            weights[i] = values[i];
            scale = Math.max(scale, Math.abs(values[i]));
            smallest = Math.min(smallest, values[i]);
            sum += values[i];
        }
        if (!(worst <= 0) || smallest < worst) {
            throw new IllegalArgumentException("worst must be at most 0 and at most every value but is " + worst
                    + " with a smallest value of " + smallest);
        }
        weights[values.length] = worst;
        scale = Math.max(scale, -worst);
        boolean anyGain = false;
        for (double v : values) {
            anyGain |= v > 0;
        }
        if (!anyGain) {
            return 1;
        }
        if (worst == 0) {
            return Double.MIN_VALUE;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= scale;
        }
        double p = invert(weights);
        return Math.max(Double.MIN_VALUE, Math.min(1, p));
    }

    private static double invert(double[] x) {
        double c = saddle(x);
        double curvature = 1 / (c * c);
        for (double v : x) {
            double r = v / (1 - c * v);
            curvature += r * r;
        }
        double width = 1 / Math.sqrt(curvature);
        Integrand f = new Integrand(x, c);
        double top = f.logAt0;
        double total = 0.5 * f.real(0, top) * width;
        double limit = Math.abs(total) * 1e-17;
        int small = 0;
        for (int k = 1; k < MAX_NODES && small < 4; k++) {
            double u = k * STEP;
            double term = f.real(width * Math.sinh(u), top) * width * Math.cosh(u);
            total += term;
            small = Math.abs(term) <= limit ? small + 1 : 0;
        }
        return total * STEP / Math.PI * Math.exp(top);
    }

    /** Minimum of -Σ log(1 - s x) - log(-s) over 1/min(x) < s < 0, where its derivative Σ x/(1 - s x) - 1/s changes sign. */
    private static double saddle(double[] x) {
        double min = 0;
        for (double v : x) {
            min = Math.min(min, v);
        }
        double low = 1 / min;
        double high = 0;
        double s = low / 2;
        for (int i = 0; i < 200 && high - low > 1e-12 * -low; i++) {
            double slope = -1 / s;
            double second = 1 / (s * s);
            for (double v : x) {
                double r = v / (1 - s * v);
                slope += r;
                second += r * r;
            }
            if (slope > 0) {
                high = s;
            } else {
                low = s;
            }
            double newton = s - slope / second;
            double next = newton > low && newton < high ? newton : (low + high) / 2;
            if (Math.abs(next - s) < 1e-9 * -s) {
                return next;
            }
            s = next;
        }
        return s;
    }

    /** Real part of exp(K(c + it)) / -(c + it), relative to a given log scale, from running products instead of logarithms. */
    private static final class Integrand {
        private final double[] x;
        private final double c;
        private final double logAt0;

        Integrand(double[] x, double c) {
            this.x = x;
            this.c = c;
            double log = 0;
            for (double v : x) {
                log -= Math.log(1 - c * v);
            }
            this.logAt0 = log - Math.log(-c);
        }

        double real(double t, double scale) {
            double re = 1;
            double im = 0;
            double log = 0;
            for (int i = 0; i < x.length; i++) {
                double a = 1 - c * x[i];
                double b = -t * x[i];
                double next = re * a - im * b;
                im = re * b + im * a;
                re = next;
                if ((i & 15) == 15) {
                    double m = Math.max(Math.abs(re), Math.abs(im));
                    if (m > 1e60 || m < 1e-60) {
                        re /= m;
                        im /= m;
                        log += Math.log(m);
                    }
                }
            }
            // times -(c + it), then the reciprocal
            double dr = -(re * c - im * t);
            double di = -(re * t + im * c);
            double m = Math.max(Math.abs(dr), Math.abs(di));
            dr /= m;
            di /= m;
            return dr / (dr * dr + di * di) * Math.exp(-log - Math.log(m) - scale);
        }
    }
}
