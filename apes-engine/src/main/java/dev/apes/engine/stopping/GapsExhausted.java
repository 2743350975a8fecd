package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/** Stops when the newest iteration's gap report left nothing that is attainable and worth having. */
public record GapsExhausted() implements BuiltIn {
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
        if (!history.last().map(IterationSummary::gapsExhausted).orElse(false)) {
            return Decisions.goOn("there are gaps left that may be closed");
        }
        return Decisions.stop(
                new StopReason.GapsExhausted(),
                "every gap is closed or can't be closed any further, as of iteration %d",
                history.size());
    }
}
