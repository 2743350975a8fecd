package dev.apes.engine.stopping;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops when all of several criteria do after the same iteration.
 *
 * @param criteria at least one
 */
record AllOf(List<StoppingCriterion> criteria) implements StoppingCriterion {
    AllOf {
        criteria = List.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("allOf needs at least one criterion");
        }
    }

    @Override
    public String name() {
        return "all_of";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        List<String> reasons = new ArrayList<>();
        StopReason only = null;
        for (StoppingCriterion criterion : criteria) {
            StopDecision decision = criterion.evaluate(history);
            if (!(decision instanceof StopDecision.Stop stop)) {
                return decision;
            }
            only = stop.reason();
            reasons.add(stop.explanation());
        }
        StopReason reason = criteria.size() == 1 ? only : new StopReason.Criterion(name());
        return new StopDecision.Stop(reason, String.join("; and ", reasons));
    }
}
