package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a rule's parameters.
 *
 * @param id number of its row, ascending with time
 * @param ruleId the rule
 * @param kind {@code seed}, {@code promotion}, {@code rollback}, or {@code edit} for what a person put in force
 * @param session whose it was; blank if none
 * @param iteration of that session; 0 if none
 * @param before parameters before, by name: numbers, flags and texts
 * @param after parameters after
 * @param versionBefore blank where not stored
 * @param versionAfter blank where not stored
 * @param evidence what the gate saw, for a promotion
 * @param at when
 */
public record ParameterChange(
        long id,
        String ruleId,
        String kind,
        String session,
        int iteration,
        Map<String, Object> before,
        Map<String, Object> after,
        String versionBefore,
        String versionAfter,
        Optional<Evidence> evidence,
        Instant at) {
    /** Copies. */
    public ParameterChange {
        before = Checks.orderedCopy(before);
        after = Checks.orderedCopy(after);
    }

    /**
     * What the promotion gate saw.
     *
     * @param effect mean difference of raw gains over the validation prompts whose texts differ
     * @param low lower end of its 95 % interval
     * @param high upper end of it
     * @param standardizedEffect effect in standard deviations of the differences
     * @param pValue one-sided
     * @param alpha the level it had to pass
     * @param prompts how many validation prompts' texts differ
     */
    public record Evidence(
            double effect,
            double low,
            double high,
            double standardizedEffect,
            double pValue,
            double alpha,
            int prompts) {}
}
