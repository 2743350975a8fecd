package dev.apes.api.gap;

import dev.apes.api.Checks;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A metric or a rule below its target.
 *
 * @param kind what lies below target
 * @param subject the metric's name or the rule's id
 * @param current its value, in [0, 1] except for consistency gaps, whose value is a standard deviation
 * @param target what it should be
 * @param magnitude how far below target, at least 0
 * @param severity magnitude relative to the target, weighted by focus, in [0, 1]
 * @param potential upper confidence bound of what can still be gained, at least 0, in the unit of {@code current}
 * @param confidence how sure it is that the true value lies on the wrong side of the target, from n and variance, in [0, 1]
 * @param trend change of the magnitude per iteration, least squares over the newest iterations; below 0 while the gap closes; empty
 *     before there are three figures
 * @param hardness of the prompts behind it in [0, 1]: how uncertain and how wrong the model is there; 0 while
 *     there is no model
 * @param exhausted whether {@code potential} is not worth having; such a gap drives nothing any more
 * @param explanation why it matters, what of it is attainable and what is done about it, a sentence
 */
public record Gap(
        Kind kind,
        String subject,
        double current,
        double target,
        double magnitude,
        double severity,
        double potential,
        double confidence,
        OptionalDouble trend,
        double hardness,
        boolean exhausted,
        String explanation) {
    /** Validates. */
    public Gap {
        Objects.requireNonNull(kind, "kind");
        Checks.notBlank(subject, "subject of a gap");
        Checks.finite(current, "current value of gap " + subject);
        Checks.finite(target, "target of gap " + subject);
        Checks.inRange(magnitude, 0, Double.MAX_VALUE, "magnitude of gap " + subject);
        Checks.inRange(severity, 0, 1, "severity of gap " + subject);
        Checks.inRange(potential, 0, Double.MAX_VALUE, "potential of gap " + subject);
        Checks.inRange(confidence, 0, 1, "confidence of gap " + subject);
        trend.ifPresent(t -> Checks.finite(t, "trend of gap " + subject));
        Checks.inRange(hardness, 0, 1, "hardness of gap " + subject);
        Checks.notBlank(explanation, "explanation of gap " + subject);
    }

    /** What can lie below target. */
    public enum Kind {
        /** One of the metrics of {@link dev.apes.api.metrics.PerformanceMetrics}. */
        METRIC,
        /** A rule's mean effect. */
        RULE_EFFECTIVENESS,
        /** A rule's spread over prompts or domains. */
        RULE_CONSISTENCY,
        /** Prompts that no rule helps. */
        COVERAGE
    }
}
