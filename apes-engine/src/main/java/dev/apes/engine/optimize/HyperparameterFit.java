package dev.apes.engine.optimize;

import java.util.Arrays;

/**
 * Maximises a {@link MarginalLikelihood}: from each start a few steps of Rprop (Igel and Hüsken 2003, variant iRprop−), of which only
 * the signs of the gradient count, so that they cross the plains where a model is all noise or all signal; from the best point met
 * a {@link LikelihoodClimb}, which needs far fewer steps to the top.
 */
final class HyperparameterFit {
    private static final double MIN_STEP = 1e-3;
    private static final double MAX_STEP = 1;

    private HyperparameterFit() {}

    /**
     * @param steps of Rprop from each start
     * @param climb evaluations of the likelihood for the climb from the best point met
     */
    static double[] maximise(MarginalLikelihood likelihood, double[][] starts, int steps, int climb) {
        return new LikelihoodClimb(likelihood, roam(likelihood, starts, steps), climb).climb();
    }

    /** The best point met on the way from each start. */
    private static double[] roam(MarginalLikelihood likelihood, double[][] starts, int steps) {
        double[] best = null;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (double[] start : starts) {
            double[] point = start.clone();
            double[] gradient = new double[point.length];
            double[] previous = new double[point.length];
            double[] step = new double[point.length];
            Arrays.fill(step, 0.2);
            for (int s = 0; s < steps; s++) {
                double value = likelihood.value(point, gradient);
                if (value > bestValue || best == null) {
                    bestValue = value;
                    best = point.clone();
                }
                if (value == Double.NEGATIVE_INFINITY || !move(likelihood, point, gradient, previous, step)) {
                    break;
                }
            }
        }
        return best;
    }

    private static boolean move(
            MarginalLikelihood likelihood, double[] point, double[] gradient, double[] previous, double[] step) {
        boolean moving = false;
        for (int i = 0; i < point.length; i++) {
            double product = gradient[i] * previous[i];
            if (product > 0) {
                step[i] = Math.min(step[i] * 1.2, MAX_STEP);
            } else if (product < 0) {
                step[i] = Math.max(step[i] * 0.5, MIN_STEP);
                gradient[i] = 0;
            }
            double reach = 5 * likelihood.priorDeviation(i);
            double centre = likelihood.priorMean(i);
            point[i] =
                    Math.max(centre - reach, Math.min(centre + reach, point[i] + Math.signum(gradient[i]) * step[i]));
            previous[i] = gradient[i];
            moving |= step[i] > MIN_STEP;
        }
        return moving;
    }
}
