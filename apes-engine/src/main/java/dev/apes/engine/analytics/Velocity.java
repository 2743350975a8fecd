package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Slope;
import java.util.Optional;

/**
 * How fast a score rises.
 *
 * @param gained score of the last iteration less that of the first
 * @param hours running time between them
 * @param calls evaluator calls between them
 * @param perHour slope of the score against running hours, with Student's 95 % interval; empty where no time passed
 * @param perThousandCalls slope of the score against thousands of evaluator calls, with its interval; empty where none were made
 */
public record Velocity(
        double gained, double hours, double calls, Optional<Interval> perHour, Optional<Interval> perThousandCalls) {
    /**
     * @param hours running time up to the end of each iteration, ascending
     * @param calls evaluator calls up to it, ascending
     * @param scores of each
     * @return the velocity; empty with fewer than three iterations
     */
    public static Optional<Velocity> of(double[] hours, double[] calls, double[] scores) {
        int n = scores.length;
        if (hours.length != n || calls.length != n) {
            throw new IllegalArgumentException("hours, calls and scores must have the same length but have "
                    + hours.length + ", " + calls.length + " and " + n);
        }
        if (n < 3) {
            return Optional.empty();
        }
        double[] thousands = calls.clone();
        for (int i = 0; i < n; i++) {
            thousands[i] /= 1_000;
        }
        return Optional.of(new Velocity(
                scores[n - 1] - scores[0],
                hours[n - 1] - hours[0],
                calls[n - 1] - calls[0],
                hours[n - 1] > hours[0] ? Optional.of(Slope.of(hours, scores, 0.95)) : Optional.empty(),
                calls[n - 1] > calls[0] ? Optional.of(Slope.of(thousands, scores, 0.95)) : Optional.empty()));
    }
}
