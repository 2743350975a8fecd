package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers of paid evaluators. */
public final class LedgerTable {
    private static final int BATCH = 5_000;

    private LedgerTable() {}

    /**
     * @param connection where
     * @param keys ledger keys
     * @return the answers among them, in the order of {@code keys}
     * @throws SQLException if the database refuses
     */
    public static Map<String, Evaluation> recall(Connection connection, Collection<String> keys) throws SQLException {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
        Map<String, Evaluation> found = new LinkedHashMap<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<String> batch = distinct.subList(from, Math.min(distinct.size(), from + BATCH));
            Sql.list(
                    connection,
                    "SELECT evaluation_key, score, facets FROM evaluations WHERE evaluation_key = ANY (?)",
                    row -> found.put(
                            row.getString(1), new Evaluation(row.getDouble(2), Json.readNumbers(row.getString(3)))),
                    batch);
        }
        Map<String, Evaluation> ordered = new LinkedHashMap<>();
        distinct.stream().filter(found::containsKey).forEach(key -> ordered.put(key, found.get(key)));
        return ordered;
    }

    /**
     * Stores answers; a key already stored keeps its first. Keys go in one order, so that two who store the same do not wait for
     * each other.
     *
     * @param connection in a transaction
     * @param answers by ledger key
     * @throws SQLException if the database refuses
     */
    public static void remember(Connection connection, Map<String, Evaluation> answers) throws SQLException {
        List<Map.Entry<String, Evaluation>> ordered = new ArrayList<>(new TreeMap<>(answers).entrySet());
        for (int from = 0; from < ordered.size(); from += BATCH) {
            List<Map.Entry<String, Evaluation>> batch = ordered.subList(from, Math.min(ordered.size(), from + BATCH));
            Sql.run(
                    connection,
                    "INSERT INTO evaluations (evaluation_key, score, facets)"
                            + " SELECT k, s, cast(f AS json) FROM unnest(?, ?, ?) AS a (k, s, f) ON CONFLICT (evaluation_key) DO NOTHING",
                    batch.stream().map(Map.Entry::getKey).toList(),
                    batch.stream().mapToDouble(e -> e.getValue().score()).toArray(),
                    batch.stream()
                            .map(e -> Json.text(Json.numbers(e.getValue().facets())))
                            .toList());
            Sql.run(
                    connection,
                    "DELETE FROM evaluations_asked WHERE evaluation_key = ANY (?)",
                    batch.stream().map(Map.Entry::getKey).toList());
        }
    }

    /**
     * Notes that answers are about to be paid for; {@link #remember} takes the note back.
     *
     * @param connection in a transaction
     * @param session who asks
     * @param keys ledger keys
     * @throws SQLException if the database refuses
     */
    public static void asking(Connection connection, SessionId session, Collection<String> keys) throws SQLException {
        Sql.run(
                connection,
                "INSERT INTO evaluations_asked (session_id, evaluation_key) SELECT ?, k FROM unnest(?) AS a (k)"
                        + " ORDER BY k ON CONFLICT (session_id, evaluation_key) DO UPDATE SET asked_at = now()",
                session.value(),
                keys);
    }
}
