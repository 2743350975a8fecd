package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.stopping.StopReason;
import dev.apes.cli.input.PromptFile;
import java.util.Locale;
import java.util.Optional;

/**
 * The final report as one JSON document, the form of {@code --export}. Keys come in a fixed order; {@code sessionId} and {@code
 * timing} alone differ between two runs with one seed.
 */
public final class ReportJson {
    /** Value of the field {@code format}. */
    public static final String FORMAT = "apes-training-report";
    /** Value of the field {@code formatVersion}; rises when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    private ReportJson() {}

    /**
     * @param report a session's report
     * @param input the prompt file, if there was one
     * @return the document, indented, with a line end
     */
    public static String document(TrainingReport report, Optional<PromptFile> input) {
        return Json.document(of(report, input));
    }

    static ObjectNode of(TrainingReport report, Optional<PromptFile> input) {
        ObjectNode node = Json.object()
                .put("format", FORMAT)
                .put("formatVersion", VERSION)
                .put("sessionId", report.session().value())
                .put("status", report.status().name().toLowerCase(Locale.ROOT));
        node.set("stopReason", stopReason(report.stopReason()));
        node.put("stopExplanation", report.stopExplanation());
        node.set("evaluator", evaluator(report.evaluator()));
        input.ifPresent(file -> node.set("input", RecordJson.input(file)));
        node.set("data", RecordJson.data(report.data()));
        report.holdout()
                .ifPresentOrElse(
                        result -> node.set("holdout", RecordJson.holdout(result)), () -> node.putNull("holdout"));
        node.set("holdoutBySource", Json.list(report.holdoutBySource(), RecordJson::holdout));
        ObjectNode rules = node.putObject("rules");
        report.rules().forEach(rule -> rules.set(rule.ruleId(), rule(rule)));
        node.set("promotions", Json.list(report.promotions(), RecordJson::promotion));
        node.set("iterations", Json.list(report.iterations(), RecordJson::iteration));
        node.set("patterns", Json.list(report.patterns(), RecordJson::pattern));
        node.set("combinations", Json.list(report.combinations(), RecordJson::combination));
        node.set("derivedRules", Json.list(report.derived(), RecordJson::derived));
        node.set("examples", Json.list(report.examples(), RecordJson::example));
        node.put("evaluatorCalls", report.evaluatorCalls());
        node.set("provenance", Json.texts(report.provenance()));
        node.set("timing", TimingJson.of(report));
        return node;
    }

    private static ObjectNode rule(RuleReport rule) {
        ObjectNode node = Json.object().put("changed", rule.changed());
        node.set("parameters", Json.parameters(rule.atEnd()));
        node.set("parametersAtStart", Json.parameters(rule.atStart()));
        node.set("performance", RecordJson.performance(rule.performance()));
        return node.put("verdict", rule.verdict());
    }

    private static ObjectNode evaluator(EvaluatorInfo info) {
        ObjectNode node = Json.object()
                .put("name", info.name())
                .put("version", info.version())
                .put("description", info.description())
                .put("deterministic", info.deterministic())
                .put("paid", info.paid());
        node.set("configuration", Json.texts(info.configuration()));
        ArrayNode reliability = node.putArray("reliability");
        info.reliability().forEach(reliability::add);
        return node;
    }

    private static ObjectNode stopReason(StopReason reason) {
        ObjectNode node = Json.object().put("code", reason.code());
        if (reason instanceof StopReason.ImprovementBelowThreshold r) {
            node.put("threshold", r.threshold()).put("patience", r.patience());
        } else if (reason instanceof StopReason.CorrelationPlateau r) {
            node.put("correlation", r.correlation()).put("iterations", r.iterations());
        } else if (reason instanceof StopReason.MaxIterations r) {
            node.put("limit", r.limit());
        } else if (reason instanceof StopReason.TimeLimit r) {
            node.put("limitSeconds", Json.seconds(r.limit()));
        } else if (reason instanceof StopReason.EvaluationBudget r) {
            node.put("limit", r.limit());
        } else if (reason instanceof StopReason.UserRequest r) {
            node.put("mode", r.mode().name().toLowerCase(Locale.ROOT));
        } else if (reason instanceof StopReason.Signal r) {
            node.put("signal", r.name());
        } else if (reason instanceof StopReason.StoreLost r) {
            node.put("problem", r.problem());
        } else if (reason instanceof StopReason.Criterion r) {
            node.put("criterion", r.criterion());
        } else if (reason instanceof StopReason.Failure r) {
            node.put("step", r.step().name().toLowerCase(Locale.ROOT)).put("problem", r.problem());
        }
        return node;
    }
}
