package dev.apes.api.stopping;

import dev.apes.api.Checks;
import dev.apes.api.StopMode;
import dev.apes.api.TrainingStep;
import java.time.Duration;

/** Why a session ended; saved with it. */
public sealed interface StopReason {
    /** {@return a stable lower_snake_case code for files and databases} */
    String code();

    /**
     * Improvement stayed below the threshold several times in a row.
     *
     * @param threshold smallest improvement that counts
     * @param patience how often in a row it was missed
     */
    record ImprovementBelowThreshold(double threshold, int patience) implements StopReason {
        @Override
        public String code() {
            return "improvement_below_threshold";
        }
    }

    /**
     * Improvement no longer depends on the iteration.
     *
     * @param correlation Pearson r of iteration and improvement
     * @param iterations how many iterations it was computed over
     */
    record CorrelationPlateau(double correlation, int iterations) implements StopReason {
        @Override
        public String code() {
            return "correlation_plateau";
        }
    }

    /** Every metric reached its target. */
    record TargetsReached() implements StopReason {
        @Override
        public String code() {
            return "targets_reached";
        }
    }

    /** What lies below target can't be gained. */
    record GapsExhausted() implements StopReason {
        @Override
        public String code() {
            return "gaps_exhausted";
        }
    }

    /**
     * The iteration limit.
     *
     * @param limit the limit
     */
    record MaxIterations(int limit) implements StopReason {
        @Override
        public String code() {
            return "max_iterations";
        }
    }

    /**
     * The session's time limit.
     *
     * @param limit the limit
     */
    record TimeLimit(Duration limit) implements StopReason {
        @Override
        public String code() {
            return "time_limit";
        }
    }

    /**
     * The limit on evaluator calls.
     *
     * @param limit the limit
     */
    record EvaluationBudget(long limit) implements StopReason {
        @Override
        public String code() {
            return "evaluation_budget";
        }
    }

    /** The one pass asked for by {@code --single} is done. */
    record SinglePass() implements StopReason {
        @Override
        public String code() {
            return "single_pass";
        }
    }

    /**
     * Somebody asked for it.
     *
     * @param mode gracefully or at once
     */
    record UserRequest(StopMode mode) implements StopReason {
        @Override
        public String code() {
            return "user_request";
        }
    }

    /**
     * A signal of the operating system.
     *
     * @param name e.g. {@code INT}
     */
    record Signal(String name) implements StopReason {
        @Override
        public String code() {
            return "signal";
        }
    }

    /**
     * The session store stayed away too long.
     *
     * @param problem what it said last
     */
    record StoreLost(String problem) implements StopReason {
        @Override
        public String code() {
            return "store_lost";
        }
    }

    /**
     * A criterion other than those above.
     *
     * @param criterion its name
     */
    record Criterion(String criterion) implements StopReason {
        /** Validates. */
        public Criterion {
            Checks.notBlank(criterion, "criterion");
        }

        @Override
        public String code() {
            return "criterion_" + criterion;
        }
    }

    /**
     * A step failed or ran out of time.
     *
     * @param step which
     * @param problem what happened
     */
    record Failure(TrainingStep step, String problem) implements StopReason {
        @Override
        public String code() {
            return "failure";
        }
    }
}
