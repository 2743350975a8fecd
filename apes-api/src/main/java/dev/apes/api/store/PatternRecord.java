package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Objects;

/**
 * A condition on prompt features under which a rule helps more than elsewhere.
 *
 * @param ruleId the rule
 * @param values the parameters it was observed under
 * @param conditions all of which must hold, at least one, in a fixed order
 * @param support share in [0, 1] of the prompts that satisfy the conditions
 * @param meanGain mean raw gain of the rule on them
 * @param lift mean gain on them divided by the rule's overall mean gain
 * @param liftLow lower end of the interval of the lift
 * @param liftHigh upper end of the interval of the lift
 * @param validated whether prompts that did not find it confirm it: {@code liftLow > 1.1} and support at most 0.6
 */
public record PatternRecord(
        String ruleId,
        ParameterValues values,
        List<Condition> conditions,
        double support,
        double meanGain,
        double lift,
        double liftLow,
        double liftHigh,
        boolean validated) {
    /** Validates and copies. */
    public PatternRecord {
        Checks.notBlank(ruleId, "rule id");
        Objects.requireNonNull(values, "values");
        conditions = List.copyOf(Checks.notEmpty(conditions, "conditions"));
        Checks.inRange(support, 0, 1, "support");
        Checks.finite(meanGain, "meanGain");
        Checks.finite(lift, "lift");
        Checks.finite(liftLow, "liftLow");
        Checks.finite(liftHigh, "liftHigh");
    }

    /**
     * A feature lies in a half-open interval.
     *
     * @param feature the feature's name
     * @param low smallest value, or {@code -Infinity}
     * @param high first value too large, or {@code +Infinity}
     */
    public record Condition(String feature, double low, double high) {
        /** Validates. */
        public Condition {
            Checks.notBlank(feature, "feature");
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "condition on '" + feature + "' needs low < high but has " + low + " and " + high);
            }
        }

        /**
         * @param value the feature's value
         * @return whether it lies inside
         */
        public boolean holds(double value) {
            return value >= low && value < high;
        }
    }
}
