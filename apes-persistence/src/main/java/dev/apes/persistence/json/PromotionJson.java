package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.PromotionRecord;

/** Promotions and what the gate made of candidates, version 1. */
public final class PromotionJson {
    private PromotionJson() {}

    /**
     * @param promotion a promotion
     * @return an object
     */
    public static ObjectNode write(PromotionRecord promotion) {
        ObjectNode node = Json.object()
                .put("session", promotion.id().session().value())
                .put("ruleId", promotion.id().ruleId())
                .put("iteration", promotion.id().iteration());
        node.set("before", ParameterJson.write(promotion.before()));
        node.set("after", ParameterJson.write(promotion.after()));
        return node.put("effect", promotion.effect())
                .put("low", promotion.low())
                .put("high", promotion.high())
                .put("standardizedEffect", promotion.standardizedEffect())
                .put("pValue", promotion.pValue())
                .put("alpha", promotion.alpha())
                .put("n", promotion.n());
    }

    static PromotionRecord read(JsonNode node) {
        return new PromotionRecord(
                new PromotionId(
                        new SessionId(Json.need(node, "session").textValue()),
                        Json.need(node, "ruleId").textValue(),
                        Json.need(node, "iteration").intValue()),
                ParameterJson.read(Json.need(node, "before")),
                ParameterJson.read(Json.need(node, "after")),
                Json.need(node, "effect").doubleValue(),
                Json.need(node, "low").doubleValue(),
                Json.need(node, "high").doubleValue(),
                Json.need(node, "standardizedEffect").doubleValue(),
                Json.need(node, "pValue").doubleValue(),
                Json.need(node, "alpha").doubleValue(),
                Json.need(node, "n").intValue());
    }

    /**
     * @param test what the gate made of a candidate
     * @return an object
     */
    public static ObjectNode write(GateTestRecord test) {
        return Json.object()
                .put("ruleId", test.ruleId())
                .put("outcome", test.outcome().name())
                .put("effect", test.effect())
                .put("pValue", test.pValue())
                .put("alpha", test.alpha())
                .put("n", test.n())
                .put("needed", test.needed())
                .put("explanation", test.explanation());
    }

    static GateTestRecord readTest(JsonNode node) {
        return new GateTestRecord(
                Json.need(node, "ruleId").textValue(),
                GateTestRecord.Outcome.valueOf(Json.need(node, "outcome").textValue()),
                Json.need(node, "effect").doubleValue(),
                Json.need(node, "pValue").doubleValue(),
                Json.need(node, "alpha").doubleValue(),
                Json.need(node, "n").intValue(),
                Json.need(node, "needed").intValue(),
                Json.need(node, "explanation").textValue());
    }
}
