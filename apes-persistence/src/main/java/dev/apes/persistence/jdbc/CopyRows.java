package dev.apes.persistence.jdbc;

import dev.apes.api.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows sent by {@code COPY … FROM STDIN} within the connection's transaction. Not thread-safe. */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private byte[] buffer = new byte[BUFFER + 4096];
    private int size;
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
                put('\t');
            }
            if (values[i] == null) {
                put('\\');
                put('N');
            } else {
                escape(values[i].toString());
            }
        }
        put('\n');
        rows++;
        if (size >= BUFFER) {
            flush();
        }
    }

    /** What must be escaped is ASCII, which is the same byte in UTF-8 and part of no other character. */
    private void escape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        makeRoom(2 * bytes.length + 2);
        for (byte b : bytes) {
            if (b > '\\' || b >= ' ' && b < '\\' || b < 0) {
                buffer[size++] = b;
                continue;
            }
            switch (b) {
                case '\\' -> escaped('\\');
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                case 0 ->
                    throw new InvalidInputException(
                            "text",
                            "contains a NUL character at offset " + text.indexOf('\0')
                                    + ", which PostgreSQL can't store; remove it");
                default -> buffer[size++] = b;
            }
        }
    }

    private void escaped(char letter) {
        buffer[size++] = '\\';
        buffer[size++] = (byte) letter;
    }

    private void put(char c) {
        makeRoom(1);
        buffer[size++] = (byte) c;
    }

    private void makeRoom(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, size);
        size = 0;
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
