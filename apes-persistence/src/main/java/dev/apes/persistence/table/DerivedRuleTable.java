package dev.apes.persistence.table;

import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.json.PatternJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Derived rules in {@code rule_metadata}: rows that name a base rule. */
public final class DerivedRuleTable {
    private DerivedRuleTable() {}

    /**
     * @param connection where; the tables need not be there yet, or may be of an earlier version
     * @return all there are, in the order in which they were first promoted
     * @throws SQLException if the database refuses
     */
    public static List<StoredDerivedRule> all(Connection connection) throws SQLException {
        boolean there = Sql.first(
                        connection,
                        "SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
                                + " AND table_name = 'rule_metadata' AND column_name = 'derived_conditions')",
                        row -> row.getBoolean(1))
                .orElse(false);
        return there
                ? Sql.list(
                        connection,
                        "SELECT m.rule_id, m.base_rule_id, m.default_parameters, m.derived_conditions,"
                                + " coalesce(m.derived_confines, false) AS confines, coalesce(m.enabled, true) AS enabled,"
                                + " coalesce(m.rule_version, '') AS version,"
                                + " (SELECT h.after_parameters FROM rule_parameter_history h WHERE h.rule_id = m.rule_id"
                                + " ORDER BY h.id DESC LIMIT 1) AS last FROM rule_metadata m"
                                + " WHERE m.base_rule_id IS NOT NULL AND m.derived_conditions IS NOT NULL ORDER BY m.id",
                        DerivedRuleTable::read)
                : List.of();
    }

    private static StoredDerivedRule read(ResultSet row) throws SQLException {
        Map<String, Object> now = ParameterJson.read(Json.parse(row.getString("default_parameters")))
                .asMap();
        String last = row.getString("last");
        Map<String, Object> promoted =
                last == null ? now : ParameterJson.read(Json.parse(last)).asMap();
        return new StoredDerivedRule(
                new DerivedRule(
                        row.getString("rule_id"),
                        row.getString("base_rule_id"),
                        ParameterJson.read(Json.parse(row.getString("default_parameters"))),
                        PatternJson.readConditions(Json.parse(row.getString("derived_conditions"))),
                        row.getBoolean("confines")),
                row.getBoolean("enabled"),
                row.getString("version"),
                // after the first promotion was rolled back nothing is in force that could be compared
                !promoted.isEmpty() && !promoted.equals(now));
    }

    /**
     * Gives a derived rule its row, beside its base and without parameters: promoting puts them in force.
     *
     * @param connection in a transaction
     * @param rule a rule that has no row, of a base rule that has one
     * @param conditions in words
     * @throws SQLException if the database refuses
     */
    public static void add(Connection connection, DerivedRule rule, String conditions) throws SQLException {
        String name = rule.baseRule() + " where " + conditions;
        String description = "applies " + rule.baseRule()
                + (rule.confines() ? " only where " : " with parameters of its own where ") + conditions;
        Sql.run(
                connection,
                "INSERT INTO rule_metadata (rule_id, rule_name, rule_category, rule_description, default_parameters,"
                        + " parameter_constraints, enabled, priority, rule_version, base_rule_id, derived_conditions,"
                        + " derived_confines) SELECT ?, ?, rule_category, ?, '{}', parameter_constraints, true, priority, '1.0.0',"
                        + " rule_id, cast(? AS json), ? FROM rule_metadata WHERE rule_id = ? ON CONFLICT (rule_id) DO NOTHING",
                rule.id(),
                Texts.fit(name, 100),
                description,
                Json.text(PatternJson.conditions(rule.conditions())),
                rule.confines(),
                rule.baseRule());
    }

    /**
     * @param connection in a transaction
     * @param ruleId a derived rule
     * @param pattern what it was made of
     * @throws SQLException if the database refuses
     */
    public static void link(Connection connection, String ruleId, UUID pattern) throws SQLException {
        Sql.run(
                connection,
                "UPDATE rule_metadata SET derived_from_pattern = cast(? AS uuid) WHERE rule_id = ?",
                pattern.toString(),
                ruleId);
    }

    /**
     * @param connection where
     * @return patterns that rules were made of
     * @throws SQLException if the database refuses
     */
    public static Set<UUID> patterns(Connection connection) throws SQLException {
        return new TreeSet<>(Sql.list(
                connection,
                "SELECT derived_from_pattern FROM rule_metadata WHERE derived_from_pattern IS NOT NULL",
                row -> row.getObject(1, UUID.class)));
    }
}
