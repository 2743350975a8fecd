package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Rows of {@code training_shutdowns}: each time that a process ceased to run a session. */
public final class ShutdownTable {
    private static final int KEPT = 10_000;

    private ShutdownTable() {}

    /**
     * @param connection in a transaction
     * @param id the session, whose row has its number of iterations and its lease
     * @param status how it ended
     * @param end why
     * @throws SQLException if the database refuses
     */
    static void ended(Connection connection, SessionId id, SessionStatus status, SessionEnd end) throws SQLException {
        String mode = end.shutdown()
                .map(s -> s.mode() == StopMode.FORCE ? "forced" : "graceful")
                .orElse("by_itself");
        boolean killed = end.shutdown().filter(SessionEnd.Shutdown::killed).isPresent();
        add(
                connection,
                id,
                mode,
                killed ? "killed" : status.name().toLowerCase(Locale.ROOT),
                Texts.fit(end.reason(), 100),
                end.shutdown().map(s -> s.took().toMillis() / 1000.0).orElse(null));
    }

    /**
     * Of a session that is run by nobody and has not ended: so its process crashed, when it was last heard of.
     *
     * @param connection in a transaction
     * @param id the session
     * @throws SQLException if the database refuses
     */
    static void crashed(Connection connection, SessionId id) throws SQLException {
        add(connection, id, "crashed", "crashed", null, null);
    }

    private static void add(
            Connection connection, SessionId id, String mode, String outcome, String reason, Double seconds)
            throws SQLException {
        Sql.run(
                connection,
                "INSERT INTO training_shutdowns (session_id, mode, outcome, reason, duration_seconds, iterations,"
                        + " calls_in_flight, lease_host, lease_pid, ended_at)"
                        + " SELECT s.session_id, ?, ?, cast(? AS text), cast(? AS double precision), coalesce(s.total_iterations, 0),"
                        + " (SELECT count(*) FROM evaluations_asked a WHERE a.session_id = s.session_id), s.lease_host, s.lease_pid,"
                        + " CASE WHEN cast(? AS text) = 'crashed' THEN coalesce(s.heartbeat_at, now()) ELSE now() END"
                        + " FROM improvement_sessions s WHERE s.session_id = ?",
                mode,
                outcome,
                reason,
                seconds,
                mode,
                id.value());
        Sql.run(connection, "DELETE FROM evaluations_asked WHERE session_id = ?", id.value());
        Sql.run(
                connection,
                "DELETE FROM training_shutdowns WHERE id <= (SELECT max(id) FROM training_shutdowns) - " + KEPT);
    }

    /**
     * @param connection where
     * @return how often processes ended in each mode, {@code graceful}, {@code forced}, {@code by_itself} and {@code crashed}, in this
     *     order; crashes that nobody has taken over yet count
     * @throws SQLException if the database refuses
     */
    public static Map<String, Long> modes(Connection connection) throws SQLException {
        Map<String, Long> modes = new LinkedHashMap<>();
        for (String mode : new String[] {"graceful", "forced", "by_itself", "crashed"}) {
            modes.put(mode, 0L);
        }
        Sql.list(
                        connection,
                        "SELECT mode, count(*) AS n FROM (SELECT mode FROM training_shutdowns UNION ALL"
                                + " SELECT 'crashed' FROM improvement_sessions s WHERE s.session_type = 'continuous_training'"
                                + " AND s.status IN ('running', 'stopping') AND NOT " + LeaseLock.HELD
                                + ") AS all_modes GROUP BY mode",
                        row -> Map.entry(row.getString("mode"), row.getLong("n")))
                .forEach(e -> modes.put(e.getKey(), e.getValue()));
        return modes;
    }

    /**
     * @param connection where
     * @param id a session
     * @return how many paid calls of it were made in vain, its processes having been cut off meanwhile
     * @throws SQLException if the database refuses
     */
    public static long callsInVain(Connection connection, SessionId id) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT coalesce(sum(calls_in_flight), 0) AS n FROM training_shutdowns WHERE session_id = ?",
                        row -> row.getLong("n"),
                        id.value())
                .orElse(0L);
    }
}
