package dev.apes.engine.workflow;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.plugin.PluginGuard;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.stopping.StoppingCriteria;
import dev.apes.engine.stopping.TimeLimit;

/** Puts a session's stopping criterion together from its request. */
final class SessionStopping {
    private SessionStopping() {}

    static StoppingCriterion of(TrainingRequest request, PluginRegistry plugins, PluginGuard guard) {
        if (request.reproducible()
                && request.stopping()
                        .map(text -> StoppingCriteria.names(text).contains(new TimeLimit().name()))
                        .orElse(false)) {
            throw new InvalidInputException(
                    "stopping criterion " + new TimeLimit().name(),
                    "contradicts a reproducible session: whether it is hit depends on the machine; leave out either");
        }
        StoppingCriterion continuous = request.stopping()
                .map(text -> StoppingCriteria.withLimits(
                        guarded(text, StoppingCriteria.parse(text, plugins::stoppingCriterion), guard),
                        request.limits()))
                .orElseGet(() -> StoppingCriteria.defaults(request.limits()));
        // built in any case, so that a bad setting is refused with --single, too
        return request.single() ? new SinglePass() : continuous;
    }

    /** Ends the session after its first iteration. */
    private record SinglePass() implements StoppingCriterion {
        @Override
        public String name() {
            return "single_pass";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            return history.size() == 0
                    ? new StopDecision.Continue("the one pass asked for is not done yet")
                    : new StopDecision.Stop(new StopReason.SinglePass(), "the one pass asked for is done");
        }
    }

    private static StoppingCriterion guarded(String text, StoppingCriterion criterion, PluginGuard guard) {
        return new StoppingCriterion() {
            @Override
            public String name() {
                return criterion.name();
            }

            @Override
            public StopDecision evaluate(TrainingHistory history) {
                return guard.call("stopping criterion", text, () -> criterion.evaluate(history));
            }
        };
    }
}
