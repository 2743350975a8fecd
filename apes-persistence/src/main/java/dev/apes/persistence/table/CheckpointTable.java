package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.Checkpoint;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and clears checkpoints. */
public final class CheckpointTable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTable.class);

    private CheckpointTable() {}

    private record Row(int iteration, int format, byte[] state, boolean compressed, byte[] sha256) {}

    /**
     * @param connection where
     * @param id a session
     * @return the newest that is undamaged
     * @throws SQLException if the database refuses
     */
    public static Optional<Checkpoint> newest(Connection connection, SessionId id) throws SQLException {
        List<Integer> iterations = Sql.list(
                connection,
                "SELECT c.iteration FROM training_checkpoints c JOIN improvement_sessions s USING (session_id)"
                        + " WHERE c.session_id = ? AND c.iteration <= s.total_iterations ORDER BY c.iteration DESC",
                row -> row.getInt(1),
                id.value());
        for (int iteration : iterations) {
            Optional<Checkpoint> found = read(connection, id, iteration);
            if (found.isPresent()) {
                return found;
            }
            LOG.warn("The checkpoint of iteration {} of session {} is damaged and is not used", iteration, id);
        }
        return Optional.empty();
    }

    private static Optional<Checkpoint> read(Connection connection, SessionId id, int iteration) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT iteration, format, state, compressed, sha256 FROM training_checkpoints"
                                + " WHERE session_id = ? AND iteration = ?",
                        row -> new Row(
                                row.getInt(1), row.getInt(2), row.getBytes(3), row.getBoolean(4), row.getBytes(5)),
                        id.value(),
                        iteration)
                .flatMap(row -> {
                    Optional<byte[]> state =
                            row.compressed() ? PackedState.unpack(row.state()) : Optional.of(row.state());
                    return state.filter(s -> row.format() >= 1
                                    && Arrays.equals(PackedState.digest(row.format(), s), row.sha256()))
                            .map(s -> new Checkpoint(row.iteration(), row.format(), s));
                });
    }

    /**
     * Stores a checkpoint outside of a commit, in place of another of the same iteration.
     *
     * @param connection in a transaction in which the session is locked
     * @param id a session
     * @param checkpoint of one of its committed iterations
     * @throws SQLException if the database refuses
     */
    public static void add(Connection connection, SessionId id, Checkpoint checkpoint) throws SQLException {
        PackedState packed = PackedState.pack(checkpoint.state());
        int added = Sql.list(
                        connection,
                        "INSERT INTO training_checkpoints (session_id, iteration, format, state, compressed, sha256)"
                                + " SELECT session_id, iteration, ?, ?, ?, ? FROM (SELECT session_id, cast(? AS integer) AS iteration"
                                + " FROM improvement_sessions WHERE session_id = ? AND total_iterations >= ?) AS s"
                                + " ON CONFLICT (session_id, iteration) DO UPDATE SET format = excluded.format,"
                                + " state = excluded.state, compressed = excluded.compressed, sha256 = excluded.sha256"
                                + " RETURNING iteration",
                        row -> row.getInt(1),
                        checkpoint.format(),
                        packed.bytes(),
                        packed.compressed(),
                        PackedState.digest(checkpoint.format(), checkpoint.state()),
                        checkpoint.iteration(),
                        id.value(),
                        checkpoint.iteration())
                .size();
        if (added == 0) {
            throw new SessionStateException("Session " + id + " has no iteration " + checkpoint.iteration()
                    + " that a checkpoint could belong to; commit it first");
        }
    }

    /**
     * @param connection where
     * @param session a session
     * @param keep how many of the newest stay
     * @throws SQLException if the database refuses
     */
    public static void keepNewest(Connection connection, String session, int keep) throws SQLException {
        Sql.run(
                connection,
                "DELETE FROM training_checkpoints WHERE session_id = ? AND iteration <= (SELECT iteration FROM training_checkpoints"
                        + " WHERE session_id = ? ORDER BY iteration DESC OFFSET ? LIMIT 1)",
                session,
                session,
                keep);
    }
}
