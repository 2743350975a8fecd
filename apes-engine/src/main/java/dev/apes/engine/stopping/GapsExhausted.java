package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/**
 * Stops when the newest iteration's gap report left nothing that is attainable and worth having, or when several iterations in a row have
 * asked the evaluator nothing: a gap that nobody searches, generates for or measures again stays open for ever. A history of other loops,
 * whose evaluator was never asked at all, is judged by its gap reports alone.
 */
public record GapsExhausted() implements BuiltIn {
    /** More than one: what was generated in vain may succeed at the next attempt, and the model still learns from what it has. */
    static final int IDLE = 5;

    @Override
    public String name() {
        return "gaps_exhausted";
    }

    @Override
    public int minimumHistory() {
        return 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        if (history.last().map(IterationSummary::gapsExhausted).orElse(false)) {
            return Decisions.stop(
                    new StopReason.GapsExhausted(),
                    "every gap is closed or can't be closed any further, as of iteration %d",
                    history.size());
        }
        if (idle(history)) {
            return Decisions.stop(
                    new StopReason.GapsExhausted(),
                    "nothing is left to try: the last %d iterations asked the evaluator nothing, as of iteration %d",
                    IDLE,
                    history.size());
        }
        return Decisions.goOn("there are gaps left that may be closed");
    }

    private static boolean idle(TrainingHistory history) {
        int last = history.size() - 1;
        if (last < IDLE) {
            return false;
        }
        long calls = history.iterations().get(last).evaluatorCalls();
        return calls > 0 && history.iterations().get(last - IDLE).evaluatorCalls() == calls;
    }
}
