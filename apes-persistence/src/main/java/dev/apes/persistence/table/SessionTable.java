package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionLease;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.SessionJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Rows of continuous training in {@code improvement_sessions}. */
public final class SessionTable {
    private static final String TYPE = "session_type = 'continuous_training'";
    /** What {@link #read} needs of row {@code s} of {@code improvement_sessions}. */
    public static final String COLUMNS = "s.session_id, s.status, s.data_key, s.training_config, s.total_iterations,"
            + " s.begun_at, s.end_report, s.lease_host, s.lease_pid, s.heartbeat_at, " + LeaseLock.HELD + " AS held";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM improvement_sessions s WHERE s." + TYPE;

    private SessionTable() {}

    /**
     * What may be done with a session depends on these.
     *
     * @param status its stored state
     * @param dataKey fingerprint of its prompts
     * @param token of its lease
     * @param host of its lease
     * @param pid of its lease
     * @param held whether a process holds its lease
     */
    public record State(SessionStatus status, String dataKey, UUID token, String host, long pid, boolean held) {
        /** {@return whether it has not ended} */
        public boolean alive() {
            return status == SessionStatus.RUNNING || status == SessionStatus.STOPPING;
        }
    }

    /**
     * @param connection in a transaction
     * @param session a new session
     * @param holder whose it is
     * @throws SQLException if the database refuses
     */
    public static void insert(Connection connection, SessionRecord session, LeaseHolder holder) throws SQLException {
        int inserted = Sql.run(
                connection,
                "INSERT INTO improvement_sessions (session_id, session_type, status, data_key, training_config, target_performance,"
                        + " total_iterations, evaluator_calls, performance_history, begun_at, started_at, lease_host, lease_pid,"
                        + " lease_token, heartbeat_at) VALUES (?, 'continuous_training', 'running', ?, cast(? AS json),"
                        + " cast(? AS jsonb), 0, 0, '[]', ?, cast(cast(? AS timestamptz) AS timestamp), ?, ?, ?, now())"
                        + " ON CONFLICT (session_id) DO NOTHING",
                session.id().value(),
                session.dataKey(),
                Json.text(SessionJson.writeStart(session)),
                targets(session),
                session.startedAt(),
                session.startedAt(),
                holder.host(),
                holder.pid(),
                holder.token());
        if (inserted == 0) {
            throw new SessionStateException("Session " + session.id() + " exists already; start with a new id");
        }
    }

    private static String targets(SessionRecord session) {
        var targets = Json.object();
        session.configuration().forEach((name, value) -> {
            if (name.startsWith("target")) {
                targets.put(name, value);
            }
        });
        return Json.text(targets);
    }

    /**
     * @param connection where
     * @param id a session
     * @return it, if it is one of training
     * @throws SQLException if the database refuses
     */
    public static Optional<SessionRecord> find(Connection connection, SessionId id) throws SQLException {
        return Sql.first(connection, SELECT + " AND s.session_id = ?", SessionTable::read, id.value());
    }

    /**
     * @param connection where
     * @param limit how many at most
     * @return the newest, newest first
     * @throws SQLException if the database refuses
     */
    public static List<SessionRecord> newest(Connection connection, int limit) throws SQLException {
        return Sql.list(
                connection, SELECT + " ORDER BY s.begun_at DESC, s.id DESC LIMIT ?", SessionTable::read, (long) limit);
    }

    /**
     * @param row with the columns of a session
     * @return the session
     * @throws SQLException if a column can't be read
     */
    public static SessionRecord read(ResultSet row) throws SQLException {
        SessionJson.Start start = SessionJson.readStart(Json.parse(row.getString("training_config")));
        String end = row.getString("end_report");
        String host = row.getString("lease_host");
        Instant heartbeat = Sql.instant(row, "heartbeat_at");
        return new SessionRecord(
                new SessionId(row.getString("session_id")),
                status(row.getString("status")),
                row.getString("data_key"),
                start.evaluator(),
                start.seed(),
                start.configuration(),
                start.initialParameters(),
                row.getInt("total_iterations"),
                Sql.instant(row, "begun_at"),
                Optional.ofNullable(end).map(e -> SessionJson.readEnd(Json.parse(e))),
                host == null || heartbeat == null
                        ? Optional.empty()
                        : Optional.of(
                                new SessionLease(host, row.getLong("lease_pid"), heartbeat, row.getBoolean("held"))));
    }

