package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.TrainingStep;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Iterations, version 1. Durations are ISO 8601. */
public final class IterationJson {
    private IterationJson() {}

    /**
     * @param record an iteration
     * @return an object
     */
    public static ObjectNode write(IterationRecord record) {
        ObjectNode node = Json.object().put("version", 1);
        node.set("summary", summary(record.summary()));
        node.put("shownImprovement", record.shownImprovement()).put("best", record.best());
        node.set("rules", Json.array(record.rules(), IterationJson::rule));
        node.set("gaps", Json.array(record.gaps().gaps(), IterationJson::gap));
        node.put("strategy", record.strategy());
        node.set("choice", StrategyJson.write(record.choice()));
        node.set("generation", generation(record.generation()));
        node.put("modelSamples", record.modelSamples()).put("candidates", record.candidates());
        node.set("gateTests", Json.array(record.gateTests(), PromotionJson::write));
        node.set("promotions", Json.array(record.promotions(), PromotionJson::write));
        ObjectNode times = node.putObject("stepTimes");
        record.stepTimes().forEach((step, time) -> times.put(step.name(), time.toString()));
        ObjectNode calls = node.putObject("stepCalls");
        record.stepCalls().forEach((step, n) -> calls.put(step.name(), n));
        node.set("notes", Json.texts(record.notes()));
        return node;
    }

    /**
     * @param node what {@link #write} gave
     * @return the iteration
     */
    public static IterationRecord read(JsonNode node) {
        Map<TrainingStep, Duration> times = new LinkedHashMap<>();
        Json.need(node, "stepTimes")
                .properties()
                .forEach(e -> times.put(
                        TrainingStep.valueOf(e.getKey()),
                        Duration.parse(e.getValue().textValue())));
        Map<TrainingStep, Long> calls = new LinkedHashMap<>();
        // earlier versions did not record them
        node.path("stepCalls")
                .properties()
                .forEach(e ->
                        calls.put(TrainingStep.valueOf(e.getKey()), e.getValue().longValue()));
        return new IterationRecord(
                readSummary(Json.need(node, "summary")),
                Json.need(node, "shownImprovement").doubleValue(),
                Json.need(node, "best").booleanValue(),
                Json.list(Json.need(node, "rules"), IterationJson::readRule),
                new GapReport(Json.list(Json.need(node, "gaps"), IterationJson::readGap)),
                Json.need(node, "strategy").textValue(),
                StrategyJson.read(node.get("choice")),
                readGeneration(Json.need(node, "generation")),
                Json.need(node, "modelSamples").intValue(),
                Json.need(node, "candidates").intValue(),
                Json.list(Json.need(node, "gateTests"), PromotionJson::readTest),
                Json.list(Json.need(node, "promotions"), PromotionJson::read),
                times,
                calls,
                Json.list(Json.need(node, "notes"), JsonNode::textValue));
    }

    /**
     * @param metrics figures
     * @return an object
     */
    public static ObjectNode write(PerformanceMetrics metrics) {
        return Json.object()
                .put("modelAccuracy", metrics.modelAccuracy())
                .put("ruleEffectiveness", metrics.ruleEffectiveness())
                .put("patternCoverage", metrics.patternCoverage())
                .put("trainingEfficiency", metrics.trainingEfficiency());
    }

    /**
     * @param node what {@link #write(PerformanceMetrics)} gave
     * @return the figures
     */
    public static PerformanceMetrics readMetrics(JsonNode node) {
        return new PerformanceMetrics(
                Json.need(node, "modelAccuracy").doubleValue(),
                Json.need(node, "ruleEffectiveness").doubleValue(),
                Json.need(node, "patternCoverage").doubleValue(),
                Json.need(node, "trainingEfficiency").doubleValue());
    }

    private static ObjectNode summary(IterationSummary summary) {
        ObjectNode node = Json.object().put("iteration", summary.iteration());
        node.set("metrics", write(summary.metrics()));
        node.put("improvement", summary.improvement())
                .put("promotions", summary.promotions())
                .put("evaluatorCalls", summary.evaluatorCalls())
                .put("elapsed", summary.elapsed().toString())
                .put("targetsReached", summary.targetsReached())
                .put("gapsExhausted", summary.gapsExhausted());
        node.set("trainingLoss", Json.of(summary.trainingLoss()));
        node.set("validationLoss", Json.of(summary.validationLoss()));
        node.set("regretBound", Json.of(summary.regretBound()));
        return node;
    }

