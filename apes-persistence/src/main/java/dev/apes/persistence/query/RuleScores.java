package dev.apes.persistence.query;

import java.time.Instant;
import java.util.List;

/**
 * How a rule did lately, by its newest measurements.
 *
 * @param ruleId the rule
 * @param improvementScores in [0, 1], 0.5 is no effect; newest first
 * @param at when each was measured, as many
 */
public record RuleScores(String ruleId, List<Double> improvementScores, List<Instant> at) {
    /** Copies. */
    public RuleScores {
        improvementScores = List.copyOf(improvementScores);
        at = List.copyOf(at);
    }
}
