package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/**
 * Stops when the session has used up its evaluator calls.
 *
 * @param limit at least 1
 */
public record EvaluationBudget(long limit) implements BuiltIn {
    /** A million calls. */
    public EvaluationBudget() {
        this(1_000_000);
    }

    /** Validates. */
    public EvaluationBudget {
        Checks.atLeast(limit, 1, "limit");
    }

    @Override
    public String name() {
        return "evaluation_budget";
    }

    @Override
    public int minimumHistory() {
        return 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        long calls = history.last().map(IterationSummary::evaluatorCalls).orElse(0L);
        return calls < limit
                ? Decisions.goOn("%d of %d evaluator calls", calls, limit)
                : Decisions.stop(
                        new StopReason.EvaluationBudget(limit), "%d of %d evaluator calls are used", calls, limit);
    }
}
