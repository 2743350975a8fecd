package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules in {@code rule_metadata}; those of others are not looked at. */
public final class RuleTable {
    private RuleTable() {}

    /**
     * @param connection where; the tables need not be there yet
     * @param definitions the rules in use
     * @return each as it is in force, in the same order
     * @throws SQLException if the database refuses
     */
    public static List<StoredRule> inForce(Connection connection, List<RuleDefinition> definitions)
            throws SQLException {
        Map<String, RuleInForce.Row> stored = stored(connection, definitions);
        return definitions.stream()
                .map(rule -> stored.containsKey(rule.id())
                        ? RuleInForce.of(rule, stored.get(rule.id()))
                        : RuleInForce.notStored(rule))
                .toList();
    }

    private static Map<String, RuleInForce.Row> stored(Connection connection, List<RuleDefinition> definitions)
            throws SQLException {
        List<String> ids = definitions.stream().map(RuleDefinition::id).toList();
        Map<String, RuleInForce.Row> rows = new HashMap<>();
        if (ids.isEmpty() || !exists(connection, "rule_metadata")) {
            return rows;
        }
        Map<String, JsonNode> changes = lastChanges(connection, ids);
        Sql.list(
                connection,
                "SELECT rule_id, default_parameters, parameter_constraints, enabled, priority, rule_version"
                        + " FROM rule_metadata WHERE rule_id = ANY (?)",
                row -> {
                    Object priority = row.getObject("priority");
                    return rows.put(
                            row.getString("rule_id"),
                            new RuleInForce.Row(
                                    Json.parse(row.getString("default_parameters")),
                                    Json.parse(row.getString("parameter_constraints")),
                                    !Boolean.FALSE.equals(row.getObject("enabled")),
                                    priority == null ? null : ((Number) priority).intValue(),
                                    row.getString("rule_version"),
                                    Optional.ofNullable(changes.get(row.getString("rule_id")))));
                },
                ids);
        return rows;
    }

    private static Map<String, JsonNode> lastChanges(Connection connection, List<String> ids) throws SQLException {
        Map<String, JsonNode> changes = new HashMap<>();
        if (exists(connection, "rule_parameter_history")) {
            Sql.list(
                    connection,
                    "SELECT DISTINCT ON (rule_id) rule_id, after_parameters FROM rule_parameter_history"
                            + " WHERE rule_id = ANY (?) ORDER BY rule_id, id DESC",
                    row -> changes.put(row.getString(1), Json.parse(row.getString(2))),
                    ids);
        }
        return changes;
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT to_regclass(quote_ident(current_schema()) || '.' || quote_ident(?)) IS NOT NULL",
                        row -> row.getBoolean(1),
                        table)
                .orElse(false);
    }

    /**
     * @param connection where; the tables need not be there yet
     * @param definitions the rules in use
     * @return those without a row, in the same order
     * @throws SQLException if the database refuses
     */
    public static List<RuleDefinition> absent(Connection connection, List<RuleDefinition> definitions)
            throws SQLException {
        Map<String, RuleInForce.Row> stored = stored(connection, definitions);
        return definitions.stream()
                .filter(rule -> !stored.containsKey(rule.id()))
                .toList();
    }

    /**
     * Gives rules without a row one with their defaults.
     *
     * @param connection in a transaction
     * @param definitions the rules in use
     * @return ids of those that got one
     * @throws SQLException if the database refuses
     */
    public static List<String> seed(Connection connection, List<RuleDefinition> definitions) throws SQLException {
        List<String> seeded = new ArrayList<>();
        for (RuleDefinition rule : definitions) {
            String defaults = Json.text(ParameterJson.write(rule.parameters().defaults()));
            int rows = Sql.run(
                    connection,
                    "INSERT INTO rule_metadata (rule_id, rule_name, rule_category, rule_description, default_parameters,"
                            + " parameter_constraints, enabled, priority, rule_version)"
                            + " VALUES (?, ?, ?, ?, cast(? AS jsonb), cast(? AS jsonb), true, ?, ?)"
                            + " ON CONFLICT (rule_id) DO NOTHING",
                    rule.id(),
                    Texts.fit(rule.name(), 100),
                    Texts.fit(rule.category(), 50),
                    rule.description(),
                    defaults,
                    Json.text(ParameterJson.constraints(rule.parameters())),
                    rule.priority(),
                    Texts.fit(rule.version(), 20));
            if (rows > 0) {
                seeded.add(rule.id());
                Sql.run(
                        connection,
                        "INSERT INTO rule_parameter_history (rule_id, kind, before_parameters, after_parameters, version_after)"
                                + " VALUES (?, 'seed', cast(? AS json), cast(? AS json), ?)",
                        rule.id(),
                        defaults,
                        defaults,
                        Texts.fit(rule.version(), 20));
            }
        }
        return seeded;
    }
}
