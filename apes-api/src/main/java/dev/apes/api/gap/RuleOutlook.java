package dev.apes.api.gap;

import dev.apes.api.Checks;

/**
 * What the effectiveness model expects of a rule.
 *
 * @param ruleId the rule
 * @param attainableGain upper confidence bound of the mean gain over the incumbent that other parameters could bring, at least
 *     0; {@code +Infinity} while there is no model to ask
 * @param uncertainty mean standard deviation of the model's predictions for this rule, at least 0
 * @param error mean absolute error of the model's cross-validated predictions for this rule, at least 0
 */
public record RuleOutlook(String ruleId, double attainableGain, double uncertainty, double error) {
    /** Validates. */
    public RuleOutlook {
        Checks.notBlank(ruleId, "rule id");
        Checks.inRange(attainableGain, 0, Double.POSITIVE_INFINITY, "attainableGain of " + ruleId);
        Checks.inRange(uncertainty, 0, Double.MAX_VALUE, "uncertainty of " + ruleId);
        Checks.inRange(error, 0, Double.MAX_VALUE, "error of " + ruleId);
    }
}
