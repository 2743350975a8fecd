package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.IterationJson;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PatternJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads committed iterations and what was found in them. */
public final class IterationTable {
    private IterationTable() {}

    /**
     * @param connection where
     * @param id a session
     * @param after the last iteration already known
     * @param limit how many at most
     * @return later iterations, oldest first
     * @throws SQLException if the database refuses
     */
    public static List<IterationRecord> after(Connection connection, SessionId id, int after, int limit)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT record FROM training_iterations WHERE " + IterationColumn.of(connection)
                        + " = ? AND iteration > ? AND record IS NOT NULL ORDER BY iteration LIMIT ?",
                row -> IterationJson.read(Json.parse(row.getString(1))),
                id.value(),
                after,
                (long) limit);
    }

    /**
     * @param connection where
     * @param id a session
     * @return its patterns in order
     * @throws SQLException if the database refuses
     */
    public static List<PatternRecord> patterns(Connection connection, SessionId id) throws SQLException {
        return Sql.list(
                connection,
                "SELECT pattern_rule FROM discovered_patterns WHERE improvement_session_id = ? AND rank IS NOT NULL ORDER BY rank",
                row -> PatternJson.read(Json.parse(row.getString(1))),
                id.value());
    }
}
