package dev.apes.persistence.query;

import dev.apes.api.metrics.PerformanceMetrics;
import java.time.Instant;

/**
 * One committed iteration in figures; {@code IterationRecord} has all of it.
 *
 * @param iteration from 1
 * @param at when it was committed
 * @param metrics what it measured
 * @param score performance score in [0, 1], see {@link SessionFigures#firstScore()}; 0 while there is no model
 * @param improvement deciding improvement against the best before it
 * @param seconds how long its steps took
 * @param evaluatorCalls calls of the session up to its end
 * @param callsSpent calls of this iteration alone
 * @param promotions how many candidates became incumbents
 * @param promptsGenerated how many generated prompts were kept
 * @param strategy of its generation, or {@code none}
 */
public record IterationPoint(
        int iteration,
        Instant at,
        PerformanceMetrics metrics,
        double score,
        double improvement,
        double seconds,
        long evaluatorCalls,
        long callsSpent,
        int promotions,
        int promptsGenerated,
        String strategy) {}
