package dev.apes.api.metrics;

import dev.apes.api.Checks;

/**
 * The four figures of an iteration.
 *
 * @param modelAccuracy concordance of the effectiveness model in [0, 1] under cross-validation grouped by prompt, over pairs
 *     that share the prompt; 0.5 is guessing, 0 while there is no model yet
 * @param ruleEffectiveness {@code (1 + Σ gain / Σ headroom) / 2} over all prompts measured, priority-weighted over the
 *     enabled rules, in [0, 1]; 0.5 is no effect
 * @param patternCoverage share in [0, 1] of prompts with headroom of at least 0.1 that a validated pattern covers
 * @param trainingEfficiency samples processed per second, at least 0; shown, but no decision reads it
 */
public record PerformanceMetrics(
        double modelAccuracy, double ruleEffectiveness, double patternCoverage, double trainingEfficiency) {
    /** Validates. */
    public PerformanceMetrics {
        Checks.inRange(modelAccuracy, 0, 1, "modelAccuracy");
        Checks.inRange(ruleEffectiveness, 0, 1, "ruleEffectiveness");
        Checks.inRange(patternCoverage, 0, 1, "patternCoverage");
        Checks.inRange(trainingEfficiency, 0, Double.MAX_VALUE, "trainingEfficiency");
    }

    /**
     * Weighted relative improvement over {@code previous} with weights 0.4, 0.3, 0.2 and 0.1; a metric whose previous value is
     * 0 contributes nothing. For display only, since it reads the clock through {@code trainingEfficiency}.
     *
     * @param previous the best so far
     * @return the weighted sum, may be negative
     */
    public double shownImprovementOver(PerformanceMetrics previous) {
        return decidingSum(previous) + 0.1 * relative(trainingEfficiency, previous.trainingEfficiency);
    }

    /**
     * Like {@link #shownImprovementOver} without {@code trainingEfficiency}, weights renormalised to 1. Decisions use this one.
     *
     * @param previous the best so far
     * @return the weighted sum, may be negative
     */
    public double improvementOver(PerformanceMetrics previous) {
        return decidingSum(previous) / 0.9;
    }

    private double decidingSum(PerformanceMetrics previous) {
        return 0.4 * relative(modelAccuracy, previous.modelAccuracy)
                + 0.3 * relative(ruleEffectiveness, previous.ruleEffectiveness)
                + 0.2 * relative(patternCoverage, previous.patternCoverage);
    }

    private static double relative(double now, double before) {
        return before == 0 ? 0 : (now - before) / before;
    }
}
