package dev.apes.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Statements with parameters, in one line each. */
public final class Sql {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";

    private Sql() {}

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /**
         * @param row at its row
         * @return the value
         * @throws SQLException if a column can't be read
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * @param connection where
     * @param sql with {@code ?} for each parameter
     * @param reader what to make of a row
     * @param parameters strings, numbers, flags, bytes, {@link Instant}, a collection of strings (as {@code text[]}) or null
     * @param <T> type of a row
     * @return the rows
     * @throws SQLException if the database refuses
     */
    public static <T> List<T> list(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    /**
     * @param connection where
     * @param sql with {@code ?} for each parameter
     * @param reader what to make of a row
     * @param parameters as in {@link #list}
     * @param <T> type of a row
     * @return the first row, if any
     * @throws SQLException if the database refuses
     */
    public static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        return list(connection, sql, reader, parameters).stream().findFirst();
    }

    /**
     * @param connection where
     * @param sql with {@code ?} for each parameter
     * @param parameters as in {@link #list}
     * @return how many rows changed
     * @throws SQLException if the database refuses
     */
    public static int run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Instant instant) {
                statement.setObject(i + 1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            } else if (value instanceof Collection<?> texts) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts.toArray()));
            } else if (value instanceof double[] numbers) {
                statement.setObject(i + 1, numbers);
            } else if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /**
     * @param row at its row
     * @param column of type {@code timestamptz}
     * @return its value, or null
     * @throws SQLException if it can't be read
     */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * @param error what happened
     * @return whether a table or column is not there (yet)
     */
    public static boolean absent(SQLException error) {
        return UNDEFINED_TABLE.equals(error.getSQLState()) || UNDEFINED_COLUMN.equals(error.getSQLState());
    }
}
