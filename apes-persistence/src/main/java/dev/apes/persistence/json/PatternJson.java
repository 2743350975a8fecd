package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.PatternRecord;
import java.util.List;

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
        node.set("conditions", conditions(pattern.conditions()));
        return node;
    }

    /**
     * @param conditions of a pattern
     * @return an array
     */
    public static ArrayNode conditions(List<PatternRecord.Condition> conditions) {
        return Json.array(conditions, PatternJson::condition);
    }

    /**
     * @param node what {@link #conditions} gave
     * @return the conditions
     */
    public static List<PatternRecord.Condition> readConditions(JsonNode node) {
        return Json.list(
                node,
                c -> new PatternRecord.Condition(
                        c.get("feature").textValue(),
                        end(c.get("low"), Double.NEGATIVE_INFINITY),
                        end(c.get("high"), Double.POSITIVE_INFINITY)));
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
                readConditions(Json.need(node, "conditions")),
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
