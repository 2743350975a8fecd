package dev.apes.api.gap;

import dev.apes.api.Checks;
import java.util.List;

/**
 * What the figures of a gap analysis rest on.
 *
 * @param improvable how many training prompts have a headroom of at least 0.1, at least 0
 * @param accuracyError standard error of modelAccuracy, at least 0; {@code +Infinity} while there is no model
 * @param effectivenessError standard error of ruleEffectiveness, at least 0
 * @param unhelpedHardness in [0, 1] of the improvable prompts that no rule helps; 0 while there is no model
 * @param unhelpedPotential share in [0, 1] of the improvable prompts that no rule helps now, though the model's upper confidence
 *     bound says that one could under some setting; {@code +Infinity} while there is no model
 * @param rules evidence of each rule, in the order of {@link GapContext#rules()}
 */
public record GapEvidence(
        int improvable,
        double accuracyError,
        double effectivenessError,
        double unhelpedHardness,
        double unhelpedPotential,
        List<RuleEvidence> rules) {
    /** Validates and copies. */
    public GapEvidence {
        Checks.atLeast(improvable, 0, "improvable");
        Checks.inRange(accuracyError, 0, Double.POSITIVE_INFINITY, "accuracyError");
        Checks.inRange(effectivenessError, 0, Double.MAX_VALUE, "effectivenessError");
        Checks.inRange(unhelpedHardness, 0, 1, "unhelpedHardness");
        Checks.inRange(unhelpedPotential, 0, Double.POSITIVE_INFINITY, "unhelpedPotential");
        rules = List.copyOf(rules);
    }
}
