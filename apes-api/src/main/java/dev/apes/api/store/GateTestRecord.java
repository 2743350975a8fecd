package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.Objects;

/**
 * What the promotion gate made of one candidate.
 *
 * @param ruleId whose parameters the candidate changes
 * @param outcome the verdict
 * @param effect mean difference of raw gains over differing validation prompts; 0 if not tested
 * @param pValue one-sided; 1 if not tested
 * @param alpha the level spent on it; 0 if not tested
 * @param n how many validation prompts' texts differ
 * @param needed how many would be needed for the power asked for; 0 if there were enough
 * @param explanation a sentence for the report
 */
public record GateTestRecord(
        String ruleId,
        Outcome outcome,
        double effect,
        double pValue,
        double alpha,
        int n,
        int needed,
        String explanation) {
    /** Validates. */
    public GateTestRecord {
        Checks.notBlank(ruleId, "rule id");
        Objects.requireNonNull(outcome, "outcome");
        Checks.finite(effect, "effect");
        Checks.inRange(pValue, 0, 1, "pValue");
        Checks.inRange(alpha, 0, 1, "alpha");
        Checks.atLeast(n, 0, "n");
        Checks.atLeast(needed, 0, "needed");
        Checks.notBlank(explanation, "explanation");
    }

    /** The verdicts. */
    public enum Outcome {
        /** Proven better. */
        PROMOTED,
        /** Tested and not proven better. */
        REJECTED,
        /** Too few differing prompts to show the minimum effect; not tested, nothing spent. */
        UNTESTABLE,
        /** The error budget of this data set is spent; fresh prompts are needed. */
        BUDGET_SPENT
    }
}
