package dev.apes.cli.dashboard.api;

import dev.apes.engine.analytics.Comparison;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
     * @param low lower end; NaN, null in JSON, where there is none
     * @param high upper end; NaN, null in JSON, where there is none
     */
    record Range(double value, double low, double high) {}

    static ComparisonView of(List<SessionSample> samples) {
        Map<String, Map<String, double[]>> metrics = new LinkedHashMap<>();
        metrics.put("performance_score", course(samples, IterationPoint::score));
        metrics.put("model_accuracy", course(samples, p -> p.metrics().modelAccuracy()));
        metrics.put("rule_effectiveness", course(samples, p -> p.metrics().ruleEffectiveness()));
        metrics.put("pattern_coverage", course(samples, p -> p.metrics().patternCoverage()));
        metrics.put(
                "gain_per_prompt",
                values(
                        samples,
                        sample -> sample.promptGains().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()));
        return new ComparisonView(
                samples.stream().map(SessionSample::item).toList(),
                Comparison.of(metrics).pairs().stream()
                        .map(ComparisonView::pair)
                        .toList());
    }

    private static Map<String, double[]> course(List<SessionSample> samples, ToDoubleFunction<IterationPoint> metric) {
        return values(
                samples,
                sample -> sample.iterations().stream().mapToDouble(metric).toArray());
    }

    private static Map<String, double[]> values(
            List<SessionSample> samples, java.util.function.Function<SessionSample, double[]> of) {
        Map<String, double[]> values = new LinkedHashMap<>();
        samples.forEach(sample -> values.put(sample.item().id().value(), of.apply(sample)));
        return values;
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
                new Range(
                        pair.difference().estimate(),
                        pair.difference().low(),
                        pair.difference().high()),
                pair.welchP(),
                pair.mannWhitneyP(),
                new Range(
                        pair.cohensD().estimate(),
                        pair.cohensD().low(),
                        pair.cohensD().high()),
                new Range(
                        pair.cliffsDelta().estimate(),
                        pair.cliffsDelta().low(),
                        pair.cliffsDelta().high()),
                pair.verdict());
    }
}
