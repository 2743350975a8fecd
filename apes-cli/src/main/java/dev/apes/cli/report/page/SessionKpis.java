package dev.apes.cli.report.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.HoldoutResult;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.cli.report.Json;
import dev.apes.cli.status.SessionView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The five key figures of one session; {@link dev.apes.persistence.query.Kpis} has those of all sessions of a window. The window is the whole
 * session, as far as it is committed.
 *
 * @param performance performance score, points of 100: {@code 100 · (0.4 modelAccuracy + 0.3 ruleEffectiveness + 0.2 patternCoverage) / 0.9} of
 *     the last iteration that had a model; empty without one
 * @param velocity improvement velocity, points per hour: performance score of the last iteration less that of the first that had a model,
 *     by the running time of all steps; empty with fewer than two such iterations or without time
 * @param efficiency efficiency rating, points per 1,000 evaluator calls: {@code 100 · (holdout at the end - at the start)} by the session's
 *     calls in thousands; empty where the holdout was not measured at the end or no calls were made
 * @param success success rate: 100 % if the 95 % interval of that difference lies above 0, else 0 %; empty where it was not measured
 * @param active active sessions: 1 if a process is at work on this one, else 0
 */
record SessionKpis(
        OptionalDouble performance,
        OptionalDouble velocity,
        OptionalDouble efficiency,
        OptionalDouble success,
        int active) {
    static SessionKpis of(SessionView view) {
        List<IterationRecord> iterations = view.iterations();
        List<IterationRecord> modelled = iterations.stream()
                .filter(i -> i.summary().metrics().modelAccuracy() > 0)
                .toList();
        int n = modelled.size();
        OptionalDouble performance =
                n == 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * score(modelled.get(n - 1)));
        double hours = iterations.stream().mapToDouble(SessionKpis::seconds).sum() / 3600;
        OptionalDouble velocity = n < 2 || hours <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100 * (score(modelled.get(n - 1)) - score(modelled.get(0))) / hours);
        Optional<SessionEnd> end = view.session().end();
        Optional<HoldoutResult> holdout = end.flatMap(SessionEnd::holdout);
        OptionalDouble efficiency = holdout.isEmpty() || end.get().evaluatorCalls() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        100 * holdout.get().difference() / (end.get().evaluatorCalls() / 1_000.0));
        OptionalDouble success = holdout.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(holdout.get().low() > 0 ? 100 : 0);
        return new SessionKpis(performance, velocity, efficiency, success, view.running() ? 1 : 0);
    }

    static double score(IterationRecord record) {
        PerformanceMetrics m = record.summary().metrics();
        return (0.4 * m.modelAccuracy() + 0.3 * m.ruleEffectiveness() + 0.2 * m.patternCoverage()) / 0.9;
    }

    static double seconds(IterationRecord record) {
        return record.stepTimes().values().stream()
                        .reduce(Duration.ZERO, Duration::plus)
                        .toMillis()
                / 1000.0;
    }

    /** As data: a value, or null where it is undefined; unit and formula are in the javadoc and on the page. */
    ObjectNode node() {
        ObjectNode node = Json.object();
        put(node, "performanceScore", performance);
        put(node, "improvementVelocity", velocity);
        put(node, "efficiencyRating", efficiency);
        put(node, "successRate", success);
        return node.put("activeSessions", active);
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresentOrElse(v -> node.put(name, v), () -> node.putNull(name));
    }

    Block.Figures figures() {
        return new Block.Figures(List.of(
                figure(
                        "Performance score",
                        performance,
                        "%.1f",
                        "of 100",
                        "100 × (0.4 accuracy + 0.3 effectiveness + 0.2 coverage) / 0.9 of the last iteration with a model"),
                figure(
                        "Improvement velocity",
                        velocity,
                        "%+.2f",
                        "points/hour",
                        "performance score, last less first with a model, by running time"),
                figure(
                        "Efficiency rating",
                        efficiency,
                        "%+.3f",
                        "points/1,000 calls",
                        "100 × (holdout at the end − at the start) by all evaluator calls"),
                figure(
                        "Success rate",
                        success,
                        "%.0f %%",
                        "of 1 session",
                        "whether the holdout rose with a 95 % interval above 0"),
                new Block.Figure("Active sessions", String.valueOf(active), "whether a process is at work on it")));
    }

    private static Block.Figure figure(String label, OptionalDouble value, String format, String unit, String formula) {
        return new Block.Figure(
                label,
                value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble() + 0.0) : "undefined",
                unit + ": " + formula);
    }
}
