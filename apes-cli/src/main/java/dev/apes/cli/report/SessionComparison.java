package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.cli.status.ComparedSessions;
import dev.apes.engine.analytics.Comparison;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.SessionFigures;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Stored sessions held against each other, metric by metric.
 *
 * @param samples the sessions, in the order asked for
 * @param comparison of each metric and pair; groups are session ids
 * @param settings what each was trained with, by session id: seed, settings, facts of its start
 * @param parameters what each ended with, by session id, rule and parameter
 */
public record SessionComparison(
        List<SessionSample> samples,
        Comparison comparison,
        Map<String, Map<String, String>> settings,
        Map<String, Map<String, String>> parameters) {
    private static final int FEWEST_PAIRS = 30;

    /** Copies. */
    public SessionComparison {
        samples = List.copyOf(samples);
        settings = Map.copyOf(settings);
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param samples two sessions or more
     * @return their comparison, without settings and parameters
     */
    public static SessionComparison of(List<SessionSample> samples) {
        return of(new ComparedSessions(samples, Map.of(), Map.of()));
    }

    /**
     * @param compared two sessions or more
     * @return their comparison
     */
    public static SessionComparison of(ComparedSessions compared) {
        List<SessionSample> samples = compared.samples();
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
        return new SessionComparison(samples, Comparison.of(metrics), compared.settings(), compared.parameters());
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

    /** {@return what a reader must know before believing it; may be empty} */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (samples.stream().map(s -> s.item().evaluator()).distinct().count() > 1) {
            caveats.add(
                    "Different evaluators judged them: their scores are on different scales, and a difference says nothing.");
        }
        if (samples.stream().map(s -> s.item().source()).distinct().count() > 1) {
            caveats.add("They were trained on different prompts: a difference may be one of the prompts.");
        }
        if (samples.stream().anyMatch(s -> s.promptGains().isEmpty())) {
            caveats.add(
                    "Measurements of single prompts are no longer stored for all of them (retention), so that gains per prompt"
                            + " can't be compared.");
        }
        if (samples.size() == 2) {
            paired(samples.get(0).promptGains(), samples.get(1).promptGains()).ifPresent(caveats::add);
        }
        return caveats;
    }

    /** Where both measured the same prompts, pairing them tells more than any of the tests. */
    private static Optional<String> paired(Map<String, Double> first, Map<String, Double> second) {
        double[] differences = first.entrySet().stream()
                .filter(e -> second.containsKey(e.getKey()))
                .mapToDouble(e -> e.getValue() - second.get(e.getKey()))
                .toArray();
        if (differences.length < FEWEST_PAIRS) {
            return Optional.empty();
        }
        Interval mean = Moments.of(differences).meanInterval(0.95);
        return Optional.of(String.format(
                Locale.ROOT,
                "On the %,d validation prompts that both measured, the rules gain %+.4f more in the first, prompt by prompt, 95 %%"
                        + " interval %s: %s.",
                differences.length,
                mean.estimate() + 0.0,
                Numbers.interval(mean.low(), mean.high()),
                mean.contains(0)
                        ? "no difference shown"
                        : "a difference is shown, before any correction for the other tests"));
    }

    /** {@return settings in which they differ, with the value of each session in order; blank where one has none} */
    public Map<String, List<String>> differentSettings() {
        return differing(settings);
    }

    /** {@return parameters, as {@code rule.parameter}, in which they ended differently, with the value of each session in order} */
    public Map<String, List<String>> differentParameters() {
        return differing(parameters);
    }

    private Map<String, List<String>> differing(Map<String, Map<String, String>> all) {
        Map<String, List<String>> found = new TreeMap<>();
        all.values().stream()
                .flatMap(values -> values.keySet().stream())
                .distinct()
                .forEach(name -> {
                    List<String> values = samples.stream()
                            .map(s -> all.getOrDefault(s.item().id().value(), Map.of())
                                    .getOrDefault(name, ""))
                            .toList();
                    if (values.stream().distinct().count() > 1) {
                        found.put(name, values);
                    }
                });
        return found;
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
        return Json.document(node());
    }

    private ObjectNode node() {
        ObjectNode node = Json.object().put("format", "apes-comparison").put("formatVersion", 1);
        node.put("verdict", verdict());
        ArrayNode caveats = node.putArray("caveats");
        caveats().forEach(caveats::add);
        node.set("sessions", Json.list(samples, SessionComparison::session));
        node.set("differentSettings", differing(differentSettings().entrySet()));
        node.set("differentParameters", differing(differentParameters().entrySet()));
        node.set("pairs", Json.list(comparison.pairs(), SessionComparison::pair));
        return node;
    }

    /**
     * @param item a session
     * @return its key figures by name, with formulas as in {@link dev.apes.persistence.query.Kpis} but of this session alone; empty where
     *     undefined
     */
    public static Map<String, OptionalDouble> keyFigures(SessionItem item) {
        SessionFigures f = item.figures();
        Map<String, OptionalDouble> all = new LinkedHashMap<>();
        all.put(
                "performanceScore",
                f.lastScore().isPresent()
                        ? OptionalDouble.of(100 * f.lastScore().getAsDouble())
                        : OptionalDouble.empty());
        all.put(
                "improvementVelocity",
                f.lastScore().isPresent() && f.iterations() > 1 && f.runningSeconds() > 0
                        ? OptionalDouble.of(100
                                * (f.lastScore().getAsDouble() - f.firstScore().getAsDouble())
                                / (f.runningSeconds() / 3_600))
                        : OptionalDouble.empty());
        all.put(
                "efficiencyRating",
                f.holdout().isPresent() && f.evaluatorCalls() > 0
                        ? OptionalDouble.of(100 * f.holdout().get().difference() / (f.evaluatorCalls() / 1_000.0))
                        : OptionalDouble.empty());
        return all;
    }

    private ArrayNode differing(Set<Map.Entry<String, List<String>>> all) {
        return Json.list(all, one -> {
            ObjectNode node = Json.object().put("name", one.getKey());
            ObjectNode values = node.putObject("values");
            for (int i = 0; i < samples.size(); i++) {
                values.put(samples.get(i).item().id().value(), one.getValue().get(i));
            }
            return node;
        });
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
        keyFigures(item)
                .forEach((name, value) -> value.ifPresentOrElse(v -> node.put(name, v), () -> node.putNull(name)));
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

    /** {@return the same as a table in long form, see {@link LongForm}} */
    public String csv() {
        return new LongForm().all(node()).toString();
    }
}
