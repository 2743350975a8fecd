package dev.apes.examples.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Where a training ended: its export without what may differ between two runs, and what the database says of it.
 *
 * @param report the export; null if the process was killed between the session's end and that
 * @param iterations how many are stored
 * @param doubled how many are stored more than once, or belong to no place in the row
 * @param rules the parameters in force
 * @param calls evaluator calls
 */
record EndState(JsonNode report, int iterations, int doubled, String rules, long calls) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static EndState of(TrainerProcess.Home home, HavocSettings settings) throws IOException {
        ObjectNode report = Files.exists(home.export())
                ? (ObjectNode) MAPPER.readTree(home.export().toFile())
                : null;
        if (report != null) {
            report.remove("sessionId");
            report.remove("timing");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.open(home.folder());
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            int rows = (int) number(connection, "SELECT count(*) FROM training_iterations");
            int distinct = (int) number(
                    connection,
                    "SELECT count(DISTINCT iteration) FROM training_iterations WHERE iteration BETWEEN 1 AND "
                            + settings.iterations());
            long sessions = number(
                    connection, "SELECT count(*) FROM improvement_sessions WHERE session_type = 'continuous_training'");
            return new EndState(
                    report,
                    distinct,
                    rows - distinct + (int) (sessions - 1),
                    text(
                            connection,
                            "SELECT string_agg(rule_id || ' ' || default_parameters::text, '; ' ORDER BY rule_id)"
                                    + " FROM rule_metadata"),
                    number(connection, "SELECT evaluator_calls FROM improvement_sessions"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether a session has come to its end} */
    static boolean completed(TrainerProcess.Home home) {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(home.folder());
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            return number(connection, "SELECT count(*) FROM improvement_sessions WHERE status = 'completed'") > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    boolean same(EndState other) {
        return iterations == other.iterations
                && calls == other.calls
                && rules.equals(other.rules)
                && (report == null || report.equals(other.report));
    }

    String summary() {
        return iterations + " iterations, " + calls + " evaluator calls, "
                + report.path("promotions").size() + " promotions";
    }
}
