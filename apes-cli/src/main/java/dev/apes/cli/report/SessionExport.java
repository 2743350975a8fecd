package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.HoldoutResult;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.SessionRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A stored session as a file: all of it as JSON, or its iterations as CSV.
 *
 * @param session its record
 * @param iterations in order
 * @param patterns of its last iteration
 */
public record SessionExport(SessionRecord session, List<IterationRecord> iterations, List<PatternRecord> patterns) {
    /** Value of the field {@code format}. */
    static final String FORMAT = "apes-session";

    private static final String NUMBER = "[-+]?[0-9.]+([eE][-+]?[0-9]+)?";
    private static final List<String> COLUMNS = List.of(
            "model_accuracy",
            "rule_effectiveness",
            "pattern_coverage",
            "training_efficiency",
            "improvement",
            "best",
            "strategy",
            "generated",
            "candidates",
            "promotions",
            "promoted_rules",
            "evaluator_calls",
            "seconds",
            "accepted_changes");

    /** Copies. */
    public SessionExport {
        iterations = List.copyOf(iterations);
        patterns = List.copyOf(patterns);
    }

    /** {@return one JSON document, indented, with a line end} */
    public String json() {
        return Json.document(node());
    }

    /** {@return all that is stored of it, as a tree of its own} */
    public ObjectNode node() {
        ObjectNode node = Json.object()
                .put("format", FORMAT)
                .put("formatVersion", 1)
                .put("sessionId", session.id().value())
                .put("status", session.condition().name().toLowerCase(Locale.ROOT))
                .put("stoppedReason", session.stopReason().orElse(null))
                .put(
                        "stopExplanation",
                        session.end().map(end -> end.explanation()).orElse(null))
                .put("startedAt", session.startedAt().toString())
                .put("endedAt", session.endedAt().map(Object::toString).orElse(null))
                .put("evaluator", session.evaluator().name())
                .put("evaluatorVersion", session.evaluator().version())
                .put("seed", session.seed());
        node.set("configuration", Json.texts(session.configuration()));
        node.set("acceptedChanges", RecordJson.acceptedChanges(session.configuration()));
        ObjectNode start = node.putObject("parametersAtStart");
        session.initialParameters().forEach((rule, values) -> start.set(rule, Json.parameters(values)));
        session.end()
                .flatMap(end -> end.holdout())
                .ifPresentOrElse(
                        holdout -> node.set("holdout", RecordJson.holdout(holdout)), () -> node.putNull("holdout"));
        node.set(
                "promotions",
                Json.list(
                        iterations.stream()
                                .flatMap(i -> i.promotions().stream())
                                .toList(),
                        RecordJson::promotion));
        node.set("iterations", Json.list(iterations, SessionExport::iteration));
        node.set("patterns", Json.list(patterns, RecordJson::pattern));
        return node;
    }

    private static ObjectNode iteration(IterationRecord record) {
        ObjectNode node = RecordJson.iteration(record);
        node.set("timing", TimingJson.of(record));
        return node;
    }

    /** {@return a header and one line for each iteration, ended by CR LF as RFC 4180 has it} */
    public String csv() {
        StringBuilder csv = new StringBuilder("session_id,iteration," + String.join(",", COLUMNS) + "\r\n");
        for (IterationRecord record : iterations) {
            csv.append(session.id().value()).append(',').append(record.iteration());
            cells(record).values().forEach(cell -> csv.append(',').append(quoted(cell)));
            csv.append("\r\n");
        }
        return csv.toString();
    }

    /**
     * @param record one of its iterations
     * @return the columns of {@link #csv()} behind the iteration's number, in order, as they are
     */
    public Map<String, String> cells(IterationRecord record) {
        PerformanceMetrics m = record.summary().metrics();
        List<Object> values = List.of(
                m.modelAccuracy(),
                m.ruleEffectiveness(),
                m.patternCoverage(),
                m.trainingEfficiency(),
                record.summary().improvement(),
                record.best(),
                record.strategy(),
                record.generation().promptsAccepted(),
                record.candidates(),
                record.promotions().size(),
                record.promotions().stream().map(p -> p.id().ruleId()).collect(Collectors.joining(";")),
                record.summary().evaluatorCalls(),
                Json.seconds(record.stepTimes().values().stream().reduce(Duration.ZERO, Duration::plus)),
                // what an iteration is the first to be made with
                SessionRecord.acceptedChanges(session.configuration()).getOrDefault(record.iteration() - 1, ""));
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            cells.put(COLUMNS.get(i), String.valueOf(values.get(i)));
        }
        return cells;
    }

    /** {@return a result on the holdout as JSON} */
    public static ObjectNode holdout(HoldoutResult result) {
        return RecordJson.holdout(result);
    }

    /** {@return how a rule did as JSON} */
    public static ObjectNode performance(RulePerformance performance) {
        return RecordJson.performance(performance);
    }

    /** {@return a cell; one that a spreadsheet would take for a formula gets an apostrophe before it, for texts come from anywhere} */
    public static String quoted(String name) {
        boolean formula = name.matches("(?s)[=+\\-@\\t\\r].*") && !name.matches(NUMBER);
        String text = formula ? "'" + name : name;
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
