package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/** Stops when the newest iteration reached every target. */
public record TargetsReached() implements BuiltIn {
    @Override
    public String name() {
        return "targets_reached";
    }

    @Override
    public int minimumHistory() {
        return 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        if (!history.last().map(IterationSummary::targetsReached).orElse(false)) {
            return Decisions.goOn("not every target is reached");
        }
        return Decisions.stop(
                new StopReason.TargetsReached(), "every target is reached in iteration %d", history.size());
    }
}
