package dev.apes.persistence.live;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells those who look on that something was written. PostgreSQL delivers it when the transaction commits, and never if it does not.
 */
public final class Announcement {
    /** The name under which PostgreSQL delivers. */
    static final String CHANNEL = "apes_commits";

    private static final String SEPARATOR = "\n";

    private Announcement() {}

    /**
     * @param connection in the transaction that writes
     * @param id the session
     * @param iteration which iteration of it
     * @throws SQLException if the database refuses
     */
    public static void iteration(Connection connection, SessionId id, int iteration) throws SQLException {
        send(connection, Notice.Kind.ITERATION, id.value(), iteration);
    }

    /**
     * @param connection in the transaction that writes
     * @param id the session whose state changes
     * @throws SQLException if the database refuses
     */
    public static void session(Connection connection, SessionId id) throws SQLException {
        send(connection, Notice.Kind.SESSION, id.value(), 0);
    }

    /**
     * @param connection in the transaction that writes parameters of a rule outside of an iteration
     * @throws SQLException if the database refuses
     */
    public static void rule(Connection connection) throws SQLException {
        send(connection, Notice.Kind.RULE, "", 0);
    }

    /** A channel belongs to a whole database, in which APES may have several schemas. */
    private static void send(Connection connection, Notice.Kind kind, String session, int iteration)
            throws SQLException {
        Sql.run(
                connection,
                "SELECT pg_notify(?, concat_ws(E'\\n', coalesce(current_schema(), ''), ?, ?, ?))",
                CHANNEL,
                kind.name(),
                Integer.toString(iteration),
                session);
    }

    /**
     * @param payload what was delivered
     * @param schema the schema looked at
     * @return what it says, if it is of this schema; of another version's payload no more than that anything may have changed
     */
    static Optional<Notice> read(String payload, String schema) {
        String[] parts = payload.split(SEPARATOR, 4);
        if (!parts[0].equals(schema)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Notice(
                    Notice.Kind.valueOf(parts[1]),
                    parts[3].isEmpty() ? Optional.empty() : Optional.of(new SessionId(parts[3])),
                    Integer.parseInt(parts[2])));
        } catch (RuntimeException e) {
            return Optional.of(Notice.ANYTHING);
        }
    }
}
