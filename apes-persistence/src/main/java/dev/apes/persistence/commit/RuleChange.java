package dev.apes.persistence.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.PromotionRecord;
import dev.apes.persistence.entity.Orm;
import dev.apes.persistence.entity.RuleMetadataEntity;
import dev.apes.persistence.entity.RuleParameterChange;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.table.RuleVersion;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Puts parameters in force and writes down what they were. */
final class RuleChange {
    /** What a promotion that changes which rules are applied is recorded under; it has no row of its own in rule_metadata. */
    private static final String SELECTION = "rule_selection";

    private final Session session;
    private final Instant now;

    RuleChange(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    void promote(PromotionRecord promotion) {
        RuleParameterChange change = new RuleParameterChange(
                "promotion",
                promotion.id().ruleId(),
                promotion.id().session().value(),
                promotion.id().iteration(),
                now);
        change.evidence(
                promotion.effect(),
                promotion.low(),
                promotion.high(),
                promotion.standardizedEffect(),
                promotion.pValue(),
                promotion.alpha(),
                promotion.n());
        apply(change, promotion.id().ruleId(), promotion.before(), promotion.after());
    }

    void rollBack(PromotionRecord promotion) {
        apply(
                new RuleParameterChange(
                        "rollback",
                        promotion.id().ruleId(),
                        promotion.id().session().value(),
                        promotion.id().iteration(),
                        now),
                promotion.id().ruleId(),
                promotion.after(),
                promotion.before());
    }

    private void apply(RuleParameterChange change, String ruleId, ParameterValues before, ParameterValues after) {
        Optional<RuleMetadataEntity> row = lock(ruleId);
        String from = row.map(RuleMetadataEntity::ruleVersion).orElse(null);
        String to = from;
        if (row.isPresent()) {
            JsonNode stored = Json.parse(row.get().defaultParameters());
            List<String> differing = differing(stored, before);
            if (!differing.isEmpty()) {
                throw new SessionStateException("Rule " + ruleId + " is not in force as training knew it: "
                        + String.join(", ", differing)
                        + ". Somebody changed it meanwhile; nothing was stored. Resume the session, and it goes on from the"
                        + " parameters in force");
            }
            to = RuleVersion.raised(from);
            if (row.get().derived() && after.asMap().isEmpty()) {
                row.get().switchOff();
            } else {
                row.get().putInForce(Json.text(merged(stored, after)), to);
            }
        }
        change.change(Json.text(ParameterJson.write(before)), Json.text(ParameterJson.write(after)), from, to);
        session.persist(change);
    }

    /**
     * @param ruleId a rule
     * @return its row, locked; empty for the selection of rules
     */
    Optional<RuleMetadataEntity> lock(String ruleId) {
        RuleMetadataEntity row = Orm.find(session, RuleMetadataEntity.class, ruleId, LockModeType.PESSIMISTIC_WRITE);
        if (row == null && !ruleId.equals(SELECTION)) {
            throw new SessionStateException(
                    "Rule " + ruleId
                            + " has no row in rule_metadata; nothing was stored. Prepare the store with this rule first ('apes train' does)");
        }
        return Optional.ofNullable(row);
    }

    static List<String> differing(JsonNode stored, ParameterValues expected) {
        List<String> differing = new ArrayList<>();
        ParameterJson.write(expected).properties().forEach(e -> {
            JsonNode there = stored.get(e.getKey());
            if (there != null && !ParameterJson.same(there, e.getValue())) {
                differing.add(e.getKey() + " is " + there + " and not " + e.getValue());
            }
        });
        return differing;
    }

    private static JsonNode merged(JsonNode stored, ParameterValues after) {
        ObjectNode merged = stored.isObject() ? (ObjectNode) stored.deepCopy() : Json.object();
        merged.setAll(ParameterJson.write(after));
        return merged;
    }
}
