package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import java.util.Map;
import java.util.Objects;

/**
 * One measured application of a rule to a prompt. Where a rule left a prompt as it was, there is none: nothing was measured.
 *
 * @param ruleId the rule
 * @param values its parameters
 * @param promptFingerprint of the prompt, as in {@link DataSet.Member#fingerprint()}
 * @param domain of the prompt
 * @param taskType of the prompt
 * @param origin where the prompt comes from
 * @param characteristics a few telling features of the prompt by name, each finite, in a fixed order
 * @param before score of the prompt as it was, in [0, 1]
 * @param after score of what the rule made of it, in [0, 1]
 * @param confidence in [0, 1], how sure the measurement is: 1 for a deterministic evaluator
 */
public record RuleApplication(
        String ruleId,
        ParameterValues values,
        String promptFingerprint,
        String domain,
        String taskType,
        Origin origin,
        Map<String, Double> characteristics,
        double before,
        double after,
        double confidence) {
    /** Validates and copies. */
    public RuleApplication {
        Checks.notBlank(ruleId, "rule id");
        Objects.requireNonNull(values, "values");
        Checks.notBlank(promptFingerprint, "prompt fingerprint");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(taskType, "taskType");
        Objects.requireNonNull(origin, "origin");
        characteristics = Checks.orderedCopy(characteristics);
        Checks.inRange(before, 0, 1, "before");
        Checks.inRange(after, 0, 1, "after");
        Checks.inRange(confidence, 0, 1, "confidence");
    }

    /** Where a prompt comes from. */
    public enum Origin {
        /** A given prompt of the validation side. */
        VALIDATION,
        /** A prompt that step 3 generated. */
        GENERATED
    }

    /** {@return the raw gain} */
    public double gain() {
        return after - before;
    }

    /**
     * {@return the improvement score in [0, 1], for reports: {@code (1 + f) / 2} with {@code f = gain / (1 − before)} for a gain,
     * {@code gain / before} for a loss and 0 for neither (DESIGN §2)} Noise biases it: nothing is decided by it.
     */
    public double improvementScore() {
        double gain = gain();
        if (gain == 0) {
            return 0.5;
        }
        double share = gain > 0 ? gain / (1 - before) : gain / before;
        return Math.max(0, Math.min(1, (1 + share) / 2));
    }
}
