package dev.apes.cli.dashboard.api;

import dev.apes.cli.report.SessionComparison;
import dev.apes.engine.analytics.Comparison;
import dev.apes.engine.statistics.Interval;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionSample;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Sessions held against each other, metric by metric and pair by pair.
 *
 * @param sessions in the order asked for
 * @param pairs each metric's pairs, p-values corrected together
 */
record ComparisonView(List<SessionItem> sessions, List<Pair> pairs) {
    /**
     * One metric of two sessions.
     *
     * @param metric its name
     * @param first the one session
     * @param second the other
     * @param firstN values of the one
     * @param secondN values of the other
     * @param firstMean mean of the one
     * @param secondMean mean of the other
     * @param difference first less second mean, Welch's 95 % interval
     * @param welchP two-sided p-value of Welch's test, corrected
     * @param mannWhitneyP two-sided p-value of Mann and Whitney's test, corrected
     * @param cohensD difference in pooled standard deviations, with its 95 % interval
     * @param cliffsDelta chance that a value of the first is larger less that it is smaller, with its 95 % interval
     * @param verdict what is shown at 5 % over all metrics and pairs
     */
    record Pair(
            String metric,
            String first,
            String second,
            int firstN,
            int secondN,
            double firstMean,
            double secondMean,
            Range difference,
            double welchP,
            double mannWhitneyP,
            Range cohensD,
            Range cliffsDelta,
            Comparison.Verdict verdict) {}

    /**
     * An estimate with its 95 % interval.
     *
     * @param value the estimate
     * @param low lower end; empty where there is none
     * @param high upper end; empty where there is none
     */
    record Range(double value, OptionalDouble low, OptionalDouble high) {
        static Range of(Interval interval) {
            return new Range(interval.estimate(), finite(interval.low()), finite(interval.high()));
        }

        private static OptionalDouble finite(double end) {
            return Double.isFinite(end) ? OptionalDouble.of(end) : OptionalDouble.empty();
        }
    }

    static ComparisonView of(List<SessionSample> samples) {
        return new ComparisonView(
                samples.stream().map(SessionSample::item).toList(),
                SessionComparison.of(samples).comparison().pairs().stream()
                        .map(ComparisonView::pair)
                        .toList());
    }

    private static Pair pair(Comparison.Pair pair) {
        return new Pair(
                pair.metric(),
                pair.first(),
                pair.second(),
                pair.firstN(),
                pair.secondN(),
                pair.firstMean(),
                pair.secondMean(),
                Range.of(pair.difference()),
                pair.welchP(),
                pair.mannWhitneyP(),
                Range.of(pair.cohensD()),
                Range.of(pair.cliffsDelta()),
                pair.verdict());
    }
}
