package dev.apes.api.metrics;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * What the metrics should reach.
 *
 * @param modelAccuracy target in [0, 1]
 * @param ruleEffectiveness target in [0, 1]
 * @param patternCoverage target in [0, 1]
 * @param perRule targets for single rules by rule id, in [0, 1]; rules not named use {@code ruleEffectiveness}
 */
public record MetricTargets(
        double modelAccuracy, double ruleEffectiveness, double patternCoverage, Map<String, Double> perRule) {
    /** 0.85, 0.80 and 0.75. */
    public static final MetricTargets DEFAULT = new MetricTargets(0.85, 0.80, 0.75, Map.of());

    /** Validates and copies. */
    public MetricTargets {
        Checks.inRange(modelAccuracy, 0, 1, "target of modelAccuracy");
        Checks.inRange(ruleEffectiveness, 0, 1, "target of ruleEffectiveness");
        Checks.inRange(patternCoverage, 0, 1, "target of patternCoverage");
        perRule = Checks.orderedCopy(perRule);
        perRule.forEach((rule, target) -> Checks.inRange(target, 0, 1, "target of rule " + rule));
    }

    /**
     * @param ruleId a rule
     * @return its target
     */
    public double forRule(String ruleId) {
        return perRule.getOrDefault(ruleId, ruleEffectiveness);
    }

    /**
     * @param metrics measured figures
     * @return whether all three targets are reached
     */
    public boolean reachedBy(PerformanceMetrics metrics) {
        return metrics.modelAccuracy() >= modelAccuracy
                && metrics.ruleEffectiveness() >= ruleEffectiveness
                && metrics.patternCoverage() >= patternCoverage;
    }
}
