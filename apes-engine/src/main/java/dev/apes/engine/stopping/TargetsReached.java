package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Map;

/** Stops when the newest iteration reached every target. */
public record TargetsReached() implements StoppingCriterion {
    @Override
    public String name() {
        return "targets_reached";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        if (!history.last().map(IterationSummary::targetsReached).orElse(false)) {
            return Decisions.goOn("not every target is reached");
        }
        return Decisions.stop(
                new StopReason.TargetsReached(), "every target is reached in iteration %d", history.size());
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
