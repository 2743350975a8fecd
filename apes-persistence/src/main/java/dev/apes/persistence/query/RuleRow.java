package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A rule as the database has it.
 *
 * @param id its identity
 * @param name what people call it
 * @param category blank if it has none
 * @param enabled whether it may be used
 * @param version of its parameters
 * @param priority 0 if it has none
 * @param parameters in force by name; numbers, flags and texts
 * @param lastPromotion when training last changed its parameters
 * @param recent how it did lately, if it was measured
 */
public record RuleRow(
        String id,
        String name,
        String category,
        boolean enabled,
        String version,
        int priority,
        Map<String, Object> parameters,
        Optional<Instant> lastPromotion,
        Optional<Recent> recent) {
    /** Copies. */
    public RuleRow {
        parameters = Checks.orderedCopy(parameters);
    }

    /**
     * How a rule did in the last 30 days, by its newest 5,000 measurements at most.
     *
     * @param measurements how many
     * @param improvement mean improvement score in [0, 1]; 0.5 is no effect
     * @param lowest smallest improvement score
     * @param highest largest improvement score
     * @param confidence mean confidence in [0, 1]
     */
    public record Recent(int measurements, double improvement, double lowest, double highest, double confidence) {}
}
