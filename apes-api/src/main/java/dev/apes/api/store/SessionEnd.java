package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.HoldoutResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a session ended.
 *
 * @param reason code of the stop reason, e.g. {@code targets_reached}
 * @param explanation why, with figures; what a person reads
 * @param at when
 * @param evaluatorCalls of the whole session, at least 0
 * @param holdout what the holdout showed; empty if it was not measured at the end
 * @param holdoutBySource the same per source of the prompts; empty when there is only one
 */
public record SessionEnd(
        String reason,
        String explanation,
        Instant at,
        long evaluatorCalls,
        Optional<HoldoutResult> holdout,
        List<HoldoutResult> holdoutBySource) {
    /** Validates and copies. */
    public SessionEnd {
        Checks.notBlank(reason, "reason of a session's end");
        Checks.notBlank(explanation, "explanation of a session's end");
        Objects.requireNonNull(at, "at");
        Checks.atLeast(evaluatorCalls, 0, "evaluatorCalls");
        Objects.requireNonNull(holdout, "holdout");
        holdoutBySource = List.copyOf(holdoutBySource);
    }
}
