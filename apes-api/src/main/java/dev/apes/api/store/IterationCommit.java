package dev.apes.api.store;

import dev.apes.api.SessionId;
import java.util.List;
import java.util.Objects;

/**
 * All that one iteration changes, stored in one transaction or not at all.
 *
 * @param session the session
 * @param record the iteration; its number must be one more than the last committed
 * @param patterns the patterns known after it, replacing those of the session before
 * @param budget the data set's error budget after it
 */
public record IterationCommit(
        SessionId session, IterationRecord record, List<PatternRecord> patterns, ErrorBudget budget) {
    /** Validates and copies. */
    public IterationCommit {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(record, "record");
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(budget, "budget");
    }
}
