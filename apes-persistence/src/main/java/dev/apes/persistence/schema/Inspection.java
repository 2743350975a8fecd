package dev.apes.persistence.schema;

import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.table.RuleTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether a database can be used and what it lacks. Changes nothing. */
public final class Inspection {
    /** Tables that training reads or writes. */
    static final List<String> TABLES = List.of(
            "rule_performance",
            "improvement_sessions",
            "ml_model_performance",
            "discovered_patterns",
            "rule_metadata",
            "training_iterations",
            "training_prompts",
            "training_data_sets",
            "training_data_set_members",
            "training_error_budgets",
            "rule_parameter_history",
            "evaluations",
            "training_checkpoints",
            "generation_sessions",
            "generation_batches",
            "generation_method_performance",
            "synthetic_data_samples",
            "generation_quality_assessments",
            "generation_analytics",
            "training_session_figures",
            "training_alerts");

    private static final int OLDEST = 130_000;

    private final List<String> findings = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Connection connection;
    private final String place;

    private Inspection(Connection connection, String place) {
        this.connection = connection;
        this.place = place;
    }

    private record Facts(
            int versionNumber,
            String version,
            String encoding,
            boolean recovery,
            boolean readOnly,
            String schema,
            String user,
            String database,
            boolean mayCreate,
            boolean mayMakeTemporary) {}

    /**
     * @param connection to look with
     * @param place host, port and database
     * @param rules the rules in use
     * @return what was found
     * @throws SQLException if the database refuses to be looked at
     */
    public static StoreInspection of(Connection connection, String place, List<RuleDefinition> rules)
            throws SQLException {
        return new Inspection(connection, place).look(rules);
    }

    /**
     * @param connection to look with
     * @param place host, port and database
     * @return why nothing can be trained there, if so
     * @throws SQLException if the database refuses to be looked at
     */
    public static Optional<Obstacle> obstacle(Connection connection, String place) throws SQLException {
        Inspection inspection = new Inspection(connection, place);
        return inspection.obstacle(inspection.facts());
    }

    private StoreInspection look(List<RuleDefinition> rules) throws SQLException {
        Facts facts = facts();
        Optional<Obstacle> obstacle = obstacle(facts);
        if (obstacle.isEmpty()) {
            rules(rules);
        }
        return new StoreInspection(
                "PostgreSQL " + facts.version() + " at " + place, findings, missing, obstacle.map(Obstacle::reason));
    }

    private Optional<Obstacle> obstacle(Facts facts) throws SQLException {
        Optional<Obstacle> unfit = unfit(facts);
        if (unfit.isPresent()) {
            return unfit;
        }
        findings.add("schema " + facts.schema() + ", encoding " + facts.encoding() + ", user " + facts.user());
        if (!Migrations.historyReadable(connection)) {
            return ofUser(grant(facts, "the tables of APES"));
        }
        List<Integer> applied = Migrations.applied(connection);
        int version = applied.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (version > Migrations.LATEST) {
            return ofDatabase("The tables in " + place + " have version " + version + ", this APES knows version "
                    + Migrations.LATEST + " at most: update APES, or give it another database");
        }
        findings.add(version == 0 ? "no tables of this APES yet" : "tables of version " + version);
        boolean pending = false;
        for (Map.Entry<Integer, String> migration : Migrations.KNOWN.entrySet()) {
            if (!applied.contains(migration.getKey())) {
                missing.add(migration.getValue());
                pending = true;
            }
        }
        return pending ? mayNotMigrate(facts) : mayNotUse(facts);
    }

    private static Optional<Obstacle> ofDatabase(String reason) {
        return Optional.of(new Obstacle(reason, false));
    }

    private static Optional<Obstacle> ofUser(String reason) {
        return Optional.of(new Obstacle(reason, true));
    }

