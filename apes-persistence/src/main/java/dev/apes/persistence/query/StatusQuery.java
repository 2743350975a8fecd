package dev.apes.persistence.query;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.schema.Inspection;
import dev.apes.persistence.schema.Migrations;
import dev.apes.persistence.schema.Obstacle;
import dev.apes.persistence.table.DataSetTable;
import dev.apes.persistence.table.Incident;
import dev.apes.persistence.table.IncidentTable;
import dev.apes.persistence.table.IterationTable;
import dev.apes.persistence.table.PromotionTable;
import dev.apes.persistence.table.SelectionTable;
import dev.apes.persistence.table.ShutdownTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at a database without changing anything and without starting Hibernate or the engine. Where APES has no tables, {@link
 * #facts} says so and everything else is empty. Keeps one connection; not thread-safe.
 */
public final class StatusQuery implements AutoCloseable {
    private static final long COUNTED = 20_000;
    private static final List<String> TABLES = List.of(
            "improvement_sessions",
            "training_iterations",
            "rule_metadata",
            "rule_parameter_history",
            "rule_performance",
            "discovered_patterns",
            "training_data_sets",
            "training_prompts",
            "synthetic_data_samples",
            "evaluations",
            "training_checkpoints",
            "user_feedback");

    private final Database database;
    private final Connection connection;
    private final DatabaseFacts facts;

    /**
     * Connects.
     *
     * @param database where; closed with this object
     * @throws dev.apes.api.error.StoreException if it can't be reached
     */
    public StatusQuery(Database database) {
        this.database = database;
        try {
            connection = database.dedicated();
        } catch (SQLException e) {
            throw database.failure("look at the database", e);
        }
        try {
            facts = lookAt(connection, database.place());
        } catch (SQLException e) {
            close();
            throw database.failure("look at the database", e);
        }
    }

    private static DatabaseFacts lookAt(Connection connection, String place) throws SQLException {
        Optional<Obstacle> obstacle = Inspection.obstacle(connection, place);
        int version = Migrations.historyReadable(connection) ? Migrations.version(connection) : 0;
        return Sql.first(
                        connection,
                        "SELECT current_setting('server_version') AS version, coalesce(current_schema(), '') AS schema,"
                                + " pg_database_size(current_database()) AS bytes",
                        row -> new DatabaseFacts(
                                "PostgreSQL " + row.getString("version").split(" ")[0],
                                place,
                                row.getString("schema"),
                                version,
                                Migrations.LATEST,
                                row.getLong("bytes"),
                                obstacle))
                .orElseThrow();
    }

    /** {@return what the database is} */
    public DatabaseFacts facts() {
        return facts;
    }

    /**
     * @param ids the rules in use
     * @return those that are stored, by descending priority
     */
    public List<RuleRow> rules(Collection<String> ids) {
        return look("read the rules", c -> RuleRows.of(c, ids));
    }

    /**
     * @param ids the rules in use
     * @return what each that is stored was at first, and whether it is as it should be
     */
    public Map<String, RuleCheck> checks(Collection<String> ids) {
        return look("check the rules", c -> List.of(RuleCheck.of(c, ids))).stream()
                .findFirst()
                .orElse(Map.of());
    }

    /**
     * @param ids the rules in use
     * @return how many rules are stored beside them
     */
    public int otherRules(Collection<String> ids) {
        return look(
                        "count the rules",
                        c -> Sql.list(
                                c,
                                "SELECT count(*)::int FROM rule_metadata WHERE NOT rule_id = ANY (?)",
                                row -> row.getInt(1),
                                ids))
                .stream()
                .findFirst()
                .orElse(0);
    }

    /** {@return ids of the derived rules, those switched off included} */
    public List<String> derivedRules() {
        return look(
                "read the derived rules",
                c -> Sql.list(
                        c,
                        "SELECT rule_id FROM rule_metadata WHERE base_rule_id IS NOT NULL ORDER BY id",
                        row -> row.getString(1)));
    }

    /** {@return the selection of rules in force} */
    public Optional<PromotionId> selection() {
        return look(
                        "look which selection of rules is in force",
                        c -> SelectionTable.inForce(c).stream().toList())
                .stream()
                .findFirst();
    }

    /**
     * @param limit how many at most, at least 1
     * @return the newest sessions, newest first
     */
    public List<SessionRow> sessions(int limit) {
        Checks.atLeast(limit, 1, "limit");
        return look("read the sessions", c -> SessionRows.newest(c, limit));
    }

    /**
     * @param id a session
     * @return it, if there is one of this id
     */
    public Optional<SessionRow> session(SessionId id) {
        return look("read session " + id, c -> SessionRows.of(c, id).stream().toList()).stream()
                .findFirst();
    }

    /** {@return how many sessions there are in each stored state, with the reasons of those that ended, most first} */
    public Map<String, Long> ends() {
        Map<String, Long> ends = new LinkedHashMap<>();
        look(
                        "count the ends of sessions",
                        c -> Sql.list(
                                c,
                                "SELECT status || coalesce(' (' || stopped_reason || ')', '') AS ending, count(*) AS n"
                                        + " FROM improvement_sessions WHERE session_type = 'continuous_training'"
                                        + " GROUP BY 1 ORDER BY n DESC, 1",
                                row -> Map.entry(row.getString("ending"), row.getLong("n"))))
                .forEach(e -> ends.put(e.getKey(), e.getValue()));
        return ends;
    }

    /** {@return how often processes ceased to run sessions, by mode; see {@link ShutdownTable#modes}} */
    public Map<String, Long> shutdowns() {
        return look("count the shutdowns", c -> List.of(ShutdownTable.modes(c))).stream()
                .findFirst()
                .orElse(Map.of());
    }

    /**
     * @param id a session
     * @return how it was cut off, each time, oldest first
     */
    public List<Incident> incidents(SessionId id) {
        return facts.ready() ? look("read the incidents of session " + id, c -> IncidentTable.of(c, id)) : List.of();
    }

    /**
     * @param id a session
     * @param after the last iteration already known, 0 for none
     * @param limit how many at most, at least 1
     * @return later iterations, oldest first; empty for an unknown session
     */
    public List<IterationRecord> iterations(SessionId id, int after, int limit) {
        return look("read the iterations of session " + id, c -> IterationTable.after(c, id, after, limit));
    }

    /**
     * @param id a session
     * @return the patterns of its last iteration, in order
     */
    public List<PatternRecord> patterns(SessionId id) {
        return look("read the patterns of session " + id, c -> IterationTable.patterns(c, id));
    }

    /**
     * @param id a session
     * @return its promotions, oldest first
     */
    public List<PromotionRecord> promotions(SessionId id) {
        return look("read the promotions of session " + id, c -> PromotionTable.ofSession(c, id));
    }

    /**
     * @param dataKey fingerprint of a data set
     * @return its holdout prompts, in order; empty if the data set is not stored
     */
    public List<Prompt> holdout(String dataKey) {
        return look(
                "read the holdout prompts",
                c -> DataSetTable.find(c, dataKey).stream()
                        .flatMap(data -> data.members().stream())
                        .filter(member -> member.side() == DataSide.HOLDOUT)
                        .map(DataSet.Member::prompt)
                        .toList());
    }

    /** {@return alerts that go on, newest first, 100 at most} */
    public List<AlertRow> alerts() {
        return facts.ready()
                ? look(
                        "read the alerts",
                        c -> AlertLog.page(c, Optional.empty(), true, PageRequest.first(100))
                                .items())
                : List.of();
    }

    /** {@return when the process of each session that has not ended was last heard of} */
    public List<Heartbeat> heartbeats() {
        return look("look for processes", Heartbeat::of);
    }

    /**
     * Clears alerts of lost heartbeats that are no longer so.
     *
     * @param silent from what age on a process counts as not heard of
     * @return how many were cleared
     */
    public int clearHeard(Duration silent) {
        return database.transaction("clear alerts", c -> Heartbeat.clearHeard(c, silent));
    }

    /**
     * Stores that something needs attention. What goes on being so is one alert.
     *
     * @param kind e.g. {@code lost_heartbeat}
     * @param session whom it concerns; empty for the machine
     * @param severity {@code warning} or {@code critical}
     * @param message a sentence with figures
     * @param figures numbers behind it
     * @return whether it is new
     */
    public boolean raise(
            String kind, Optional<SessionId> session, String severity, String message, Map<String, Double> figures) {
        return database.transaction(
                "store an alert",
                c -> AlertLog.raise(c, kind, session.map(SessionId::value).orElse(""), severity, message, figures));
    }

    /**
     * @param ids sessions
     * @return what a comparison of them rests on, of those there are, in the order given
     */
    public List<SessionSample> samples(List<SessionId> ids) {
        return look("read sessions to compare", c -> {
            List<SessionItem> items =
                    SessionList.of(c, ids.stream().map(SessionId::value).toList());
            List<SessionSample> samples = new ArrayList<>();
            for (SessionId id : ids) {
                for (SessionItem item : items) {
                    if (item.id().equals(id)) {
                        samples.add(SessionHistory.sample(c, item));
                    }
                }
            }
            return samples;
        });
    }

    /**
     * @param id a session
     * @param most how many points at most, at least 2
     * @return its course: evenly spread iterations in order, the last one among them
     */
    public List<IterationPoint> course(SessionId id, int most) {
        return look("read the course of session " + id, c -> SessionHistory.course(c, id, most));
    }

    /**
     * @param limit how many at most, up to {@link Page#LARGEST}
     * @return the newest sessions in figures, newest first
     */
    public List<SessionItem> items(int limit) {
        return facts.ready()
                ? look(
                        "list the sessions",
                        c -> SessionList.page(c, SessionFilter.ALL, PageRequest.first(limit))
                                .items())
                : List.of();
    }

    /** {@return how many rows each table of interest has} */
    public List<TableRows> tables() {
        return look("count rows", c -> {
            Map<String, Long> estimates = new LinkedHashMap<>();
            Sql.list(
                    c,
                    "SELECT t, (SELECT c.reltuples::bigint FROM pg_class c"
                            + " WHERE c.oid = to_regclass(format('%I.%I', current_schema(), t)))"
                            + " FROM unnest(?) WITH ORDINALITY AS a (t, place) ORDER BY place",
                    row -> estimates.put(row.getString(1), row.getLong(2)),
                    TABLES);
            List<TableRows> rows = new ArrayList<>();
            for (Map.Entry<String, Long> estimate : estimates.entrySet()) {
                String table = estimate.getKey();
                boolean exact = estimate.getValue() < COUNTED;
                rows.add(new TableRows(table, exact ? count(c, table) : estimate.getValue(), exact));
            }
            return rows;
        });
    }

    private static long count(Connection connection, String table) throws SQLException {
        return Sql.first(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1))
                .orElse(0L);
    }

    /** {@return by the server's clock, so that ages of what is stored come out right} */
    public Instant now() {
        try {
            return Objects.requireNonNull(
                    Sql.first(connection, "SELECT clock_timestamp() AS now", row -> Sql.instant(row, "now"))
                            .orElseThrow());
        } catch (SQLException e) {
            throw database.failure("ask for the time", e);
        }
    }

    private <T> List<T> look(String doing, Database.Work<List<T>> work) {
        if (facts.tableVersion() == 0) {
            return List.of();
        }
        try {
            return work.on(connection);
        } catch (SQLException e) {
            if (Sql.absent(e)) {
                return List.of(); // an older version of the tables
            }
            throw database.failure(doing, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw database.failure("close the connection", e);
        } finally {
            database.close();
        }
    }
}
