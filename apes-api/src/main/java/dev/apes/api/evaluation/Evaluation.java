package dev.apes.api.evaluation;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * A score.
 *
 * @param score in [0, 1], higher is better
 * @param facets parts of the judgement by name, each finite; in a fixed order, may be empty
 */
public record Evaluation(double score, Map<String, Double> facets) {
    /** Validates and copies. */
    public Evaluation {
        Checks.inRange(score, 0, 1, "score");
        facets = facets.isEmpty() ? Map.of() : Checks.orderedCopy(facets);
        facets.forEach((name, value) -> Checks.finite(value, "facet " + name));
    }

    /**
     * @param score in [0, 1]
     * @return an evaluation without facets
     */
    public static Evaluation of(double score) {
        return new Evaluation(score, Map.of());
    }
}
