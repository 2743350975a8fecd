package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one iteration generated.
 *
 * @param session whose
 * @param iteration of it
 * @param method the generator's name
 * @param strategy why it was chosen
 * @param rowsRequested rows asked for
 * @param promptsAccepted prompts kept
 * @param rejected how many were dropped, by reason
 * @param difficulty how many of the kept are of each level
 * @param featureDistance mean standardised distance between wanted and measured features; empty where not stored
 * @param improvement deciding improvement of its iteration; empty where not stored
 * @param promotions of its iteration
 * @param seconds how long generating took; 0 where not stored
 * @param at when
 */
public record GenerationBatch(
        String session,
        int iteration,
        String method,
        String strategy,
        int rowsRequested,
        int promptsAccepted,
        Map<String, Integer> rejected,
        Map<String, Integer> difficulty,
        OptionalDouble featureDistance,
        OptionalDouble improvement,
        int promotions,
        double seconds,
        Instant at) {
    /** Copies. */
    public GenerationBatch {
        rejected = Checks.orderedCopy(rejected);
        difficulty = Checks.orderedCopy(difficulty);
    }

    /** {@return the share of rows that became a prompt, in [0, 1]; 0 where none were asked for} */
    public double acceptance() {
        return rowsRequested == 0 ? 0 : Math.min(1, (double) promptsAccepted / rowsRequested);
    }
}
