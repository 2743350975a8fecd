package dev.apes.cli.dashboard.api;

import dev.apes.persistence.query.RuleRow;
import dev.apes.persistence.query.RuleScores;
import java.util.List;

/**
 * A rule with the distribution of its measurements.
 *
 * @param rule as the database has it
 * @param measurements how many the distribution rests on, the newest
 * @param histogram improvement scores in 20 classes of equal width over [0, 1]; 0.5 is no effect
 */
record RuleView(RuleRow rule, int measurements, List<Integer> histogram) {
    static final int CLASSES = 20;

    static RuleView of(RuleRow rule, RuleScores scores) {
        return new RuleView(rule, scores.measurements(), scores.histogram());
    }
}