    private static SessionStatus status(String stored) {
        return SessionStatus.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /**
     * Locks a session's row until the transaction ends.
     *
     * @param connection in a transaction
     * @param id a session
     * @return its state
     * @throws SessionStateException if there is no such session of training
     * @throws SQLException if the database refuses
     */
    public static State lock(Connection connection, SessionId id) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT s.status, s.data_key, s.lease_token, s.lease_host, s.lease_pid, " + LeaseLock.HELD
                                + " AS held FROM improvement_sessions s WHERE s." + TYPE
                                + " AND s.session_id = ? FOR UPDATE",
                        row -> new State(
                                status(row.getString("status")),
                                row.getString("data_key"),
                                row.getObject("lease_token", UUID.class),
                                row.getString("lease_host"),
                                row.getLong("lease_pid"),
                                row.getBoolean("held")),
                        id.value())
                .orElseThrow(() -> unknown(id));
    }

    /**
     * @param id a session
     * @return that there is no such session
     */
    public static SessionStateException unknown(SessionId id) {
        return new SessionStateException("There is no session " + id + "; 'apes status' lists those there are");
    }

    /**
     * @param connection where
     * @param id a session
     * @throws SessionStateException if there is no such session of training
     * @throws SQLException if the database refuses
     */
    public static void require(Connection connection, SessionId id) throws SQLException {
        if (Sql.list(
                        connection,
                        "SELECT 1 FROM improvement_sessions WHERE " + TYPE + " AND session_id = ?",
                        row -> 1,
                        id.value())
                .isEmpty()) {
            throw unknown(id);
        }
    }

    /**
     * @param connection in a transaction that has locked the row
     * @param id a session
     * @param holder who runs it from now on
     * @throws SQLException if the database refuses
     */
    public static void takeOver(Connection connection, SessionId id, LeaseHolder holder) throws SQLException {
        Sql.run(
                connection,
                "UPDATE improvement_sessions SET status = 'running', stop_requested = NULL, end_report = NULL, ended_at = NULL,"
                        + " completed_at = NULL, stopped_reason = NULL, lease_host = ?, lease_pid = ?, lease_token = ?,"
                        + " heartbeat_at = now() WHERE session_id = ?",
                holder.host(),
                holder.pid(),
                holder.token(),
                id.value());
    }

    /**
     * @param connection in a transaction that has locked the row
     * @param id a session
     * @param status how it ended
     * @param end why
     * @throws SQLException if the database refuses
     */
    public static void finish(Connection connection, SessionId id, SessionStatus status, SessionEnd end)
            throws SQLException {
        Sql.run(
                connection,
                "UPDATE improvement_sessions SET status = ?, stopped_reason = ?, end_report = cast(? AS json), ended_at = ?,"
                        + " completed_at = cast(cast(? AS timestamptz) AS timestamp), evaluator_calls = ? WHERE session_id = ?",
                status.name().toLowerCase(Locale.ROOT),
                Texts.fit(end.reason(), 100),
                Json.text(SessionJson.write(end)),
                end.at(),
                end.at(),
                end.evaluatorCalls(),
                id.value());
    }

    /**
     * @param connection in a transaction that has locked the row
     * @param id a session
     * @param mode how it is to stop; a weaker wish does not replace a stronger
     * @throws SQLException if the database refuses
     */
    public static void requestStop(Connection connection, SessionId id, StopMode mode) throws SQLException {
        Sql.run(
                connection,
                "UPDATE improvement_sessions SET status = 'stopping',"
                        + " stop_requested = CASE WHEN stop_requested = 'FORCE' THEN 'FORCE' ELSE ? END WHERE session_id = ?",
                mode.name(),
                id.value());
    }

    /**
     * @param connection where
     * @param id a session
     * @return how it has been asked to stop
     * @throws SQLException if the database refuses
     */
    public static Optional<StopMode> stopRequest(Connection connection, SessionId id) throws SQLException {
        List<Optional<StopMode>> rows = Sql.list(
                connection,
                "SELECT stop_requested FROM improvement_sessions WHERE " + TYPE + " AND session_id = ?",
                row -> Optional.ofNullable(row.getString(1)).map(StopMode::valueOf),
                id.value());
        return rows.stream().findFirst().orElseThrow(() -> unknown(id));
    }
}
