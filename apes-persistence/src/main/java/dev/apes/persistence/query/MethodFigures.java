package dev.apes.persistence.query;

import java.util.OptionalDouble;

/**
 * What one method of generating has done over the iterations looked at. Trends are least-squares changes from one of its iterations to
 * the next, oldest to newest; empty below two of them.
 *
 * @param method the generator's name
 * @param batches iterations that used it
 * @param rowsRequested rows asked of it
 * @param promptsAccepted prompts kept
 * @param featureDistance mean standardised distance between wanted and measured features
 * @param promotions candidates that became incumbents in these iterations
 * @param measured iterations of which it is known what became of the gaps
 * @param closed mean share of the open gaps' severity that was closed an iteration later; empty where none was measured
 * @param acceptanceTrend of the share of rows kept
 * @param distanceTrend of the distance between wanted and measured features
 * @param closedTrend of the share of gaps closed
 */
public record MethodFigures(
        String method,
        int batches,
        long rowsRequested,
        long promptsAccepted,
        double featureDistance,
        long promotions,
        int measured,
        OptionalDouble closed,
        OptionalDouble acceptanceTrend,
        OptionalDouble distanceTrend,
        OptionalDouble closedTrend) {
    /** {@return the share of rows that became a prompt, in [0, 1]; 0 where none were asked for} */
    public double acceptance() {
        return rowsRequested == 0 ? 0 : Math.min(1, (double) promptsAccepted / rowsRequested);
    }
}
