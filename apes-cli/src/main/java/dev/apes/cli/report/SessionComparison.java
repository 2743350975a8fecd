package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.engine.analytics.Comparison;
import dev.apes.engine.statistics.Interval;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.SessionSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Stored sessions held against each other, metric by metric.
 *
 * @param samples the sessions, in the order asked for
 * @param comparison of each metric and pair; groups are session ids
 */
public record SessionComparison(List<SessionSample> samples, Comparison comparison) {
    /** Copies. */
    public SessionComparison {
        samples = List.copyOf(samples);
    }

    /**
     * @param samples two sessions or more
     * @return their comparison
     */
    public static SessionComparison of(List<SessionSample> samples) {
        Map<String, Map<String, double[]>> metrics = new LinkedHashMap<>();
        add(metrics, "performance score", samples, true, IterationPoint::score);
        add(metrics, "model accuracy", samples, true, p -> p.metrics().modelAccuracy());
        add(metrics, "rule effectiveness", samples, false, p -> p.metrics().ruleEffectiveness());
        add(metrics, "pattern coverage", samples, true, p -> p.metrics().patternCoverage());
        add(metrics, "improvement", samples, true, IterationPoint::improvement);
        add(metrics, "seconds per iteration", samples, false, IterationPoint::seconds);
        add(metrics, "evaluator calls per iteration", samples, false, IterationPoint::callsSpent);
        Map<String, double[]> gains = new LinkedHashMap<>();
        samples.forEach(s -> gains.put(
                s.item().id().value(),
                s.promptGains().values().stream().mapToDouble(v -> v).toArray()));
        metrics.put("gain per validation prompt", gains);
        return new SessionComparison(samples, Comparison.of(metrics));
    }

    private static void add(
            Map<String, Map<String, double[]>> metrics,
            String name,
            List<SessionSample> samples,
            boolean modelled,
            ToDoubleFunction<IterationPoint> value) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (SessionSample sample : samples) {
            values.put(
                    sample.item().id().value(),
                    sample.iterations().stream()
                            // the first iteration measures before there is a model, whose accuracy is then 0
                            .filter(p -> !modelled || p.metrics().modelAccuracy() > 0)
                            .mapToDouble(value)
                            .toArray());
        }
        metrics.put(name, values);
    }

    /** {@return a sentence that says what is shown, and what is not} */
    public String verdict() {
        List<String> shown = comparison.pairs().stream()
                .filter(p -> p.verdict() == Comparison.Verdict.FIRST_HIGHER
                        || p.verdict() == Comparison.Verdict.SECOND_HIGHER)
                .map(p -> p.metric() + " (" + higher(p) + ")")
                .toList();
        return shown.isEmpty()
                ? "No difference is shown in any metric, which does not mean that there is none."
                : "A difference is shown in " + String.join(", ", shown) + "; in the others none is.";
    }

    private static String higher(Comparison.Pair pair) {
        boolean first = pair.verdict() == Comparison.Verdict.FIRST_HIGHER;
        return "higher in " + shortId(first ? pair.first() : pair.second()) + " than in "
                + shortId(first ? pair.second() : pair.first());
    }

    /** {@return the verdict on one pair in words} */
    public static String words(Comparison.Pair pair) {
        return switch (pair.verdict()) {
            case FIRST_HIGHER, SECOND_HIGHER -> higher(pair);
            case NONE_SHOWN -> "no difference shown";
            case TOO_FEW -> "too few values";
        };
    }

    /** {@return the beginning of an id that people tell sessions apart by} */
    public static String shortId(String id) {
        return id.length() <= 13 ? id : id.substring(0, 13);
    }

    /** {@return one JSON document with a line end} */
    public String json() {
        ObjectNode node = Json.object().put("format", "apes-comparison").put("formatVersion", 1);
        node.put("verdict", verdict());
        node.set("sessions", Json.list(samples, SessionComparison::session));
        node.set("pairs", Json.list(comparison.pairs(), SessionComparison::pair));
        return Json.document(node);
    }

    private static ObjectNode session(SessionSample sample) {
        var item = sample.item();
        ObjectNode node = Json.object()
                .put("sessionId", item.id().value())
                .put("status", item.condition().name().toLowerCase(Locale.ROOT))
                .put("startedAt", item.begunAt().toString())
                .put("evaluator", item.evaluator())
                .put("seed", item.seed())
                .put("iterations", item.figures().iterations())
                .put("evaluatorCalls", item.figures().evaluatorCalls())
                .put("promotions", item.figures().promotions());
        item.figures()
                .holdout()
                .ifPresent(h -> node.putObject("holdout")
                        .put("prompts", h.prompts())
                        .put("raw", h.raw())
                        .put("atStart", h.atStart())
                        .put("atEnd", h.atEnd())
                        .put("difference", h.difference())
                        .put("low", h.low())
                        .put("high", h.high()));
        return node;
    }

    private static ObjectNode pair(Comparison.Pair pair) {
        ObjectNode node = Json.object()
                .put("metric", pair.metric())
                .put("first", pair.first())
                .put("second", pair.second())
                .put("firstN", pair.firstN())
                .put("secondN", pair.secondN())
                .put("firstMean", pair.firstMean())
                .put("secondMean", pair.secondMean());
        node.set("difference", interval(pair.difference()));
        node.put("welchP", pair.welchP()).put("mannWhitneyP", pair.mannWhitneyP());
        node.set("cohensD", interval(pair.cohensD()));
        node.set("cliffsDelta", interval(pair.cliffsDelta()));
        return node.put("verdict", pair.verdict().name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode interval(Interval interval) {
        ObjectNode node = Json.object().put("estimate", interval.estimate());
        Json.bound(node, "low", interval.low());
        Json.bound(node, "high", interval.high());
        return node;
    }

    /** {@return a header and one line for each metric and pair, ended by CR LF; p-values are corrected} */
    public String csv() {
        StringBuilder csv = new StringBuilder(
                "metric,first,second,first_n,second_n,first_mean,second_mean,difference,low,high,welch_p,"
                        + "mann_whitney_p,cohens_d,cohens_d_low,cohens_d_high,cliffs_delta,cliffs_delta_low,cliffs_delta_high,verdict\r\n");
        for (Comparison.Pair p : comparison.pairs()) {
            csv.append(String.join(
                            ",",
                            SessionExport.quoted(p.metric()),
                            SessionExport.quoted(p.first()),
                            SessionExport.quoted(p.second()),
                            String.valueOf(p.firstN()),
                            String.valueOf(p.secondN()),
                            String.valueOf(p.firstMean()),
                            String.valueOf(p.secondMean()),
                            cells(p.difference()),
                            String.valueOf(p.welchP()),
                            String.valueOf(p.mannWhitneyP()),
                            cells(p.cohensD()),
                            cells(p.cliffsDelta()),
                            p.verdict().name().toLowerCase(Locale.ROOT)))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String cells(Interval i) {
        return i.estimate() + "," + cell(i.low()) + "," + cell(i.high());
    }

    private static String cell(double bound) {
        return Double.isInfinite(bound) ? "" : String.valueOf(bound);
    }
}
