package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.CombinationRecord;
import java.util.Optional;

/** What rules do together, version 1. */
final class CombinationJson {
    private CombinationJson() {}

    static ObjectNode write(CombinationRecord combination) {
        ObjectNode node = Json.object()
                .put("promptType", combination.promptType().orElse(null))
                .put("gain", combination.gain())
                .put("prompts", combination.prompts())
                .put("iteration", combination.iteration());
        node.set("rules", Json.texts(combination.rules()));
        node.set("alone", Json.numbers(combination.alone()));
        combination
                .interaction()
                .ifPresent(i -> node.set(
                        "interaction",
                        Json.object()
                                .put("effect", i.effect())
                                .put("low", i.low())
                                .put("high", i.high())
                                .put("pValue", i.pValue())));
        return node;
    }

    static CombinationRecord read(JsonNode node) {
        return new CombinationRecord(
                Json.list(Json.need(node, "rules"), JsonNode::textValue),
                Optional.ofNullable(node.path("promptType").textValue()),
                Json.need(node, "gain").doubleValue(),
                Json.map(Json.need(node, "alone"), JsonNode::doubleValue),
                Optional.ofNullable(node.get("interaction"))
                        .map(i -> new CombinationRecord.Interaction(
                                Json.need(i, "effect").doubleValue(),
                                Json.need(i, "low").doubleValue(),
                                Json.need(i, "high").doubleValue(),
                                Json.need(i, "pValue").doubleValue())),
                Json.need(node, "prompts").intValue(),
                Json.need(node, "iteration").intValue());
    }
}
