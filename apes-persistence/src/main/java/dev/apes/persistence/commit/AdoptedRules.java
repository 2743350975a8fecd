package dev.apes.persistence.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.PromotionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.live.Announcement;
import dev.apes.persistence.table.DerivedRuleTable;
import dev.apes.persistence.table.RuleVersion;
import dev.apes.persistence.table.SelectionTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts in force what a person chose. Each change is a row of history of kind {@code seed}, the only one that belongs to no session,
 * with other parameters before than after.
 */
public final class AdoptedRules {
    private static final String MODEL = "model_of_iteration";

    private final Connection connection;
    private final List<String> changed = new ArrayList<>();

    private record Row(JsonNode parameters, String version, boolean enabled) {}

    /** @param connection in a transaction */
    public AdoptedRules(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param chosen by rule id; parameters of a row that are not named stay
     * @throws SQLException if the database refuses
     * @throws SessionStateException if a rule has no row
     */
    public void parameters(Map<String, ParameterValues> chosen) throws SQLException {
        // in one order, so that two who do this do not wait for each other
        for (Map.Entry<String, ParameterValues> each : new TreeMap<>(chosen).entrySet()) {
            Row row = lock(each.getKey())
                    .orElseThrow(
                            () -> new SessionStateException(
                                    "Rule " + each.getKey()
                                            + " has no row in rule_metadata; nothing was stored. Prepare the store with this rule first"));
            set(each.getKey(), row, each.getValue());
        }
    }

    /**
     * @param rules ids
     * @throws SQLException if the database refuses
     */
    public void switchOff(Collection<String> rules) throws SQLException {
        for (String rule : new TreeSet<>(rules)) {
            int rows = Sql.run(
                    connection,
                    "UPDATE rule_metadata SET enabled = false WHERE rule_id = ? AND coalesce(enabled, true)",
                    rule);
            if (rows > 0) {
                changed.add(rule + " (switched off)");
            }
        }
    }

    /**
     * Gives those that are not there a row. One that is switched off here, by its owner or by a rollback, stays off.
     *
     * @param rules in the order in which they are to take effect
     * @throws SQLException if the database refuses
     */
    public void derived(List<DerivedRule> rules) throws SQLException {
        for (DerivedRule rule : rules) {
            Optional<Row> row = lock(rule.id());
            if (row.isEmpty()) {
                DerivedRuleTable.add(connection, rule, PatternWriter.inWords(rule.conditions()));
                row = lock(rule.id());
            }
            if (row.orElseThrow().enabled) {
                set(rule.id(), row.get(), rule.values());
            }
        }
    }

    /**
     * @param selection to be in force
     * @throws SQLException if the database refuses
     */
    public void selection(StoredSelection selection) throws SQLException {
        Optional<PromotionId> before = SelectionTable.inForce(connection);
        if (before.equals(Optional.of(selection.id()))) {
            return;
        }
        SelectionTable.remove(connection, selection.id());
        SelectionTable.add(connection, selection);
        history(
                StoredSelection.RULE_ID,
                Json.object().put(MODEL, before.map(PromotionId::iteration).orElse(0)),
                Json.object().put(MODEL, selection.id().iteration()),
                null,
                null);
        changed.add(StoredSelection.RULE_ID);
    }

    /**
     * Lets those know who follow the rules in force.
     *
     * @return ids of the rules that changed, in order
     * @throws SQLException if the database refuses
     */
    public List<String> announced() throws SQLException {
        if (!changed.isEmpty()) {
            Announcement.rules(connection);
        }
        return changed;
    }

    private Optional<Row> lock(String rule) throws SQLException {
        return Sql.first(
                connection,
                "SELECT default_parameters, rule_version, coalesce(enabled, true) FROM rule_metadata WHERE rule_id = ?"
                        + " FOR UPDATE",
                row -> new Row(Json.parse(row.getString(1)), row.getString(2), row.getBoolean(3)),
                rule);
    }

    private void set(String rule, Row row, ParameterValues chosen) throws SQLException {
        ObjectNode before = row.parameters.isObject() ? (ObjectNode) row.parameters : Json.object();
        ObjectNode after = before.deepCopy();
        ObjectNode given = ParameterJson.write(chosen);
        boolean same = given.properties().stream()
                .allMatch(e -> after.has(e.getKey()) && ParameterJson.same(after.get(e.getKey()), e.getValue()));
        if (same) {
            return;
        }
        after.setAll(given);
        String version = RuleVersion.raised(row.version);
        Sql.run(
                connection,
                "UPDATE rule_metadata SET default_parameters = cast(? AS jsonb), rule_version = ? WHERE rule_id = ?",
                Json.text(after),
                version,
                rule);
        history(rule, before, after, row.version, version);
        changed.add(rule);
    }

    private void history(String rule, ObjectNode before, ObjectNode after, String versionBefore, String versionAfter)
            throws SQLException {
        Sql.run(
                connection,
                "INSERT INTO rule_parameter_history (rule_id, kind, before_parameters, after_parameters, version_before,"
                        + " version_after) VALUES (?, 'seed', cast(? AS json), cast(? AS json), ?, ?)",
                rule,
                Json.text(before),
                Json.text(after),
                versionBefore,
                versionAfter);
    }
}
