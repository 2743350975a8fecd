package dev.apes.persistence.query;

import dev.apes.api.DataSummary;
import dev.apes.api.StopMode;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session of training as the database has it.
 *
 * @param session its record; {@link SessionRecord#condition()} tells whether anybody is at work on it
 * @param heartbeatAge how long ago its process was last heard of, by the server's clock
 * @param stopRequest how it has been asked to stop
 * @param last metrics of its last committed iteration
 * @param best its best iteration so far
 * @param lastCommit when its last iteration was committed
 * @param data where its prompts went, if its data set is stored
 */
public record SessionRow(
        SessionRecord session,
        Optional<Duration> heartbeatAge,
        Optional<StopMode> stopRequest,
        Optional<PerformanceMetrics> last,
        Optional<Best> best,
        Optional<Instant> lastCommit,
        Optional<DataSummary> data) {

    /**
     * The best iteration.
     *
     * @param iteration its number; empty where an earlier version did not store it
     * @param metrics what it measured
     */
    public record Best(Optional<Integer> iteration, PerformanceMetrics metrics) {}
}
