package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.HoldoutResult;
import dev.apes.api.StopMode;
import java.time.Duration;
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
 * @param shutdown how it was asked to end; empty if nobody asked
 */
public record SessionEnd(
        String reason,
        String explanation,
        Instant at,
        long evaluatorCalls,
        Optional<HoldoutResult> holdout,
        List<HoldoutResult> holdoutBySource,
        Optional<Shutdown> shutdown) {
    /**
     * The end of a session that was asked to end.
     *
     * @param mode how it was asked, the strongest wish
     * @param took from the first request to the end
     * @param killed whether its process had to be killed
     */
    public record Shutdown(StopMode mode, Duration took, boolean killed) {
        /** Validates. */
        public Shutdown {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(took, "took");
        }
    }

    /**
     * An end that nobody asked for.
     *
     * @param reason code of the stop reason
     * @param explanation why, with figures
     * @param at when
     * @param evaluatorCalls of the whole session, at least 0
     * @param holdout what the holdout showed
     * @param holdoutBySource the same per source of the prompts
     */
    public SessionEnd(
            String reason,
            String explanation,
            Instant at,
            long evaluatorCalls,
            Optional<HoldoutResult> holdout,
            List<HoldoutResult> holdoutBySource) {
        this(reason, explanation, at, evaluatorCalls, holdout, holdoutBySource, Optional.empty());
    }

    /** Validates and copies. */
    public SessionEnd {
        Checks.notBlank(reason, "reason of a session's end");
        Checks.notBlank(explanation, "explanation of a session's end");
        Objects.requireNonNull(at, "at");
        Checks.atLeast(evaluatorCalls, 0, "evaluatorCalls");
        Objects.requireNonNull(holdout, "holdout");
        holdoutBySource = List.copyOf(holdoutBySource);
        Objects.requireNonNull(shutdown, "shutdown");
    }
}
