package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.SessionRecord;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

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

    /** Copies. */
    public SessionExport {
        iterations = List.copyOf(iterations);
        patterns = List.copyOf(patterns);
    }

    /** {@return one JSON document, indented, with a line end} */
    public String json() {
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
        return Json.document(node);
    }

    private static ObjectNode iteration(IterationRecord record) {
        ObjectNode node = RecordJson.iteration(record);
        node.set("timing", TimingJson.of(record));
        return node;
    }

    /** {@return a header and one line for each iteration, ended by CR LF as RFC 4180 has it} */
    public String csv() {
        StringBuilder csv = new StringBuilder("session_id,iteration,model_accuracy,rule_effectiveness,pattern_coverage,"
                + "training_efficiency,improvement,best,strategy,generated,candidates,promotions,promoted_rules,"
                + "evaluator_calls,seconds,accepted_changes\r\n");
        SortedMap<Integer, String> accepted = SessionRecord.acceptedChanges(session.configuration());
        for (IterationRecord record : iterations) {
            PerformanceMetrics m = record.summary().metrics();
            csv.append(String.join(
                            ",",
                            session.id().value(),
                            String.valueOf(record.iteration()),
                            String.valueOf(m.modelAccuracy()),
                            String.valueOf(m.ruleEffectiveness()),
                            String.valueOf(m.patternCoverage()),
                            String.valueOf(m.trainingEfficiency()),
                            String.valueOf(record.summary().improvement()),
                            String.valueOf(record.best()),
                            quoted(record.strategy()),
                            String.valueOf(record.generation().promptsAccepted()),
                            String.valueOf(record.candidates()),
                            String.valueOf(record.promotions().size()),
                            quoted(String.join(
                                    ";",
                                    record.promotions().stream()
                                            .map(p -> p.id().ruleId())
                                            .toList())),
                            String.valueOf(record.summary().evaluatorCalls()),
                            String.valueOf(Json.seconds(record.stepTimes().values().stream()
                                    .reduce(java.time.Duration.ZERO, java.time.Duration::plus))),
                            // what an iteration is the first to be made with
                            quoted(accepted.getOrDefault(record.iteration() - 1, ""))))
                    .append("\r\n");
        }
        return csv.toString();
    }

    /** A cell that a spreadsheet would take for a formula gets an apostrophe before it; names come from plugins. */
    static String quoted(String name) {
        String text = name.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + name : name;
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
