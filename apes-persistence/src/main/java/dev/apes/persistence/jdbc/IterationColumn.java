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
                        "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
                                + " AND table_name = 'training_iterations' AND column_name = 'improvement_session_id'",
                        row -> "improvement_session_id")
                .orElse("session_id");
    }
}
