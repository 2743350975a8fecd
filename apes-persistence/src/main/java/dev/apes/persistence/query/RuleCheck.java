package dev.apes.persistence.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.Checks;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule's parameters were at first, and whether they are as they should be.
 *
 * @param defaults its parameters before APES first changed them, by name; empty if it never did
 * @param edited whether a person changed them since APES last did
 * @param problems parameters outside of their stored constraints, sentences
 */
public record RuleCheck(Map<String, Object> defaults, boolean edited, List<String> problems) {
    /** Nothing is known. */
    public static final RuleCheck NONE = new RuleCheck(Map.of(), false, List.of());

    /** Copies. */
    public RuleCheck {
        defaults = Checks.orderedCopy(defaults);
        problems = List.copyOf(problems);
    }

    static Map<String, RuleCheck> of(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, RuleCheck> checks = new HashMap<>();
        Sql.list(
                connection,
                "SELECT m.rule_id, m.default_parameters, m.parameter_constraints,"
                        + " (SELECT h.before_parameters FROM rule_parameter_history h WHERE h.rule_id = m.rule_id"
                        + " ORDER BY h.id LIMIT 1) AS first,"
                        + " (SELECT h.after_parameters FROM rule_parameter_history h WHERE h.rule_id = m.rule_id"
                        + " ORDER BY h.id DESC LIMIT 1) AS last FROM rule_metadata m WHERE m.rule_id = ANY (?)",
                row -> checks.put(row.getString("rule_id"), check(row)),
                ids);
        return checks;
    }

    private static RuleCheck check(ResultSet row) throws SQLException {
        Map<String, Object> now = values(row.getString("default_parameters"));
        String first = row.getString("first");
        String last = row.getString("last");
        JsonNode constraints = Json.parse(row.getString("parameter_constraints"));
        List<String> problems = new ArrayList<>();
        now.forEach((name, value) -> outside(constraints.path(name), value)
                .ifPresent(allowed -> problems.add(name + " is " + value + ", outside of its constraint " + allowed)));
        return new RuleCheck(
                first == null ? now : values(first),
                last != null && !values(last).isEmpty() && !numbersAlike(values(last), now),
                problems);
    }

    private static Map<String, Object> values(String json) {
        return ParameterJson.read(Json.parse(json)).asMap();
    }

    /** In JSON, 3 and 3.0 are the same number. */
    private static boolean numbersAlike(Map<String, Object> a, Map<String, Object> b) {
        return a.keySet().equals(b.keySet())
                && a.entrySet().stream().allMatch(e -> {
                    Object other = b.get(e.getKey());
                    return e.getValue() instanceof Number x && other instanceof Number y
                            ? x.doubleValue() == y.doubleValue()
                            : e.getValue().equals(other);
                });
    }

    private static Optional<String> outside(JsonNode constraint, Object value) {
        JsonNode values = constraint.path("values");
        boolean wrong;
        if (value instanceof Number number) {
            double v = number.doubleValue();
            wrong = v < constraint.path("min").asDouble(v)
                    || v > constraint.path("max").asDouble(v);
        } else {
            wrong = values.isArray() && !contains(values, String.valueOf(value));
        }
        return wrong
                ? Optional.of(
                        value instanceof Number
                                ? "[" + constraint.path("min").asText("-") + ", "
                                        + constraint.path("max").asText("-") + "]"
                                : values.toString())
                : Optional.empty();
    }

    private static boolean contains(JsonNode values, String value) {
        for (JsonNode each : values) {
            if (each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
