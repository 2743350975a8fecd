package dev.apes.persistence.commit;

import dev.apes.api.store.PatternRecord;
import dev.apes.persistence.entity.PatternEntity;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PatternJson;
import dev.apes.persistence.table.Texts;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.hibernate.Session;

/** Makes a session's patterns those of its last iteration; a pattern that stays keeps its identity and the time it was found. */
final class PatternWriter {
    private PatternWriter() {}

    static void write(Session session, String sessionId, List<PatternRecord> patterns, LocalDateTime now) {
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
                String conditions = inWords(pattern);
                row.describe(
                        Texts.fit(pattern.ruleId() + ": " + conditions, 100),
                        conditions,
                        pattern.lift(),
                        Json.text(Json.object().put("low", pattern.liftLow()).put("high", pattern.liftHigh())),
                        pattern.validated());
                session.persist(row);
            }
            row.rank(rank);
        }
        known.values().forEach(session::remove);
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

    private static String inWords(PatternRecord pattern) {
        StringJoiner words = new StringJoiner(" and ");
        for (PatternRecord.Condition condition : pattern.conditions()) {
            String low = Double.isInfinite(condition.low()) ? "" : condition.low() + " ≤ ";
            String high = Double.isInfinite(condition.high()) ? "" : " < " + condition.high();
            words.add(low + condition.feature() + high);
        }
        return words.toString();
    }
}
