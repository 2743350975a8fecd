package dev.apes.engine.stopping;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops as soon as one of several criteria does, with the reason of the first in order that does.
 *
 * @param criteria at least one
 */
record AnyOf(List<StoppingCriterion> criteria) implements StoppingCriterion {
    AnyOf {
        criteria = List.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("anyOf needs at least one criterion");
        }
    }

    @Override
    public String name() {
        return "any_of";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        List<String> reasons = new ArrayList<>();
        for (StoppingCriterion criterion : criteria) {
            StopDecision decision = criterion.evaluate(history);
            if (decision instanceof StopDecision.Stop) {
                return decision;
            }
            reasons.add(decision.explanation());
        }
        return new StopDecision.Continue(String.join("; ", reasons));
    }
}
