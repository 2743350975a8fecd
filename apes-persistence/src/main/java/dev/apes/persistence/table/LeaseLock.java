package dev.apes.persistence.table;

import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Advisory locks that tell which sessions are being run, from any process. They vanish with the connection that took them, however
 * it ends. Each is named by a hash of schema, purpose and id.
 */
public final class LeaseLock {
    /** Whether the session in row {@code s} of {@code improvement_sessions} is being run. */
    public static final String HELD = "EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted"
            + " AND l.objsubid = 1 AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())"
            + " AND ((l.classid::bigint << 32) | l.objid::bigint) ="
            + " hashtextextended(current_schema() || '/apes/session/' || s.session_id, 0))";

    private static final String KEY = "hashtextextended(current_schema() || '/apes/' || ? || '/' || ?, 0)";

    private LeaseLock() {}

    /**
     * @param connection that is to keep it
     * @param purpose e.g. {@code session}
     * @param id of what is locked
     * @return whether nobody else has it
     * @throws SQLException if the database refuses
     */
    public static boolean take(Connection connection, String purpose, String id) throws SQLException {
        return Sql.first(connection, "SELECT pg_try_advisory_lock(" + KEY + ")", row -> row.getBoolean(1), purpose, id)
                .orElseThrow();
    }

    /**
     * @param connection that has it
     * @param purpose as taken
     * @param id as taken
     * @throws SQLException if the database refuses
     */
    public static void giveBack(Connection connection, String purpose, String id) throws SQLException {
        Sql.run(connection, "SELECT pg_advisory_unlock(" + KEY + ")", purpose, id);
    }
}
