package dev.apes.persistence.archive;

import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A table's share of an archive.
 *
 * @param name of the table
 * @param condition which of its rows; {@code $s} stands for the session's id, {@code $i} for the column of the iterations that holds it
 * @param order how they are written; ids are not archived, and drawn anew in this order
 */
record ArchivedTable(String name, String condition, String order) {
    private static final String DATA = "(SELECT data_key FROM improvement_sessions WHERE session_id = $s)";

    /**
     * In the order in which they refer to each other. Bulk rows (what was measured on each prompt, and the generated prompts) are not
     * among them: a session makes them again from its seed.
     */
    static final List<ArchivedTable> ALL = List.of(
            new ArchivedTable("rule_metadata", "true", "id"),
            new ArchivedTable(
                    "discovered_patterns", "pattern_id IN (SELECT derived_from_pattern FROM rule_metadata)", "id"),
            new ArchivedTable("improvement_sessions", "session_id = $s", "id"),
            new ArchivedTable("training_iterations", "$i = $s", "iteration"),
            new ArchivedTable("rule_parameter_history", "true", "id"),
            new ArchivedTable("rule_selections", "id = (SELECT max(id) FROM rule_selections)", "id"),
            new ArchivedTable("training_data_sets", "data_key = " + DATA, "data_key"),
            new ArchivedTable(
                    "training_error_budgets",
                    "budget_family IN (SELECT budget_family FROM training_data_sets WHERE data_key = " + DATA
                            + ") OR budget_family = " + DATA,
                    "budget_family"),
            new ArchivedTable(
                    "training_prompts",
                    "fingerprint IN (SELECT fingerprint FROM training_data_set_members WHERE data_key = " + DATA + ")",
                    "id"),
            new ArchivedTable("training_data_set_members", "data_key = " + DATA, "position"),
            new ArchivedTable(
                    "training_checkpoints",
                    "session_id = $s AND iteration = (SELECT max(iteration) FROM training_checkpoints WHERE session_id = $s)",
                    "iteration"),
            new ArchivedTable("generation_sessions", "improvement_session_id = $s", "improvement_session_id"),
            new ArchivedTable("generation_batches", "improvement_session_id = $s", "iteration"),
            new ArchivedTable("generation_method_performance", "improvement_session_id = $s", "iteration"),
            new ArchivedTable("generation_quality_assessments", "improvement_session_id = $s", "iteration"),
            new ArchivedTable("generation_analytics", "improvement_session_id = $s", "method"),
            new ArchivedTable("training_incidents", "session_id = $s", "id"),
            new ArchivedTable("training_shutdowns", "session_id = $s", "id"));

    /** Columns whose values are the table's own: no ids, nothing generated. */
    List<String> columns(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
                        + " AND is_generated = 'NEVER' AND column_name <> 'id' ORDER BY ordinal_position",
                row -> row.getString(1),
                name);
    }

    private static String list(List<String> columns) {
        return columns.stream().map(c -> '"' + c.replace("\"", "\"\"") + '"').collect(Collectors.joining(", "));
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Writes the rows as COPY gives them; gives how many. */
    long write(Connection connection, String session, List<String> columns, OutputStream out)
            throws SQLException, IOException {
        // COPY takes no bind variables, but what it copies may ask for a setting of this transaction
        Sql.run(connection, "SELECT set_config('apes.session', ?, true)", session);
        String where = condition
                .replace("$s", "current_setting('apes.session')")
                .replace("$i", IterationColumn.of(connection));
        return copies(connection)
                .copyOut(
                        "COPY (SELECT " + list(columns) + " FROM " + name + " WHERE " + where + " ORDER BY " + order
                                + ") TO STDOUT",
                        out);
    }

    /** Adds rows that are not there yet. */
    void read(Connection connection, List<String> columns, InputStream in) throws SQLException, IOException {
        String staged = "apes_restored_" + name;
        Sql.run(
                connection,
                "CREATE TEMPORARY TABLE " + staged + " ON COMMIT DROP AS SELECT " + list(columns) + " FROM " + name
                        + " WITH NO DATA");
        Sql.run(connection, "ALTER TABLE " + staged + " ADD COLUMN apes_row bigserial");
        copies(connection).copyIn("COPY " + staged + " (" + list(columns) + ") FROM STDIN", in);
        String rows = "INSERT INTO " + name + " (" + list(columns) + ") SELECT " + list(columns) + " FROM " + staged
                + " ORDER BY apes_row ON CONFLICT ";
        Sql.run(
                connection,
                rows
                        + (name.equals("rule_metadata")
                                ? "(rule_id) DO UPDATE SET "
                                        + columns.stream()
                                                .filter(c -> !c.equals("rule_id"))
                                                .map(c -> list(List.of(c)) + " = excluded." + list(List.of(c)))
                                                .collect(Collectors.joining(", "))
                                : "DO NOTHING"));
    }
}