    private Facts facts() throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,"
                                + " current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS recovery,"
                                + " current_setting('transaction_read_only')::boolean AS read_only, current_schema() AS schema,"
                                + " current_user AS who, current_database() AS name,"
                                + " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,"
                                + " has_database_privilege(current_database(), 'TEMP') AS may_make_temporary",
                        row -> new Facts(
                                row.getInt("number"),
                                row.getString("version").split(" ")[0],
                                row.getString("encoding"),
                                row.getBoolean("recovery"),
                                row.getBoolean("read_only"),
                                row.getString("schema"),
                                row.getString("who"),
                                row.getString("name"),
                                row.getBoolean("may_create"),
                                row.getBoolean("may_make_temporary")))
                .orElseThrow();
    }

    private Optional<Obstacle> unfit(Facts facts) {
        if (facts.versionNumber() < OLDEST) {
            return ofDatabase(
                    "PostgreSQL " + facts.version() + " at " + place + " is too old: APES needs version 13 or newer");
        }
        if (!facts.encoding().equals("UTF8")) {
            return ofDatabase("The database at " + place + " has encoding " + facts.encoding()
                    + ", which can't hold every prompt: create one with"
                    + " CREATE DATABASE apes ENCODING 'UTF8' TEMPLATE template0");
        }
        if (facts.recovery()) {
            return ofUser("The server at " + place + " is a read-only standby: name its primary");
        }
        if (facts.readOnly()) {
            return ofUser("The database at " + place + " is read-only for user " + facts.user()
                    + ": set default_transaction_read_only = off for it, or name another");
        }
        if (facts.schema() == null) {
            return ofUser("User " + facts.user() + " has no schema in " + place + ": CREATE SCHEMA apes AUTHORIZATION "
                    + facts.user() + ", and put it into the search path");
        }
        if (!facts.mayMakeTemporary()) {
            return ofUser("User " + facts.user() + " may not make temporary tables in " + place
                    + ": GRANT TEMPORARY ON DATABASE " + facts.database() + " TO " + facts.user());
        }
        return Optional.empty();
    }

    private Optional<Obstacle> mayNotMigrate(Facts facts) throws SQLException {
        if (!facts.mayCreate()) {
            return ofUser("User " + facts.user() + " may not create tables in schema " + facts.schema() + " of " + place
                    + ": GRANT CREATE ON SCHEMA " + facts.schema() + " TO " + facts.user());
        }
        List<String> others = Sql.list(
                connection,
                "SELECT c.relname || ' (' || pg_get_userbyid(c.relowner) || ')' FROM pg_class c"
                        + " WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
                        + " AND c.relkind IN ('r', 'p') AND c.relname = ANY (?) AND NOT pg_has_role(c.relowner, 'USAGE')"
                        + " ORDER BY 1",
                row -> row.getString(1),
                TABLES);
        return others.isEmpty()
                ? Optional.empty()
                : ofUser("User " + facts.user() + " may not add columns to tables that belong to others: "
                        + String.join(", ", others) + ". Start APES once as their owner, or GRANT that role TO "
                        + facts.user());
    }

    private Optional<Obstacle> mayNotUse(Facts facts) throws SQLException {
        List<String> lost = Sql.list(
                connection,
                "SELECT t FROM unnest(?) AS a (t) WHERE to_regclass(format('%I.%I', current_schema(), t)) IS NULL ORDER BY 1",
                row -> row.getString(1),
                TABLES);
        if (!lost.isEmpty()) {
            return ofDatabase("Tables are missing that were there: " + String.join(", ", lost)
                    + ". Restore them from a backup, or give APES another database or schema");
        }
        List<String> closed = Sql.list(
                connection,
                "SELECT t FROM unnest(?) AS a (t) WHERE NOT (SELECT bool_and(has_table_privilege("
                        + "format('%I.%I', current_schema(), t), p)) FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'])"
                        + " AS b (p)) ORDER BY 1",
                row -> row.getString(1),
                TABLES);
        return closed.isEmpty() ? Optional.empty() : ofUser(grant(facts, String.join(", ", closed)));
    }

    private String grant(Facts facts, String tables) {
        return "User " + facts.user() + " may not read and write " + tables + " in " + place
                + ": GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + facts.schema() + " TO "
                + facts.user() + " (and USAGE ON ALL SEQUENCES)";
    }

    private void rules(List<RuleDefinition> rules) throws SQLException {
        List<RuleDefinition> absent = RuleTable.absent(connection, rules);
        absent.forEach(rule -> missing.add("store rule " + rule.id() + " with its defaults"));
        for (StoredRule rule : RuleTable.inForce(connection, rules)) {
            String id = rule.definition().id();
            if (!rule.enabled()) {
                findings.add("rule " + id + " is disabled by its owner and stays so");
            }
            if (rule.edited()) {
                findings.add("rule " + id + " was edited by a person; its values are in force");
            }
            rule.notes().forEach(note -> findings.add("rule " + id + ": " + note));
        }
        findings.add(rules.size() - absent.size() + " of " + rules.size() + " rules are stored");
    }
}
