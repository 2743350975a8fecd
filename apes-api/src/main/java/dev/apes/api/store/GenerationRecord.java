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
 * @param featureDistances the same by feature, in a fixed order; empty where it was not recorded
 */
public record GenerationRecord(
        String method,
        int rowsRequested,
        int promptsAccepted,
        Map<String, Integer> rejected,
        Map<String, Integer> difficulty,
        double featureDistance,
        Map<String, Double> featureDistances) {
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
        featureDistances = Checks.orderedCopy(featureDistances);
        featureDistances.forEach(
                (feature, distance) -> Checks.inRange(distance, 0, Double.MAX_VALUE, "featureDistance of " + feature));
    }

    /**
     * Without distances by feature.
     *
     * @param method as above
     * @param rowsRequested as above
     * @param promptsAccepted as above
     * @param rejected as above
     * @param difficulty as above
     * @param featureDistance as above
     */
    public GenerationRecord(
            String method,
            int rowsRequested,
            int promptsAccepted,
            Map<String, Integer> rejected,
            Map<String, Integer> difficulty,
            double featureDistance) {
        this(method, rowsRequested, promptsAccepted, rejected, difficulty, featureDistance, Map.of());
    }
}
