package dev.apes.persistence.jdbc;

import dev.apes.api.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Rows in the text format of {@code COPY}: values between tabs, rows on lines, UTF-8. Not thread-safe. */
public final class CopyText {
    private byte[] buffer = new byte[1 << 12];
    private int size;

    /**
     * @param values one per column; null, or what {@code toString} gives
     * @return a tab, the values, the end of the line: the last columns of a row
     * @throws InvalidInputException if a value contains a NUL character
     */
    public byte[] row(Object... values) {
        size = 0;
        put('\t');
        values(values);
        endRow();
        return Arrays.copyOf(buffer, size);
    }

    int size() {
        return size;
    }

    void endRow() {
        put('\n');
    }

    void append(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer, 0, size);
        size = 0;
    }

    void values(Object... values) {
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
    }

    /** What must be escaped is ASCII, which is the same byte in UTF-8 and part of no other character. */
    private void escape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        makeRoom(2 * bytes.length);
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
}
