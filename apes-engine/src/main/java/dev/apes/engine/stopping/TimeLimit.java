package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;

/**
 * Stops when the running time of the session's committed iterations has reached a limit. It reads the times in the history, no
 * clock. (Cutting off an iteration that is under way is the workflow's business.)
 *
 * @param seconds above 0
 */
public record TimeLimit(double seconds) implements BuiltIn {
    /** One hour. */
    public TimeLimit() {
        this(3600);
    }

    /** @param limit above 0 */
    public TimeLimit(Duration limit) {
        this(limit.toMillis() / 1000.0);
    }

    /** Validates. */
    public TimeLimit {
        Decisions.positive(seconds, "seconds");
    }

    @Override
    public String name() {
        return "time_limit";
    }

    @Override
    public int minimumHistory() {
        return 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        double elapsed = history.last()
                        .map(IterationSummary::elapsed)
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
        return elapsed < seconds
                ? Decisions.goOn("%.1f of %.1f seconds", elapsed, seconds)
                : Decisions.stop(
                        new StopReason.TimeLimit(Duration.ofMillis(Math.round(seconds * 1000))),
                        "%.1f of %.1f seconds have passed",
                        elapsed,
                        seconds);
    }
}
