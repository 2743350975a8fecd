package dev.apes.cli;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;

/** Never stops, and takes a bite of {@link Plate} after each iteration, on the session's own thread. */
final class HungryCriterion implements StoppingCriterion {
    static final String NAME = "hungry_criterion";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        Plate.bite();
        return new StopDecision.Continue("it goes on and on");
    }
}
