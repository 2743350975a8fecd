package dev.apes.engine.strategy;

import dev.apes.api.Checks;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a strategy may cost. All of it is known beforehand: nothing here reads the clock.
 *
 * @param time for generating, as set
 * @param memory bytes of heap there are
 * @param evaluations evaluator calls that may go into labels, at least 0
 * @param callsPerRow calls that label one row, at least 1
 */
public record StrategyLimits(Duration time, long memory, long evaluations, int callsPerRow) {
    /** No limits. */
    public static final StrategyLimits NONE = new StrategyLimits(Duration.ofDays(1), Long.MAX_VALUE, Long.MAX_VALUE, 1);

    /** Validates. */
    public StrategyLimits {
        Objects.requireNonNull(time, "time");
        Checks.atLeast(memory, 0, "memory");
        Checks.atLeast(evaluations, 0, "evaluations");
        Checks.atLeast(callsPerRow, 1, "callsPerRow");
    }

    /**
     * @param wanted rows asked for
     * @return how many of them can be labelled
     */
    public int rows(int wanted) {
        return (int) Math.min(wanted, evaluations / callsPerRow);
    }

    /**
     * @param strategy a strategy
     * @return why it does not fit, if it does not
     */
    public Optional<String> against(Strategy strategy) {
        if (strategy.seconds() > time.toSeconds()) {
            return Optional.of(
                    "takes about " + strategy.seconds() + " s, and generating may take " + time.toSeconds() + " s");
        }
        int labelled = rows(Integer.MAX_VALUE);
        if (labelled < strategy.rows()) {
            return Optional.of(
                    "wants " + strategy.rows() + " rows at least, and the evaluation budget labels " + labelled);
        }
        long needed = strategy.megabytes() << 20;
        return needed > memory
                ? Optional.of(
                        "takes about " + strategy.megabytes() + " MiB, and the heap has " + (memory >> 20) + " MiB")
                : Optional.empty();
    }
}
