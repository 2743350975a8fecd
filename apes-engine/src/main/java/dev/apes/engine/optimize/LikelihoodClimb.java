package dev.apes.engine.optimize;

import java.util.Arrays;

/**
 * Climbs to the next maximum of a {@link MarginalLikelihood} by BFGS with backtracking (Nocedal and Wright 2006, algorithms 6.1 and 3.1). The
 * priors' variances scale the first step; gains too small to change what the model predicts end the climb. One climb each; not
 * thread-safe.
 */
final class LikelihoodClimb {
    /** Logarithms of likelihoods this close say the same of two settings. */
    private static final double SAME = 1e-2;

    /** Longest step of a parameter at a time: a model far away may be all noise, from where no gradient leads back. */
    private static final double LONGEST = 1.5;

    /** Share of the expected gain that a step must bring (Armijo's condition). */
    private static final double SUFFICIENT = 1e-4;

    /** In standard deviations of the prior. */
    private static final double REACH = 5;

    private final MarginalLikelihood likelihood;
    private final int n;
    private final double[][] inverseHessian;
    private double[] point;
    private double[] gradient;
    private double value;
    private int left;

    /**
     * @param start where to begin
     * @param evaluations of the likelihood at most
     */
    LikelihoodClimb(MarginalLikelihood likelihood, double[] start, int evaluations) {
        this.likelihood = likelihood;
        n = start.length;
        point = start.clone();
        gradient = new double[n];
        value = likelihood.value(point, gradient);
        left = evaluations - 1;
        inverseHessian = new double[n][n];
        forget();
    }

    /** {@return the highest point reached} */
    double[] climb() {
        int stalls = 0;
        while (left > 0 && value > Double.NEGATIVE_INFINITY && stalls < 2) {
            double before = value;
            if (!step()) {
                break;
            }
            stalls = value - before < SAME ? stalls + 1 : 0;
        }
        return point;
    }

    /** One step of BFGS; false when none leads up. */
    private boolean step() {
        double[] direction = direction();
        double slope = dot(direction, gradient);
        if (!(slope > 0)) {
            forget();
            direction = direction();
            slope = dot(direction, gradient);
        }
        double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
        double length = Math.min(1, LONGEST / longest);
        double[] tried = new double[n];
        while (left > 0 && length * slope > 1e-6) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                double reach = REACH * likelihood.priorDeviation(i);
                double centre = likelihood.priorMean(i);
                next[i] = Math.max(centre - reach, Math.min(centre + reach, point[i] + length * direction[i]));
            }
            double found = likelihood.value(next, tried);
            left--;
            if (found >= value + SUFFICIENT * length * slope) {
                learn(next, tried);
                point = next;
                gradient = tried;
                value = found;
                return true;
            }
            // the parabola through both values and the slope, within reason
            double vertex = found > Double.NEGATIVE_INFINITY
                    ? 0.5 * slope * length * length / (value + slope * length - found)
                    : 0;
            length = Math.max(0.1 * length, Math.min(0.5 * length, vertex));
        }
        return false;
    }

    private double[] direction() {
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = dot(inverseHessian[i], gradient);
        }
        return direction;
    }

    /** Back to the curvature of the priors. */
    private void forget() {
        for (int i = 0; i < n; i++) {
            Arrays.fill(inverseHessian[i], 0);
            double deviation = likelihood.priorDeviation(i);
            inverseHessian[i][i] = 0.1 * deviation * deviation;
        }
    }

    /** The update of the inverse Hessian (of minus the likelihood) by what a step found. */
    private void learn(double[] next, double[] nextGradient) {
        double[] s = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            s[i] = next[i] - point[i];
            y[i] = gradient[i] - nextGradient[i];
        }
        double curvature = dot(s, y);
        if (!(curvature > 1e-10)) {
            return;
        }
        double[] hy = new double[n];
        for (int i = 0; i < n; i++) {
            hy[i] = dot(inverseHessian[i], y);
        }
        double scale = (1 + dot(y, hy) / curvature) / curvature;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverseHessian[i][j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
