package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/**
 * Stops after a number of iterations.
 *
 * @param limit at least 1
 */
public record MaxIterations(int limit) implements BuiltIn {
    /** 100 iterations. */
    public MaxIterations() {
        this(100);
    }

    /** Validates. */
    public MaxIterations {
        Checks.atLeast(limit, 1, "limit");
    }

    @Override
    public String name() {
        return "max_iterations";
    }

    @Override
    public int minimumHistory() {
        return limit;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        return n < limit
                ? Decisions.goOn("%d of %d iterations", n, limit)
                : Decisions.stop(new StopReason.MaxIterations(limit), "%d of %d iterations are done", n, limit);
    }
}
