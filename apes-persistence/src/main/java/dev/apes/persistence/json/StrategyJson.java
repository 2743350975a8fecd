package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.StrategyRecord;
import java.util.Optional;

/** Why an iteration generated what it generated. Iterations stored by earlier versions do not say. */
final class StrategyJson {
    private StrategyJson() {}

    static ObjectNode write(StrategyRecord choice) {
        ObjectNode node = Json.object()
                .put("strategy", choice.strategy())
                .put("explanation", choice.explanation())
                .put("runnerUp", choice.runnerUp().orElse(null))
                .put("confidence", choice.confidence())
                .put("rewards", choice.rewards());
        node.set(
                "arms",
                Json.array(
                        choice.arms(),
                        arm -> Json.object()
                                .put("strategy", arm.strategy())
                                .put("weight", arm.weight())
                                .put("mean", arm.mean())
                                .put("squares", arm.squares())));
        node.set("allocation", Json.counts(choice.allocation()));
        node.set("wantedDifficulty", Json.counts(choice.wantedDifficulty()));
        com.fasterxml.jackson.databind.node.ArrayNode levels = node.putArray("levels");
        choice.levels().forEach(levels::add);
        node.set("mixPValue", Json.of(choice.mixPValue()));
        return node;
    }

    static StrategyRecord read(JsonNode node) {
        if (node == null || node.isNull()) {
            return StrategyRecord.NONE;
        }
        return new StrategyRecord(
                Json.need(node, "strategy").textValue(),
                Json.need(node, "explanation").textValue(),
                Optional.ofNullable(node.get("runnerUp")).map(JsonNode::textValue),
                Json.need(node, "confidence").doubleValue(),
                Json.list(
                        Json.need(node, "arms"),
                        arm -> new StrategyRecord.Arm(
                                Json.need(arm, "strategy").textValue(),
                                Json.need(arm, "weight").doubleValue(),
                                Json.need(arm, "mean").doubleValue(),
                                Json.need(arm, "squares").doubleValue())),
                Json.need(node, "rewards").intValue(),
                Json.map(Json.need(node, "allocation"), JsonNode::intValue),
                Json.map(Json.need(node, "wantedDifficulty"), JsonNode::intValue),
                Json.list(Json.need(node, "levels"), JsonNode::doubleValue),
                Json.optionalDouble(node.get("mixPValue")));
    }
}
