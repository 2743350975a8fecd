package dev.apes.persistence.jdbc;

import dev.apes.api.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows sent by {@code COPY … FROM STDIN} within the connection's transaction. Not thread-safe. */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 4096);
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
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                buffer.append('\t');
            }
            if (values[i] == null) {
                buffer.append("\\N");
            } else {
                escape(values[i].toString());
            }
        }
        buffer.append('\n');
        rows++;
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                case '\0' ->
                    throw new InvalidInputException(
                            "text",
                            "contains a NUL character at offset " + i + ", which PostgreSQL can't store; remove it");
                default -> buffer.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
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
