package dev.apes.api.generation;

import dev.apes.api.Cancellation;
import dev.apes.api.Checks;
import java.util.Map;
import java.util.Objects;

/**
 * Asks a fitted synthesiser for rows.
 *
 * @param rows how many, at least 0
 * @param seed of every random choice: the same seed gives the same rows
 * @param conditions values that certain columns must have, by column name: the number, the level's index, 0 or 1
 * @param cancellation asked at least once a second
 */
public record SampleRequest(int rows, long seed, Map<String, Double> conditions, Cancellation cancellation) {
    /** Validates and copies. */
    public SampleRequest {
        Checks.atLeast(rows, 0, "rows");
        conditions = Checks.orderedCopy(conditions);
        conditions.forEach((name, value) -> Checks.finite(value, "condition on " + name));
        Objects.requireNonNull(cancellation, "cancellation");
    }

    /**
     * @param rows how many
     * @param seed of every random choice
     * @return an unconditional request
     */
    public static SampleRequest of(int rows, long seed) {
        return new SampleRequest(rows, seed, Map.of(), Cancellation.NONE);
    }
}
