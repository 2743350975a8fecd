package dev.apes.api.stopping;

import dev.apes.api.Checks;
import java.util.Objects;

/** Whether to go on, and why. */
public sealed interface StopDecision {
    /** {@return why, with the figures the decision rests on} */
    String explanation();

    /**
     * Go on.
     *
     * @param explanation why
     */
    record Continue(String explanation) implements StopDecision {
        /** Validates. */
        public Continue {
            Checks.notBlank(explanation, "explanation");
        }
    }

    /**
     * End the session.
     *
     * @param reason the typed reason
     * @param explanation why, with figures
     */
    record Stop(StopReason reason, String explanation) implements StopDecision {
        /** Validates. */
        public Stop {
            Objects.requireNonNull(reason, "reason");
            Checks.notBlank(explanation, "explanation");
        }
    }
}
