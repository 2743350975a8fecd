package dev.apes.engine.model;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;

/**
 * One measured application of a rule.
 *
 * @param promptId the prompt; samples of one prompt share it
 * @param features features of the prompt as it was when the rule was applied, all finite. Not copied, so that the samples of a
 *     prompt can share one array: do not change it afterwards
 * @param ruleId the rule
 * @param values its parameters
 * @param gain the raw gain; 0 where the rule did not apply
 * @param real whether the prompt was given, not generated in step 3
 */
public record GainSample(
        String promptId, double[] features, String ruleId, ParameterValues values, double gain, boolean real) {
    /** Validates. */
    public GainSample {
        Checks.notBlank(promptId, "promptId");
        Objects.requireNonNull(features, "features of " + promptId);
        Checks.notBlank(ruleId, "ruleId");
        Objects.requireNonNull(values, "values");
        Checks.finite(gain, "gain of " + ruleId + " on " + promptId);
    }
}
