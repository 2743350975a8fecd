package dev.apes.persistence.query;

import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads rules with how they did lately. Plan: for each rule its newest 5,000 measurements from {@code idx_rule_performance_recent} alone,
 * and its newest promotion by {@code idx_rule_parameter_history_rule}, backwards, however many there are.
 */
public final class RuleRows {
    private RuleRows() {}

    /**
     * @param connection where
     * @param ids the rules in use
     * @return those that are stored, by descending priority
     * @throws SQLException if the database refuses
     */
    public static List<RuleRow> of(Connection connection, Collection<String> ids) throws SQLException {
        return Sql.list(
                connection,
                "SELECT m.rule_id, m.rule_name, coalesce(m.rule_category, '') AS category, m.enabled,"
                        + " coalesce(m.rule_version, '') AS version, coalesce(m.priority, 0) AS priority, m.default_parameters,"
                        + " (SELECT h.created_at FROM rule_parameter_history h WHERE h.rule_id = m.rule_id"
                        + " AND h.kind = 'promotion' ORDER BY h.id DESC LIMIT 1) AS promoted, r.*"
                        + " FROM rule_metadata m CROSS JOIN LATERAL (SELECT count(*) AS measurements,"
                        + " avg(improvement_score) AS improvement, min(improvement_score) AS lowest,"
                        + " max(improvement_score) AS highest, avg(confidence_level) AS confidence"
                        + " FROM (SELECT improvement_score, confidence_level FROM rule_performance p"
                        + " WHERE p.rule_id = m.rule_id AND p.created_at >= now() - interval '30 days'"
                        + " ORDER BY p.created_at DESC LIMIT 5000) AS newest) AS r"
                        + " WHERE m.rule_id = ANY (?) ORDER BY m.priority DESC NULLS LAST, m.rule_id",
                RuleRows::rule,
                ids);
    }

    private static RuleRow rule(ResultSet row) throws SQLException {
        int measurements = row.getInt("measurements");
        return new RuleRow(
                row.getString("rule_id"),
                row.getString("rule_name"),
                row.getString("category"),
                !Boolean.FALSE.equals(row.getObject("enabled")),
                row.getString("version"),
                row.getInt("priority"),
                ParameterJson.read(Json.parse(row.getString("default_parameters")))
                        .asMap(),
                Optional.ofNullable(Sql.instant(row, "promoted")),
                measurements == 0
                        ? Optional.empty()
                        : Optional.of(new RuleRow.Recent(
                                measurements,
                                row.getDouble("improvement"),
                                row.getDouble("lowest"),
                                row.getDouble("highest"),
                                row.getDouble("confidence"))));
    }
}
