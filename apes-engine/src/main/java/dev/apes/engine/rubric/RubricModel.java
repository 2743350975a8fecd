package dev.apes.engine.rubric;

/**
 * From facets to a score: {@code E(text; original) = σ(b(original) + g(text, original))} with the logistic function σ. The standing
 * b and the gain g are linear in their facets; g is 0 for the original itself.
 */
final class RubricModel {
    /** Part of the evaluator's version: whoever changes a coefficient, a facet or a list changes it too. */
    static final String VERSION = "1.2";

    /** In the order of {@link Facet}. */
    private static final double[] GAIN = {
        8.0, 2.45, 2.4, 2.0, 1.85, 1.1, 1.5, 1.5, 0.5, 0.65, -1.35, -2.0, -2.0, -2.0, -3.5, -1.5, -3.0, -1.5, -0.75
    };

    /** In the order of {@link Standing}; the last five by hand: that courtesy sets a prompt apart here is chance, and earns nothing. */
    private static final double[] STANDING = {
        -2.1, -0.32, -4.5, -4.4, 5.0, 0.6, 0.6, 1.3, -0.27, -0.4, 2.8, -6.4, 4.6, 0.0, -6.0, -12.0, -1.0, -1.5
    };

    /** Brings the median standing of ordinary prompts near 0. */
    private static final double STANDING_INTERCEPT = 1.2;

    private static final double MAX_STANDING = 1.8;
    private static final double MAX_GAIN = 2.5;
    private static final double BEND = 6;

    private RubricModel() {}

    /** The log-odds of E(p; p), within ±1.8, so that every prompt leaves room for better and worse versions. */
    static double standing(double[] standing) {
        return Math.max(-MAX_STANDING, Math.min(MAX_STANDING, STANDING_INTERCEPT + sum(STANDING, standing)));
    }

    /** The weighted sum of the facets, unbounded; its sign is that of the gain. */
    static double balance(double[] facets) {
        return sum(GAIN, facets);
    }

    /** The log-odds that a version adds: the balance, bent so that it stays within ±2.5 and differences near its ends still show. */
    static double gain(double[] facets) {
        return MAX_GAIN * Math.tanh(balance(facets) / BEND);
    }

    static double gainCoefficient(Facet facet) {
        return GAIN[facet.ordinal()];
    }

    static double standingCoefficient(Standing feature) {
        return STANDING[feature.ordinal()];
    }

    static double score(double standing, double gain) {
        return 1 / (1 + Math.exp(-standing - gain));
    }

    static double sum(double[] coefficients, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += coefficients[i] * values[i];
        }
        return sum;
    }
}
