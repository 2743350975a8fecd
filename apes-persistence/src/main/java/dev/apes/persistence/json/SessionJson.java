package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.DataSummary;
import dev.apes.api.HoldoutResult;
import dev.apes.api.StopMode;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a session was started with and how it ended, version 1. */
public final class SessionJson {
    private SessionJson() {}

    /**
     * What a session was started with.
     *
     * @param evaluator who judges
     * @param seed from which every random stream is derived
     * @param configuration settings in force
     * @param initialParameters the incumbents at the start
     */
    public record Start(
            EvaluatorInfo evaluator,
            long seed,
            Map<String, String> configuration,
            Map<String, ParameterValues> initialParameters) {}

    /**
     * @param session a session
     * @return what it was started with
     */
    public static ObjectNode writeStart(SessionRecord session) {
        ObjectNode node = Json.object().put("version", 1);
        ObjectNode evaluator = node.putObject("evaluator")
                .put("name", session.evaluator().name())
                .put("version", session.evaluator().version())
                .put("description", session.evaluator().description())
                .put("deterministic", session.evaluator().deterministic())
                .put("paid", session.evaluator().paid());
        evaluator.set("configuration", Json.strings(session.evaluator().configuration()));
        ArrayNode reliability = evaluator.putArray("reliability");
        session.evaluator().reliability().forEach(reliability::add);
        node.put("seed", session.seed());
        node.set("configuration", Json.strings(session.configuration()));
        ObjectNode initial = node.putObject("initialParameters");
        session.initialParameters().forEach((rule, values) -> initial.set(rule, ParameterJson.write(values)));
        return node;
    }

    /**
     * @param node what {@link #writeStart} gave
     * @return it
     */
    public static Start readStart(JsonNode node) {
        JsonNode evaluator = Json.need(node, "evaluator");
        return new Start(
                new EvaluatorInfo(
                        Json.need(evaluator, "name").textValue(),
                        Json.need(evaluator, "version").textValue(),
                        Json.need(evaluator, "description").textValue(),
                        Json.need(evaluator, "deterministic").booleanValue(),
                        Json.need(evaluator, "paid").booleanValue(),
                        Json.map(Json.need(evaluator, "configuration"), JsonNode::textValue),
                        // sessions of before this was kept have none
                        evaluator
                                .path("reliability")
                                .valueStream()
                                .map(JsonNode::textValue)
                                .toList()),
                Json.need(node, "seed").longValue(),
                Json.map(Json.need(node, "configuration"), JsonNode::textValue),
                Json.map(Json.need(node, "initialParameters"), ParameterJson::read));
    }

    /**
     * @param end how a session ended
     * @return an object
     */
    public static ObjectNode write(SessionEnd end) {
        ObjectNode node = Json.object()
                .put("version", 1)
                .put("reason", end.reason())
                .put("explanation", end.explanation())
                .put("at", end.at().toString())
                .put("evaluatorCalls", end.evaluatorCalls());
        end.holdout().ifPresent(h -> node.set("holdout", holdout(h)));
        node.set("holdoutBySource", Json.array(end.holdoutBySource(), SessionJson::holdout));
        end.shutdown()
                .ifPresent(s -> node.putObject("shutdown")
                        .put("mode", s.mode().name())
                        .put("took", s.took().toString())
                        .put("killed", s.killed()));
        return node;
    }

    /**
     * @param node what {@link #write(SessionEnd)} gave
     * @return how the session ended
     */
    public static SessionEnd readEnd(JsonNode node) {
        return new SessionEnd(
                Json.need(node, "reason").textValue(),
                Json.need(node, "explanation").textValue(),
                Instant.parse(Json.need(node, "at").textValue()),
                Json.need(node, "evaluatorCalls").longValue(),
                Optional.ofNullable(node.get("holdout")).map(SessionJson::readHoldout),
                Json.list(Json.need(node, "holdoutBySource"), SessionJson::readHoldout),
                Optional.ofNullable(node.get("shutdown")).map(SessionJson::readShutdown));
    }

    private static SessionEnd.Shutdown readShutdown(JsonNode node) {
        return new SessionEnd.Shutdown(
                StopMode.valueOf(Json.need(node, "mode").textValue()),
                Duration.parse(Json.need(node, "took").textValue()),
                Json.need(node, "killed").booleanValue());
    }

    private static ObjectNode holdout(HoldoutResult result) {
        return Json.object()
                .put("group", result.group())
                .put("prompts", result.prompts())
                .put("differing", result.differing())
                .put("raw", result.raw())
                .put("atStart", result.atStart())
                .put("atEnd", result.atEnd())
                .put("low", result.low())
                .put("high", result.high());
    }

    private static HoldoutResult readHoldout(JsonNode node) {
        return new HoldoutResult(
                Json.need(node, "group").textValue(),
                Json.need(node, "prompts").intValue(),
                Json.need(node, "differing").intValue(),
                Json.need(node, "raw").doubleValue(),
                Json.need(node, "atStart").doubleValue(),
                Json.need(node, "atEnd").doubleValue(),
                Json.need(node, "low").doubleValue(),
                Json.need(node, "high").doubleValue());
    }

    /**
     * @param summary where prompts went
     * @return an object
     */
    public static ObjectNode write(DataSummary summary) {
        return Json.object()
                .put("source", summary.source())
                .put("given", summary.given())
                .put("duplicates", summary.duplicates())
                .put("setAside", summary.setAside())
                .put("training", summary.training())
                .put("validation", summary.validation())
                .put("holdout", summary.holdout());
    }

    /**
     * @param node what {@link #write(DataSummary)} gave
     * @return where prompts went
     */
    public static DataSummary readSummary(JsonNode node) {
        return new DataSummary(
                Json.need(node, "source").textValue(),
                Json.need(node, "given").intValue(),
                Json.need(node, "duplicates").intValue(),
                Json.need(node, "setAside").intValue(),
                Json.need(node, "training").intValue(),
                Json.need(node, "validation").intValue(),
                Json.need(node, "holdout").intValue());
    }
}
