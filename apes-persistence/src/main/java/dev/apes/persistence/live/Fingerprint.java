package dev.apes.persistence.live;

import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** A short text that differs when something was committed, cheap enough to be asked for every second. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Connection connection) throws SQLException {
        try {
            return Sql.first(
                            connection,
                            "SELECT concat_ws(' ', (SELECT max(created_at) FROM training_iterations),"
                                    + " (SELECT max(id) FROM rule_parameter_history),"
                                    + " (SELECT concat(max(id), '/', max(cleared_at)) FROM training_alerts),"
                                    + " (SELECT md5(string_agg(concat(session_id, status, stop_requested, total_iterations), ',' ORDER BY id))"
                                    + " FROM (SELECT * FROM improvement_sessions WHERE session_type = 'continuous_training'"
                                    + " ORDER BY begun_at DESC LIMIT 50) AS newest))",
                            row -> row.getString(1))
                    .orElse("");
        } catch (SQLException e) {
            if (Sql.absent(e)) {
                return ""; // no tables yet
            }
            throw e;
        }
    }
}
