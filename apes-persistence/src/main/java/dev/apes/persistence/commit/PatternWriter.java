package dev.apes.persistence.commit;

import dev.apes.api.store.PatternRecord;
import dev.apes.persistence.entity.PatternEntity;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PatternJson;
import dev.apes.persistence.table.Texts;
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
        session.createSelectionQuery("from DiscoveredPattern where sessionId = :id order by rank", PatternEntity.class)
                .setParameter("id", sessionId)
                .getResultList()
                .forEach(row -> {
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
