package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.PatternRecord;

/** Patterns, version 1. An open end of a condition is null. */
public final class PatternJson {
    private PatternJson() {}

    /**
     * @param pattern a pattern
     * @return an object
     */
    public static ObjectNode write(PatternRecord pattern) {
        ObjectNode node = Json.object()
                .put("version", 1)
                .put("ruleId", pattern.ruleId())
                .put("support", pattern.support())
                .put("meanGain", pattern.meanGain())
                .put("lift", pattern.lift())
                .put("liftLow", pattern.liftLow())
                .put("liftHigh", pattern.liftHigh())
                .put("validated", pattern.validated());
        node.set("parameters", ParameterJson.write(pattern.values()));
        node.set("conditions", Json.array(pattern.conditions(), PatternJson::condition));
        return node;
    }

    private static ObjectNode condition(PatternRecord.Condition condition) {
        ObjectNode node = Json.object().put("feature", condition.feature());
        node.put("low", Double.isInfinite(condition.low()) ? null : condition.low());
        node.put("high", Double.isInfinite(condition.high()) ? null : condition.high());
        return node;
    }

    /**
     * @param node what {@link #write} gave
     * @return the pattern
     */
    public static PatternRecord read(JsonNode node) {
        return new PatternRecord(
                Json.need(node, "ruleId").textValue(),
                ParameterJson.read(Json.need(node, "parameters")),
                Json.list(
                        Json.need(node, "conditions"),
                        c -> new PatternRecord.Condition(
                                c.get("feature").textValue(),
                                end(c.get("low"), Double.NEGATIVE_INFINITY),
                                end(c.get("high"), Double.POSITIVE_INFINITY))),
                Json.need(node, "support").doubleValue(),
                Json.need(node, "meanGain").doubleValue(),
                Json.need(node, "lift").doubleValue(),
                Json.need(node, "liftLow").doubleValue(),
                Json.need(node, "liftHigh").doubleValue(),
                Json.need(node, "validated").booleanValue());
    }

    private static double end(JsonNode node, double open) {
        return node == null || node.isNull() ? open : node.doubleValue();
    }
}