    private static IterationSummary readSummary(JsonNode node) {
        return new IterationSummary(
                Json.need(node, "iteration").intValue(),
                readMetrics(Json.need(node, "metrics")),
                Json.need(node, "improvement").doubleValue(),
                Json.need(node, "promotions").intValue(),
                Json.need(node, "evaluatorCalls").longValue(),
                Duration.parse(Json.need(node, "elapsed").textValue()),
                Json.need(node, "targetsReached").booleanValue(),
                Json.need(node, "gapsExhausted").booleanValue(),
                Json.optionalDouble(node.get("trainingLoss")),
                Json.optionalDouble(node.get("validationLoss")),
                Json.optionalDouble(node.get("regretBound")));
    }

    private static ObjectNode rule(RulePerformance rule) {
        ObjectNode node = Json.object()
                .put("ruleId", rule.ruleId())
                .put("prompts", rule.prompts())
                .put("applied", rule.applied())
                .put("meanGain", rule.meanGain())
                .put("gainDeviation", rule.gainDeviation())
                .put("effectiveness", rule.effectiveness());
        node.set("meanGainByDomain", Json.numbers(rule.meanGainByDomain()));
        return node;
    }

    private static RulePerformance readRule(JsonNode node) {
        return new RulePerformance(
                Json.need(node, "ruleId").textValue(),
                Json.need(node, "prompts").intValue(),
                Json.need(node, "applied").intValue(),
                Json.need(node, "meanGain").doubleValue(),
                Json.need(node, "gainDeviation").doubleValue(),
                Json.need(node, "effectiveness").doubleValue(),
                Json.map(Json.need(node, "meanGainByDomain"), JsonNode::doubleValue));
    }

    private static ObjectNode gap(Gap gap) {
        ObjectNode node = Json.object()
                .put("kind", gap.kind().name())
                .put("subject", gap.subject())
                .put("current", gap.current())
                .put("target", gap.target())
                .put("magnitude", gap.magnitude())
                .put("severity", gap.severity())
                .put("potential", gap.potential())
                .put("confidence", gap.confidence())
                .put("hardness", gap.hardness())
                .put("exhausted", gap.exhausted())
                .put("explanation", gap.explanation());
        node.set("trend", Json.of(gap.trend()));
        return node;
    }

    private static Gap readGap(JsonNode node) {
        return new Gap(
                Gap.Kind.valueOf(Json.need(node, "kind").textValue()),
                Json.need(node, "subject").textValue(),
                Json.need(node, "current").doubleValue(),
                Json.need(node, "target").doubleValue(),
                Json.need(node, "magnitude").doubleValue(),
                Json.need(node, "severity").doubleValue(),
                Json.need(node, "potential").doubleValue(),
                Json.need(node, "confidence").doubleValue(),
                Json.optionalDouble(node.get("trend")),
                Json.need(node, "hardness").doubleValue(),
                Json.need(node, "exhausted").booleanValue(),
                Json.need(node, "explanation").textValue());
    }

    private static ObjectNode generation(GenerationRecord generation) {
        ObjectNode node = Json.object()
                .put("method", generation.method())
                .put("rowsRequested", generation.rowsRequested())
                .put("promptsAccepted", generation.promptsAccepted());
        node.set("rejected", Json.counts(generation.rejected()));
        node.set("difficulty", Json.counts(generation.difficulty()));
        node.put("featureDistance", generation.featureDistance());
        node.set("featureDistances", Json.numbers(generation.featureDistances()));
        return node;
    }

    private static GenerationRecord readGeneration(JsonNode node) {
        return new GenerationRecord(
                Json.need(node, "method").textValue(),
                Json.need(node, "rowsRequested").intValue(),
                Json.need(node, "promptsAccepted").intValue(),
                Json.map(Json.need(node, "rejected"), JsonNode::intValue),
                Json.map(Json.need(node, "difficulty"), JsonNode::intValue),
                Json.need(node, "featureDistance").doubleValue(),
                node.has("featureDistances") // records of earlier versions have none
                        ? Json.map(node.get("featureDistances"), JsonNode::doubleValue)
                        : Map.of());
    }
}
