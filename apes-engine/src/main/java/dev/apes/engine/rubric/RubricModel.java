package dev.apes.engine.rubric;

/**
 * From facets to a score: {@code E(text; original) = σ(b(original) + g(text, original))} with the logistic function σ. The standing
 * b and the gain g are linear in their facets; g is 0 for the original itself.
 */
final class RubricModel {
    /** Part of the evaluator's version: whoever changes a coefficient, a facet or a list changes it too. */
    static final String VERSION = "1.0";

    /** In the order of {@link Facet}. */
    private static final double[] GAIN = {
        2.0, 0.5, 0.5, 0.8, 0.8, 0.6, 0.6, 0.6, 0.5, 0.3, -0.6, -0.8, -1.2, -2.0, -2.0, -1.0, -3.0, -1.5, -0.4
    };

    /** In the order of {@link Standing}; the last four by hand. */
    private static final double[] STANDING = {
        -1.38, -0.40, -4.09, -5.00, 3.73, 0.77, 0.30, -0.94, -1.33, -0.10, -6.0, -6.0, -1.0, -1.5
    };

    /** Brings the median standing of ordinary prompts near 0. */
    private static final double STANDING_INTERCEPT = 1.5;

    private static final double MAX_STANDING = 2;
    private static final double MAX_GAIN = 4;

    private RubricModel() {}

    /** The log-odds of E(p; p), within ±2, so that every prompt leaves room for better and worse versions. */
    static double standing(double[] standing) {
        return Math.max(-MAX_STANDING, Math.min(MAX_STANDING, STANDING_INTERCEPT + sum(STANDING, standing)));
    }

    /** The log-odds that a version adds, within ±4. */
    static double gain(double[] facets) {
        return Math.max(-MAX_GAIN, Math.min(MAX_GAIN, sum(GAIN, facets)));
    }

    static double score(double standing, double gain) {
        return 1 / (1 + Math.exp(-standing - gain));
    }

    private static double sum(double[] coefficients, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += coefficients[i] * values[i];
        }
        return sum;
    }
}
