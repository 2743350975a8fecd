package dev.apes.api.stopping;

import dev.apes.api.error.InvalidInputException;
import java.util.Map;

/**
 * Decides after each committed iteration whether the session should end. Service provider interface. A pure function of the
 * history: no state, no clock, no randomness; the same history gets the same decision, in one go or after a resume.
 *
 * <p>The contract test {@code dev.apes.api.contract.StoppingCriterionContract} in this module's test jar checks that.
 */
public interface StoppingCriterion {
    /** {@return the name by which it is chosen} */
    String name();

    /**
     * @param history committed iterations, oldest first; may be empty
     * @return whether to stop, never null
     */
    StopDecision evaluate(TrainingHistory history);

    /**
     * @param options settings by name; may be empty
     * @return this criterion with these settings in force; this instance itself stays as it is
     * @throws InvalidInputException naming an option that is unknown or has a bad value
     */
    default StoppingCriterion configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new InvalidInputException(
                    "--stopping " + name(),
                    "takes no option '" + options.keySet().iterator().next() + "'; leave it out");
        }
        return this;
    }
}
