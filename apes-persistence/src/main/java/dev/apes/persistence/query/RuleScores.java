package dev.apes.persistence.query;

import java.util.List;

/**
 * How the newest measurements of a rule are spread.
 *
 * @param ruleId the rule
 * @param histogram how many improvement scores fall into each class of equal width over [0, 1], the lowest first; 0.5 is no effect, 1
 *     belongs to the highest class
 */
public record RuleScores(String ruleId, List<Integer> histogram) {
    /** Copies. */
    public RuleScores {
        histogram = List.copyOf(histogram);
    }

    /** {@return how many measurements that are} */
    public int measurements() {
        return histogram.stream().mapToInt(Integer::intValue).sum();
    }
}
