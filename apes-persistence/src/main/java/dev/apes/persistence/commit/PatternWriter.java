package dev.apes.persistence.commit;

import dev.apes.api.store.PatternRecord;
import dev.apes.persistence.entity.PatternEntity;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PatternJson;
import dev.apes.persistence.table.DerivedRuleTable;
import dev.apes.persistence.table.Texts;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Makes a session's patterns those of its last iteration; a pattern that stays keeps its identity and the time it was found. One that a
 * rule was made of is never removed; without a rank it is no pattern of the last iteration any more.
 */
final class PatternWriter {
    private PatternWriter() {}

    /** Gives each pattern's identity, in order. */
    static List<UUID> write(Session session, String sessionId, List<PatternRecord> patterns, LocalDateTime now) {
        List<UUID> ids = new ArrayList<>();
        Map<PatternRecord, PatternEntity> known = new HashMap<>();
        stored(session, sessionId).forEach(row -> {
            if (known.putIfAbsent(PatternJson.read(Json.parse(row.patternRule())), row) != null) {
                session.remove(row);
            }
        });
        for (int rank = 0; rank < patterns.size(); rank++) {
            PatternRecord pattern = patterns.get(rank);
            PatternEntity row = known.remove(pattern);
            if (row == null) {
                row = new PatternEntity(sessionId, pattern.ruleId(), Json.text(PatternJson.write(pattern)), now);
                String conditions = inWords(pattern.conditions());
                row.describe(
                        Texts.fit(pattern.ruleId() + ": " + conditions, 100),
                        conditions,
                        pattern.lift(),
                        Json.text(Json.object().put("low", pattern.liftLow()).put("high", pattern.liftHigh())),
                        pattern.validated());
                session.persist(row);
            }
            row.rank(rank);
            ids.add(row.patternId());
        }
        if (!known.isEmpty()) {
            Set<UUID> linked = session.doReturningWork(DerivedRuleTable::patterns);
            known.values().forEach(row -> {
                if (linked.contains(row.patternId())) {
                    row.retire();
                } else {
                    session.remove(row);
                }
            });
        }
        return ids;
    }

    /** Without the query language, whose parser alone would take a quarter of a second in a young virtual machine. */
    private static List<PatternEntity> stored(Session session, String sessionId) {
        CriteriaBuilder build = session.getCriteriaBuilder();
        CriteriaQuery<PatternEntity> query = build.createQuery(PatternEntity.class);
        Root<PatternEntity> pattern = query.from(PatternEntity.class);
        query.select(pattern)
                .where(build.equal(pattern.get("sessionId"), sessionId))
                .orderBy(build.asc(pattern.get("rank")));
        return session.createQuery(query).getResultList();
    }

    static String inWords(List<PatternRecord.Condition> conditions) {
        StringJoiner words = new StringJoiner(" and ");
        for (PatternRecord.Condition condition : conditions) {
            String low = Double.isInfinite(condition.low()) ? "" : condition.low() + " ≤ ";
            String high = Double.isInfinite(condition.high()) ? "" : " < " + condition.high();
            words.add(low + condition.feature() + high);
        }
        return words.toString();
    }
}
