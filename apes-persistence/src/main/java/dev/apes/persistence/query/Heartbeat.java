package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.table.LeaseLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * When the process of a session that has not ended was last heard of. Plan: {@code idx_improvement_sessions_alive}, which holds none but
 * such sessions.
 *
 * @param session the session
 * @param age how long ago by the server's clock, not negative
 * @param held whether a process still holds the session's lease
 */
public record Heartbeat(SessionId session, Duration age, boolean held) {
    private static final String UNENDED =
            "s.session_type = 'continuous_training' AND s.status IN ('running', 'stopping')"
                    + " AND s.lease_host IS NOT NULL";

    /**
     * @param connection where
     * @return of each session that a process began and did not end, at most 100
     * @throws SQLException if the database refuses
     */
    public static List<Heartbeat> of(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "SELECT s.session_id, extract(epoch FROM clock_timestamp() - coalesce(s.heartbeat_at, s.begun_at))::double precision"
                        + " AS age, " + LeaseLock.HELD + " AS held FROM improvement_sessions s WHERE " + UNENDED
                        + " ORDER BY s.begun_at DESC LIMIT 100",
                row -> new Heartbeat(
                        new SessionId(row.getString("session_id")),
                        Duration.ofMillis(Math.max(0, Math.round(1_000 * row.getDouble("age")))),
                        row.getBoolean("held")));
    }

    /**
     * Clears what says so of sessions that have ended since, or that a process holds again and is heard of.
     *
     * @param connection where
     * @param silent from what age on a process counts as not heard of
     * @return how many were cleared
     * @throws SQLException if the database refuses
     */
    public static int clearHeard(Connection connection, Duration silent) throws SQLException {
        return Sql.run(
                connection,
                "UPDATE training_alerts a SET cleared_at = now() WHERE a.kind = 'lost_heartbeat' AND a.cleared_at IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM improvement_sessions s WHERE s.session_id = a.session_id AND "
                        + UNENDED
                        + " AND (NOT " + LeaseLock.HELD
                        + " OR coalesce(s.heartbeat_at, s.begun_at) < clock_timestamp() - make_interval(secs => ?)))",
                silent.toMillis() / 1_000.0);
    }
}
