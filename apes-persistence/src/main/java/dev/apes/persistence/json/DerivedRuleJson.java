package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import java.util.Optional;

/** Derived rules with what they were made of, version 1. */
final class DerivedRuleJson {
    private DerivedRuleJson() {}

    static ObjectNode write(Derivation derivation) {
        DerivedRule rule = derivation.rule();
        ObjectNode node = Json.object()
                .put("id", rule.id())
                .put("baseRule", rule.baseRule())
                .put("confines", rule.confines());
        node.set("parameters", ParameterJson.write(rule.values()));
        node.set("conditions", PatternJson.conditions(rule.conditions()));
        derivation.pattern().ifPresent(p -> node.set("pattern", PatternJson.write(p)));
        return node;
    }

    static Derivation read(JsonNode node) {
        DerivedRule rule = new DerivedRule(
                Json.need(node, "id").textValue(),
                Json.need(node, "baseRule").textValue(),
                ParameterJson.read(Json.need(node, "parameters")),
                PatternJson.readConditions(Json.need(node, "conditions")),
                Json.need(node, "confines").booleanValue());
        return new Derivation(rule, Optional.ofNullable(node.get("pattern")).map(PatternJson::read));
    }
}
