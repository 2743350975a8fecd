package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.json.PatternJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of rules: changes of their parameters, measurements and patterns. Plan: changes by {@code idx_rule_parameter_history_rule}
 * (of one rule), {@code uq_rule_parameter_history_promotion} (of one session) or the primary key; measurements by {@code
 * idx_rule_performance_recent}, a fixed number of rows and none of the table; patterns by {@code idx_discovered_patterns_session}, {@code
 * idx_discovered_patterns_rule} or the primary key.
 */
public final class RuleHistory {
    private RuleHistory() {}

    /**
     * @param connection where
     * @param ruleId of one rule; empty for all
     * @param session of one session; empty for all
     * @param page which part
     * @return changes of parameters, newest first
     * @throws SQLException if the database refuses
     */
    public static Page<ParameterChange> changes(
            Connection connection, Optional<String> ruleId, Optional<SessionId> session, PageRequest page)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM rule_parameter_history WHERE id < ?");
        values.add(page.afterId(Long.MAX_VALUE));
        ruleId.ifPresent(rule -> {
            sql.append(" AND rule_id = ?");
            values.add(rule);
        });
        session.ifPresent(id -> {
            sql.append(" AND session_id = ? AND kind = 'promotion'");
            values.add(id.value());
        });
        values.add(page.size() + 1L);
        return Page.of(
                Sql.list(connection, sql + " ORDER BY id DESC LIMIT ?", RuleHistory::change, values.toArray()),
                page.size(),
                change -> String.valueOf(change.id()));
    }

    private static ParameterChange change(ResultSet row) throws SQLException {
        row.getDouble("effect");
        boolean proved = !row.wasNull();
        Map<String, Object> before = values(row.getString("before_parameters"));
        Map<String, Object> after = values(row.getString("after_parameters"));
        // what a person put in force comes from no session, like the first values, but changes something
        String kind = row.getString("kind");
        return new ParameterChange(
                row.getLong("id"),
                row.getString("rule_id"),
                kind.equals("seed") && !before.equals(after) ? "edit" : kind,
                SessionList.text(row, "session_id"),
                row.getInt("iteration"),
                before,
                after,
                SessionList.text(row, "version_before"),
                SessionList.text(row, "version_after"),
                proved
                        ? Optional.of(new ParameterChange.Evidence(
                                row.getDouble("effect"),
                                row.getDouble("effect_low"),
                                row.getDouble("effect_high"),
                                row.getDouble("standardized_effect"),
                                row.getDouble("p_value"),
                                row.getDouble("alpha"),
                                row.getInt("prompts")))
                        : Optional.empty(),
                Sql.instant(row, "created_at"));
    }

    private static Map<String, Object> values(String json) {
        return ParameterJson.read(Json.parse(json)).asMap();
    }

    /**
     * @param connection where
     * @param ruleId a rule
     * @param most how many measurements at most, the newest
     * @param classes of how many classes of equal width over [0, 1], at least 1
     * @return how their improvement scores are spread, whoever measured
     * @throws SQLException if the database refuses
     */
    public static RuleScores scores(Connection connection, String ruleId, int most, int classes) throws SQLException {
        Integer[] counts = new Integer[classes];
        Arrays.fill(counts, 0);
        Sql.list(
                connection,
                "SELECT greatest(1, least(?, width_bucket(improvement_score, 0, 1, ?))) AS class, count(*) FROM"
                        + " (SELECT improvement_score FROM rule_performance WHERE rule_id = ? AND improvement_score IS NOT NULL"
                        + " AND created_at IS NOT NULL ORDER BY created_at DESC LIMIT ?) AS newest GROUP BY 1",
                row -> counts[row.getInt(1) - 1] = row.getInt(2),
                classes,
                classes,
                ruleId,
                (long) most);
        return new RuleScores(ruleId, List.of(counts));
    }

    /**
     * @param connection where
     * @param ruleId of one rule; empty for all
     * @param session of one session; empty for all
     * @param page which part
     * @return patterns that training found, newest first
     * @throws SQLException if the database refuses
     */
    public static Page<PatternItem> patterns(
            Connection connection, Optional<String> ruleId, Optional<SessionId> session, PageRequest page)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder sql =
                new StringBuilder("SELECT id, improvement_session_id, pattern_description, pattern_rule, discovered_at"
                        + " FROM discovered_patterns WHERE improvement_session_id IS NOT NULL AND id < ?");
        values.add(page.after().isPresent() ? page.afterId(0) : (long) Integer.MAX_VALUE);
        ruleId.ifPresent(rule -> {
            sql.append(" AND rule_id = ?");
            values.add(rule);
        });
        session.ifPresent(id -> {
            sql.append(" AND improvement_session_id = ?");
            values.add(id.value());
        });
        values.add(page.size() + 1L);
        return Page.of(
                Sql.list(
                        connection,
                        sql + " ORDER BY id DESC LIMIT ?",
                        row -> new PatternItem(
                                row.getLong(1),
                                new SessionId(row.getString(2)),
                                SessionList.text(row, "pattern_description"),
                                PatternJson.read(Json.parse(row.getString(4))),
                                row.getObject(5, LocalDateTime.class)),
                        values.toArray()),
                page.size(),
                pattern -> String.valueOf(pattern.id()));
    }
}
