package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.store.FeedbackLog;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What people made of enhanced prompts; others write these rows, APES only reads them. */
public final class FeedbackTable {
    private FeedbackTable() {}

    /**
     * @param connection where
     * @param until what was stored later is left out
     * @param limit how many rows of each table at most; the newest
     * @return the log; empty where the tables are not there yet
     * @throws SQLException if the database refuses
     */
    public static FeedbackLog until(Connection connection, FeedbackLog.Mark until, int limit) throws SQLException {
        boolean ready = Sql.first(
                        connection,
                        "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema()"
                                + " AND (table_name, column_name) IN (('user_feedback', 'applied_rules'),"
                                + " ('rule_performance', 'improvement_session_id'))",
                        row -> row.getInt(1) == 2)
                .orElse(false);
        return ready
                ? new FeedbackLog(
                        ratings(connection, until.rating(), limit), outcomes(connection, until.outcome(), limit))
                : FeedbackLog.EMPTY;
    }

    private static List<FeedbackLog.Rating> ratings(Connection connection, long until, int limit) throws SQLException {
        return oldestFirst(Sql.list(
                connection,
                "SELECT id, original_prompt, improved_prompt, user_rating, applied_rules FROM user_feedback"
                        + " WHERE id <= ? AND user_rating IS NOT NULL AND original_prompt ~ '\\S'"
                        + " AND improved_prompt ~ '\\S' ORDER BY id DESC LIMIT ?",
                row -> new FeedbackLog.Rating(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        rules(Json.parse(row.getString(5)))),
                until,
                limit));
    }

    /** Rows that a training session wrote are its own measurements, not what people said. */
    private static List<FeedbackLog.Outcome> outcomes(Connection connection, long until, int limit)
            throws SQLException {
        return oldestFirst(Sql.list(
                connection,
                "SELECT id, rule_id, coalesce(prompt_type, ''), improvement_score FROM rule_performance"
                        + " WHERE id <= ? AND improvement_session_id IS NULL AND improvement_score IS NOT NULL"
                        + " AND rule_id ~ '\\S' ORDER BY id DESC LIMIT ?",
                row -> new FeedbackLog.Outcome(row.getLong(1), row.getString(2), row.getString(3), row.getDouble(4)),
                until,
                limit));
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst) {
        List<T> list = new ArrayList<>(newestFirst);
        Collections.reverse(list);
        return list;
    }

    /** Earlier programs stored a list of ids, a list of objects with an id, or an object by id. */
    private static List<String> rules(JsonNode applied) {
        List<String> ids = new ArrayList<>();
        if (applied.isObject()) {
            applied.fieldNames().forEachRemaining(ids::add);
        } else if (applied.isTextual()) {
            ids.add(applied.textValue());
        }
        for (JsonNode one : applied.isArray() ? applied : Json.array()) {
            JsonNode id = one.isObject() ? one.path("rule_id").isTextual() ? one.get("rule_id") : one.path("id") : one;
            if (id.isTextual()) {
                ids.add(id.textValue());
            }
        }
        return ids.stream().filter(id -> !id.isBlank()).distinct().toList();
    }
}
