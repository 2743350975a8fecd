package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * What one iteration generated.
 *
 * @param method the generator's name, or {@code none}
 * @param rowsRequested rows asked for
 * @param promptsAccepted prompts that were realised, measured, labelled and kept
 * @param rejected how many were dropped, by reason, in a fixed order
 * @param difficulty how many of the accepted are of each difficulty level, in a fixed order
 * @param featureDistance mean standardised distance between wanted and measured features, at least 0
 */
public record GenerationRecord(
        String method,
        int rowsRequested,
        int promptsAccepted,
        Map<String, Integer> rejected,
        Map<String, Integer> difficulty,
        double featureDistance) {
    /** Nothing was generated. */
    public static final GenerationRecord NONE = new GenerationRecord("none", 0, 0, Map.of(), Map.of(), 0);

    /** Validates and copies. */
    public GenerationRecord {
        Checks.notBlank(method, "method");
        Checks.atLeast(rowsRequested, 0, "rowsRequested");
        Checks.atLeast(promptsAccepted, 0, "promptsAccepted");
        rejected = Checks.orderedCopy(rejected);
        difficulty = Checks.orderedCopy(difficulty);
        Checks.inRange(featureDistance, 0, Double.MAX_VALUE, "featureDistance");
    }
}
