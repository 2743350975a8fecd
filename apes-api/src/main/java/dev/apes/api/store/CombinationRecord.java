package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What rules do together: either what two rules gain beyond the sum of what each gains alone, or the set of rules that is expected to
 * gain most on one kind of prompt.
 *
 * @param rules ids of the rules, in the order in which they are applied; at least one
 * @param promptType the kind of prompt; empty for all prompts
 * @param gain mean raw gain of all of them together, on the prompts that were looked at
 * @param alone mean raw gain of each alone on those prompts, by rule id, in the order of {@code rules}
 * @param interaction what was measured of a pair; empty for the best set of a kind, which is worked out from gains and interactions
 * @param prompts on how many training prompts it rests
 * @param iteration in which it was measured
 */
public record CombinationRecord(
        List<String> rules,
        Optional<String> promptType,
        double gain,
        Map<String, Double> alone,
        Optional<Interaction> interaction,
        int prompts,
        int iteration) {
    /** Validates and copies. */
    public CombinationRecord {
        rules = List.copyOf(Checks.notEmpty(rules, "rules of a combination"));
        Objects.requireNonNull(promptType, "promptType");
        Checks.finite(gain, "gain");
        alone = Checks.orderedCopy(alone);
        Objects.requireNonNull(interaction, "interaction");
        Checks.atLeast(prompts, 0, "prompts");
        Checks.atLeast(iteration, 1, "iteration");
    }

    /**
     * What two rules gain beyond the sum of their gains; negative where they get in each other's way.
     *
     * @param effect mean over the prompts that both rules change
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param pValue two-sided, adjusted for the number of pairs (Benjamini and Hochberg 1995), in [0, 1]
     */
    public record Interaction(double effect, double low, double high, double pValue) {
        /** Validates. */
        public Interaction {
            Checks.finite(effect, "effect");
            Checks.finite(low, "low");
            Checks.finite(high, "high");
            Checks.inRange(pValue, 0, 1, "pValue");
        }

        /** {@return whether the pair is told from the sum of its rules, with 5 % of such pairs wrong in expectation} */
        public boolean clear() {
            return pValue <= 0.05;
        }
    }
}
