package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.SessionId;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How one iteration's generating fared, and what became of the gaps that were open then. Gaps are measured on training prompts, so that
 * a choice that learns from them learns nothing of validation.
 *
 * @param session whose
 * @param iteration of it, at least 1
 * @param method the generator's name
 * @param strategy why it was chosen, or {@code none}
 * @param rowsRequested rows asked for, at least 0
 * @param promptsAccepted prompts kept, at least 0
 * @param featureDistance mean standardised distance between wanted and measured features, at least 0
 * @param gapBefore summed severity of the gaps that were open, at least 0
 * @param gapAfter summed severity of the same gaps in the next iteration; empty while there is none
 */
public record MethodOutcome(
        SessionId session,
        int iteration,
        String method,
        String strategy,
        int rowsRequested,
        int promptsAccepted,
        double featureDistance,
        double gapBefore,
        OptionalDouble gapAfter) {
    /** Validates. */
    public MethodOutcome {
        Objects.requireNonNull(session, "session");
        Checks.atLeast(iteration, 1, "iteration");
        Checks.notBlank(method, "method");
        Checks.notBlank(strategy, "strategy");
        Checks.atLeast(rowsRequested, 0, "rowsRequested");
        Checks.atLeast(promptsAccepted, 0, "promptsAccepted");
        Checks.inRange(featureDistance, 0, Double.MAX_VALUE, "featureDistance");
        Checks.inRange(gapBefore, 0, Double.MAX_VALUE, "gapBefore");
        gapAfter.ifPresent(gap -> Checks.inRange(gap, 0, Double.MAX_VALUE, "gapAfter"));
    }

    /**
     * @param session whose
     * @param record an iteration that generated something
     * @param gapAfter what was left of its open gaps an iteration later
     * @return its outcome
     */
    public static MethodOutcome of(SessionId session, IterationRecord record, OptionalDouble gapAfter) {
        GenerationRecord generation = record.generation();
        return new MethodOutcome(
                session,
                record.iteration(),
                generation.method(),
                record.strategy(),
                generation.rowsRequested(),
                generation.promptsAccepted(),
                generation.featureDistance(),
                sum(openGaps(record.gaps())),
                gapAfter);
    }

    /** {@return the share of {@link #gapBefore} that was closed, at most 1, below 0 where it grew; empty while it is not known} */
    public OptionalDouble closed() {
        return gapBefore > 0 && gapAfter.isPresent()
                ? OptionalDouble.of((gapBefore - gapAfter.getAsDouble()) / gapBefore)
                : OptionalDouble.empty();
    }

    /**
     * @param report what lay below target
     * @return severity of the open gaps by kind and subject, worst first
     */
    public static Map<String, Double> openGaps(GapReport report) {
        Map<String, Double> open = new LinkedHashMap<>();
        report.open().forEach(gap -> open.put(key(gap), gap.severity()));
        return open;
    }

    /**
     * @param before from {@link #openGaps}
     * @param after what lies below target an iteration later
     * @return summed severity of those gaps then; one that is no longer reported is closed
     */
    public static double remaining(Map<String, Double> before, GapReport after) {
        Map<String, Double> now = new LinkedHashMap<>();
        after.gaps().forEach(gap -> now.put(key(gap), gap.severity()));
        double sum = 0;
        for (String gap : before.keySet()) {
            sum += now.getOrDefault(gap, 0.0);
        }
        return sum;
    }

    /**
     * @param gaps from {@link #openGaps}
     * @return their summed severity
     */
    public static double sum(Map<String, Double> gaps) {
        double sum = 0;
        for (double severity : gaps.values()) {
            sum += severity;
        }
        return sum;
    }

    private static String key(Gap gap) {
        return gap.kind() + " " + gap.subject();
    }
}
