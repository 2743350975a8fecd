package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.api.store.SessionCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session as a list shows it.
 *
 * @param id its identity
 * @param condition whether it runs, ended or crashed
 * @param begunAt when it began
 * @param endedAt when it ended, if it did
 * @param stopReason code of why it ended, if it did
 * @param source where its prompts came from; blank where that is not stored
 * @param evaluator who judges
 * @param seed of its random streams
 * @param figures what its iterations add up to
 * @param recent deciding improvement of its last 40 iterations, oldest first
 */
public record SessionItem(
        SessionId id,
        SessionCondition condition,
        Instant begunAt,
        Optional<Instant> endedAt,
        Optional<String> stopReason,
        String source,
        String evaluator,
        long seed,
        SessionFigures figures,
        List<Double> recent) {
    /** Copies. */
    public SessionItem {
        recent = List.copyOf(recent);
    }
}
