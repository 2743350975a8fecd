package dev.apes.api;

import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;

/**
 * What became of one rule.
 *
 * @param ruleId the rule
 * @param atStart its parameters at the start
 * @param atEnd its parameters at the end
 * @param performance on validation prompts at the end
 * @param verdict why it changed or was left alone, a sentence
 */
public record RuleReport(
        String ruleId, ParameterValues atStart, ParameterValues atEnd, RulePerformance performance, String verdict) {
    /** Validates. */
    public RuleReport {
        Checks.notBlank(ruleId, "rule id");
        Objects.requireNonNull(atStart, "atStart");
        Objects.requireNonNull(atEnd, "atEnd");
        Objects.requireNonNull(performance, "performance");
        Checks.notBlank(verdict, "verdict");
    }

    /** {@return whether its parameters changed} */
    public boolean changed() {
        return !atStart.equals(atEnd);
    }
}
