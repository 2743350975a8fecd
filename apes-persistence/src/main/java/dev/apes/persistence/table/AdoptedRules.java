package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts parameters in force that a person chose. */
public final class AdoptedRules {
    private record Row(JsonNode parameters, String version) {}

    private AdoptedRules() {}

    /**
     * Writes a row of history for each rule that changes: of kind {@code seed}, the only one that belongs to no session, with other
     * parameters before than after. Parameters of a row that are not named stay.
     *
     * @param connection in a transaction
     * @param chosen by rule id
     * @return ids of the rules that changed, in order
     * @throws SQLException if the database refuses
     * @throws SessionStateException if a rule has no row
     */
    public static List<String> write(Connection connection, Map<String, ParameterValues> chosen) throws SQLException {
        List<String> changed = new ArrayList<>();
        // in one order, so that two who do this do not wait for each other
        for (Map.Entry<String, ParameterValues> each : new TreeMap<>(chosen).entrySet()) {
            Row row = lock(connection, each.getKey())
                    .orElseThrow(
                            () -> new SessionStateException(
                                    "Rule " + each.getKey()
                                            + " has no row in rule_metadata; nothing was stored. Prepare the store with this rule first"));
            ObjectNode after = row.parameters.isObject() ? (ObjectNode) row.parameters.deepCopy() : Json.object();
            ObjectNode given = ParameterJson.write(each.getValue());
            boolean same = given.properties().stream()
                    .allMatch(e -> after.has(e.getKey()) && ParameterJson.same(after.get(e.getKey()), e.getValue()));
            if (!same) {
                after.setAll(given);
                change(connection, each.getKey(), row, after);
                changed.add(each.getKey());
            }
        }
        return changed;
    }

    private static Optional<Row> lock(Connection connection, String rule) throws SQLException {
        return Sql.first(
                connection,
                "SELECT default_parameters, rule_version FROM rule_metadata WHERE rule_id = ? FOR UPDATE",
                row -> new Row(Json.parse(row.getString(1)), row.getString(2)),
                rule);
    }

    private static void change(Connection connection, String rule, Row before, ObjectNode after) throws SQLException {
        String version = RuleVersion.raised(before.version);
        Sql.run(
                connection,
                "UPDATE rule_metadata SET default_parameters = cast(? AS jsonb), rule_version = ? WHERE rule_id = ?",
                Json.text(after),
                version,
                rule);
        Sql.run(
                connection,
                "INSERT INTO rule_parameter_history (rule_id, kind, before_parameters, after_parameters, version_before,"
                        + " version_after) VALUES (?, 'seed', cast(? AS json), cast(? AS json), ?, ?)",
                rule,
                Json.text(before.parameters.isObject() ? before.parameters : Json.object()),
                Json.text(after),
                before.version,
                version);
    }
}
