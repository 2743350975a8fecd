package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.store.CombinationRecord;
import dev.apes.persistence.jdbc.CopyRows;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rules do together ({@code rule_combinations}, a table of the earlier program). What its columns have no room for stands in {@code
 * individual_scores} under {@value #OWN}, the session among it, so that rows of others are told apart and left alone.
 */
public final class CombinationTable {
    private static final String OWN = "_apes";

    private CombinationTable() {}

    /**
     * Puts a session's combinations in the place of its earlier ones.
     *
     * @param connection in a transaction
     * @param session the session
     * @param combinations what it found; nothing happens if there are none
     * @throws SQLException if the database refuses
     */
    public static void replace(Connection connection, String session, List<CombinationRecord> combinations)
            throws SQLException {
        if (combinations.isEmpty()) {
            return;
        }
        Sql.run(
                connection,
                "DELETE FROM rule_combinations WHERE individual_scores -> '_apes' ->> 'session' = ?",
                session);
        int rank = 0;
        try (CopyRows copy = new CopyRows(
                connection,
                "rule_combinations (rule_set, prompt_type, combined_effectiveness, individual_scores, sample_size,"
                        + " statistical_confidence)")) {
            for (CombinationRecord one : combinations) {
                ArrayNode rules = Json.array();
                one.rules().forEach(rules::add);
                copy.add(
                        Json.text(rules),
                        one.promptType().map(t -> Texts.fit(t, 50)).orElse(null),
                        one.gain(),
                        Json.text(scores(one, session, rank++)),
                        one.prompts(),
                        one.interaction().map(i -> (Object) (1 - i.pValue())).orElse(null));
            }
            copy.finish();
        }
    }

    private static ObjectNode scores(CombinationRecord one, String session, int rank) {
        ObjectNode scores = Json.numbers(one.alone());
        ObjectNode own = scores.putObject(OWN)
                .put("session", session)
                .put("iteration", one.iteration())
                .put("rank", rank);
        one.interaction()
                .ifPresent(i -> own.put("interaction", i.effect())
                        .put("low", i.low())
                        .put("high", i.high())
                        .put("pValue", i.pValue()));
        return scores;
    }

    /**
     * @param connection where
     * @param session a session
     * @return its combinations, in the order given
     * @throws SQLException if the database refuses
     */
    public static List<CombinationRecord> of(Connection connection, String session) throws SQLException {
        return Sql.list(
                connection,
                "SELECT rule_set, prompt_type, combined_effectiveness, individual_scores, sample_size FROM rule_combinations"
                        + " WHERE individual_scores -> '_apes' ->> 'session' = ?"
                        + " ORDER BY cast(individual_scores -> '_apes' ->> 'rank' AS int)",
                row -> {
                    List<String> rules = new ArrayList<>();
                    Json.parse(row.getString(1)).forEach(rule -> rules.add(rule.textValue()));
                    JsonNode scores = Json.parse(row.getString(4));
                    JsonNode own = scores.path(OWN);
                    Map<String, Double> alone = new LinkedHashMap<>();
                    // jsonb keeps no order of its fields
                    rules.forEach(rule -> alone.put(rule, scores.path(rule).doubleValue()));
                    return new CombinationRecord(
                            rules,
                            Optional.ofNullable(row.getString(2)),
                            row.getDouble(3),
                            alone,
                            own.has("interaction")
                                    ? Optional.of(new CombinationRecord.Interaction(
                                            own.path("interaction").doubleValue(),
                                            own.path("low").doubleValue(),
                                            own.path("high").doubleValue(),
                                            own.path("pValue").doubleValue()))
                                    : Optional.empty(),
                            row.getInt(5),
                            own.path("iteration").intValue());
                },
                session);
    }
}
