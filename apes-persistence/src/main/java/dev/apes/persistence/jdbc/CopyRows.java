package dev.apes.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows sent by {@code COPY … FROM STDIN} within the connection's transaction. Not thread-safe. */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final CopyText text = new CopyText();
    private long rows;

    /**
     * @param connection of PostgreSQL, may be wrapped by a pool
     * @param target table and columns, {@code t (a, b)}
     * @throws SQLException if the database refuses
     */
    public CopyRows(Connection connection, String target) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            throw new SQLException(
                    "the DataSource's connections do not unwrap to org.postgresql.PGConnection, which COPY needs");
        }
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
    }

    /**
     * @param values one per column; null, or what {@code toString} gives
     * @throws SQLException if the database refuses
     */
    public void add(Object... values) throws SQLException {
        text.values(values);
        text.endRow();
        added();
    }

    /**
     * @param rest values of the last columns, from {@link CopyText#row}
     * @param first one per column before them; null, or what {@code toString} gives
     * @throws SQLException if the database refuses
     */
    public void add(byte[] rest, Object... first) throws SQLException {
        text.values(first);
        text.append(rest);
        added();
    }

    private void added() throws SQLException {
        rows++;
        if (text.size() >= BUFFER) {
            flush();
        }
    }

    private void flush() throws SQLException {
        text.send(copy);
    }

    /**
     * Ends the transfer; without it {@link #close} takes all rows back.
     *
     * @return how many rows were stored
     * @throws SQLException if the database refuses
     */
    public long finish() throws SQLException {
        flush();
        copy.endCopy();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
