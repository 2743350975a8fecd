package dev.apes.api.gap;

import dev.apes.api.Checks;

/**
 * What the figures of one rule rest on, measured on training prompts under its incumbent parameters.
 *
 * @param ruleId the rule
 * @param effectivenessError standard error of its effectiveness, at least 0
 * @param domainDeviation standard deviation of its true mean gain over domains, sampling noise taken out, at least 0
 * @param domainConfidence 1 less the p-value of "all domains share one mean", in [0, 1]
 * @param harmed share of prompts that it makes worse, in [0, 1]
 * @param lost mean over all prompts of what it takes from those that it makes worse, in [0, 1]: what leaving it out there would
 *     gain
 * @param lostError standard error of {@code lost}, at least 0
 * @param hardness in [0, 1] of the prompts on which it falls short: how uncertain and how wrong the model is there; 0 while there
 *     is no model
 */
public record RuleEvidence(
        String ruleId,
        double effectivenessError,
        double domainDeviation,
        double domainConfidence,
        double harmed,
        double lost,
        double lostError,
        double hardness) {
    /** Validates. */
    public RuleEvidence {
        Checks.notBlank(ruleId, "rule id");
        Checks.inRange(effectivenessError, 0, Double.MAX_VALUE, "effectivenessError of " + ruleId);
        Checks.inRange(domainDeviation, 0, Double.MAX_VALUE, "domainDeviation of " + ruleId);
        Checks.inRange(domainConfidence, 0, 1, "domainConfidence of " + ruleId);
        Checks.inRange(harmed, 0, 1, "harmed of " + ruleId);
        Checks.inRange(lost, 0, 1, "lost of " + ruleId);
        Checks.inRange(lostError, 0, Double.MAX_VALUE, "lostError of " + ruleId);
        Checks.inRange(hardness, 0, 1, "hardness of " + ruleId);
    }
}
