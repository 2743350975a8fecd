package dev.apes.persistence.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.IterationJson;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.SessionJson;
import dev.apes.persistence.table.SessionTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads sessions with their records. */
public final class SessionRows {
    private SessionRows() {}

    /**
     * @param connection where
     * @param limit how many at most
     * @return the newest, newest first
     * @throws SQLException if the database refuses
     */
    public static List<SessionRow> newest(Connection connection, int limit) throws SQLException {
        return read(connection, "TRUE ORDER BY s.begun_at DESC, s.id DESC LIMIT ?", (long) limit);
    }

    /**
     * @param connection where
     * @param id a session
     * @return it, if there is one of this id
     * @throws SQLException if the database refuses
     */
    public static Optional<SessionRow> of(Connection connection, SessionId id) throws SQLException {
        return read(connection, "s.session_id = ?", id.value()).stream().findFirst();
    }

    private static List<SessionRow> read(Connection connection, String which, Object parameter) throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + SessionTable.COLUMNS + ", s.stop_requested, s.best_performance,"
                        + " extract(epoch FROM clock_timestamp() - s.heartbeat_at)::double precision AS heartbeat_age,"
                        + " i.performance_metrics, i.created_at AS committed_at, d.summary FROM improvement_sessions s"
                        + " LEFT JOIN training_iterations i ON i." + IterationColumn.of(connection)
                        + " = s.session_id AND i.iteration = s.total_iterations"
                        + " LEFT JOIN training_data_sets d ON d.data_key = s.data_key"
                        + " WHERE s.session_type = 'continuous_training' AND " + which,
                SessionRows::sessionRow,
                parameter);
    }

    private static SessionRow sessionRow(ResultSet row) throws SQLException {
        Object age = row.getObject("heartbeat_age");
        String summary = row.getString("summary");
        return new SessionRow(
                SessionTable.read(row),
                age == null
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(Math.max(0, Math.round(1000 * ((Number) age).doubleValue())))),
                Optional.ofNullable(row.getString("stop_requested")).map(StopMode::valueOf),
                metrics(row.getString("performance_metrics")),
                best(row.getString("best_performance")),
                Optional.ofNullable(Sql.instant(row, "committed_at")),
                summary == null ? Optional.empty() : Optional.of(SessionJson.readSummary(Json.parse(summary))));
    }

    private static Optional<SessionRow.Best> best(String json) {
        JsonNode iteration = Json.parse(json).get("iteration");
        return metrics(json)
                .map(metrics -> new SessionRow.Best(
                        iteration == null ? Optional.empty() : Optional.of(iteration.intValue()), metrics));
    }

    private static Optional<PerformanceMetrics> metrics(String json) {
        JsonNode node = Json.parse(json);
        return node.has("modelAccuracy") ? Optional.of(IterationJson.readMetrics(node)) : Optional.empty();
    }
}
