package dev.apes.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a {@code training_iterations} that an earlier program made has our session ids (see migration V2). */
public final class IterationColumn {
    private IterationColumn() {}

    /**
     * @param connection to look with
     * @return name of the column of {@code training_iterations} that holds our session ids
     * @throws SQLException if the database refuses
     */
    public static String of(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(format('%I.training_iterations', current_schema()))"
                                + " AND attname = 'improvement_session_id' AND NOT attisdropped",
                        row -> "improvement_session_id")
                .orElse("session_id");
    }
}
