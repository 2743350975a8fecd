package dev.apes.persistence;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.error.StoreException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.MethodOutcome;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.archive.Archive;
import dev.apes.persistence.commit.AdoptedRules;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.journal.Journal;
import dev.apes.persistence.query.MethodHistory;
import dev.apes.persistence.schema.Inspection;
import dev.apes.persistence.schema.Migrations;
import dev.apes.persistence.session.RunningSessions;
import dev.apes.persistence.table.CheckpointTable;
import dev.apes.persistence.table.CombinationTable;
import dev.apes.persistence.table.CutOff;
import dev.apes.persistence.table.DataSetTable;
import dev.apes.persistence.table.DerivedRuleTable;
import dev.apes.persistence.table.FeedbackTable;
import dev.apes.persistence.table.Incident;
import dev.apes.persistence.table.IncidentTable;
import dev.apes.persistence.table.IterationTable;
import dev.apes.persistence.table.Leases;
import dev.apes.persistence.table.LedgerTable;
import dev.apes.persistence.table.PromotionTable;
import dev.apes.persistence.table.Retention;
import dev.apes.persistence.table.RuleTable;
import dev.apes.persistence.table.SelectionTable;
import dev.apes.persistence.table.SessionTable;
import dev.apes.persistence.table.ShutdownTable;
import dev.apes.persistence.threads.StoreThreads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session store on PostgreSQL 13 or newer. Thread-safe.
 *
 * <p>Reading goes by plain JDBC; Hibernate is started in the background when a session begins, and only then. A running session is
 * leased to its store by an advisory lock on a connection of its own, which vanishes with the process. Two sessions whose data sets
 * share an error budget do not run at once in two stores; those of one store are the caller's to arrange.
 */
public final class PostgresSessionStore implements SessionStore {
    /** What runs is among the newest. */
    private static final int SESSIONS_LOOKED_AT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSessionStore.class);

    private final Database database;
    private final Optional<String> schema;
    private final PostgresStoreConfig config;
    private final RunningSessions running;

    private PostgresSessionStore(Database database, PostgresStoreConfig config) {
        this.database = database;
        schema = config.schema();
        this.config = config;
        StoreThreads threads = StoreThreads.of(config.scheduler());
        running = new RunningSessions(
                database,
                config.clock(),
                new Leases(database, config.heartbeat(), threads),
                new Retention(
                        database,
                        config.retention().applications(),
                        config.retention().samples(),
                        config.retention().batches()),
                threads,
                config.journal().map(folder -> new Journal(folder, config.clock())),
                this::archive);
    }

    /**
     * Connects. Stores what the journal holds, if there are tables of this version; changes nothing else: {@link #prepare} creates
     * the tables.
     *
     * @param config where
     * @return the store
     * @throws StoreException if the database can't be reached or refuses the user
     */
    public static PostgresSessionStore open(PostgresStoreConfig config) {
        Database database = database(config);
        try (Connection connection = database.dedicated()) {
            connection.getAutoCommit();
        } catch (SQLException e) {
            database.close();
            throw database.failure("open the store", e);
        }
        PostgresSessionStore store = new PostgresSessionStore(database, config);
        try {
            store.replay();
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private void replay() {
        if (running.anySetAside()
                && !database.read("look at the database", this::schemaAbsent)
                && database.read("read the version of the tables", Migrations::version) == Migrations.LATEST) {
            running.replay();
        }
    }

    /** {@return what was stored from the journal so far, or could not be, a sentence each} */
    public List<String> recovered() {
        return running.recovered();
    }

    static Database database(PostgresStoreConfig config) {
        String schema = config.schema().orElse(null);
        return config.address() == null
                ? Database.of(config.dataSource(), schema)
                : Database.pooled(
                        config.address(),
                        config.applicationName(),
                        schema,
                        config.whereabouts().orElse(null),
                        config.scheduler().orElse(null));
    }

    @Override
    public String name() {
        return "postgresql";
    }

    /** {@return where a service writes down what it does with the rules at run time; usable until this store is closed} */
    public EnhancementLog enhancements() {
        return new EnhancementLog(database);
    }

    @Override
    public StoreInspection inspect(List<RuleDefinition> rules) {
        return database.read("look at the database", c -> {
            if (schemaAbsent(c)) {
                return new StoreInspection(
                        "PostgreSQL at " + database.place(),
                        List.of("no schema " + schema.orElseThrow() + " yet"),
                        List.of("create schema " + schema.orElseThrow() + " and its tables"),
                        Optional.empty());
            }
            return Inspection.of(c, database.place(), rules);
        });
    }

    private boolean schemaAbsent(Connection connection) throws SQLException {
        return schema.isPresent()
                && Sql.list(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", row -> 1, schema.get())
                        .isEmpty();
    }

    @Override
    public List<String> prepare(List<RuleDefinition> rules) {
        List<String> done = new ArrayList<>();
        if (database.read("look at the database", this::schemaAbsent)) {
            database.transact(
                    "create schema " + schema.orElseThrow(),
                    c -> Sql.run(
                            c,
                            "CREATE SCHEMA IF NOT EXISTS \""
                                    + schema.orElseThrow().replace("\"", "\"\"") + "\""));
            done.add("created schema " + schema.orElseThrow());
        }
        StoreInspection inspection = inspect(rules);
        if (inspection.blocked().isPresent()) {
            throw new StoreException(inspection.blocked().get(), null);
        }
        int before = database.read("read the version of the tables", Migrations::version);
        if (before < Migrations.LATEST) {
            Migrations.run(database);
            done.add((before == 0 ? "created the tables" : "brought the tables from version " + before + " to")
                    + (before == 0 ? ", version " : " ")
                    + Migrations.LATEST);
        }
        List<String> seeded = database.transaction("store the rules", c -> RuleTable.seed(c, rules));
        seeded.forEach(rule -> done.add("stored rule " + rule + " with its defaults"));
        int known = recovered().size();
        replay();
        done.addAll(recovered().subList(known, recovered().size()));
        return done;
    }

    @Override
    public List<StoredRule> rules(List<RuleDefinition> rules) {
        return database.read("read the rules", c -> RuleTable.inForce(c, rules));
    }

    @Override
    public Optional<PromotionId> selectionInForce() {
        return database.read("look which selection of rules is in force", SelectionTable::inForce);
    }

    @Override
    public Optional<StoredSelection> selection(PromotionId id) {
        return database.read("read a selection of rules", c -> SelectionTable.find(c, id));
    }

    @Override
    public List<StoredDerivedRule> derivedRules() {
        return database.read("read the derived rules", DerivedRuleTable::all);
    }

    @Override
    public boolean keepsDerivedRules() {
        return true;
    }

    @Override
    public Map<String, DataSide> sides(Collection<String> fingerprints) {
        return database.read("read the sides of prompts", c -> DataSetTable.sides(c, fingerprints));
    }

    @Override
    public void register(DataSet data) {
        database.transact("store data set " + data.key(), c -> DataSetTable.register(c, data));
    }

    @Override
    public Optional<DataSet> dataSet(String dataKey) {
        return database.read("read data set " + dataKey, c -> DataSetTable.find(c, dataKey));
    }

    @Override
    public ErrorBudget errorBudget(String dataKey) {
        return database.read("read the error budget", c -> DataSetTable.budget(c, dataKey));
    }

    @Override
    public void begin(SessionRecord session) {
        running.begin(session);
    }

    @Override
    public SessionRecord takeOver(SessionId id) {
        return running.takeOver(id);
    }

    @Override
    public SessionRecord takeOver(SessionRecord restated) {
        return running.takeOver(restated);
    }

    @Override
    public void commit(IterationCommit commit) {
        running.commit(commit);
    }

    @Override
    public Optional<String> setAside(IterationCommit commit) {
        return running.setAside(commit);
    }

    @Override
    public Optional<String> setAside(SessionId id, SessionStatus status, SessionEnd end) {
        return running.setAside(id, status, end);
    }

    @Override
    public void finish(SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint) {
        running.finish(id, status, end, checkpoint);
    }

    @Override
    public List<MethodOutcome> methodOutcomes(String evaluator, int sessions, int each) {
        Checks.atLeast(sessions, 1, "sessions");
        Checks.atLeast(each, 1, "each");
        return database.read("read how generating fared", c -> MethodHistory.outcomes(c, evaluator, sessions, each));
    }

    @Override
    public Optional<Checkpoint> checkpoint(SessionId id) {
        return database.read("read the checkpoint of session " + id, c -> {
            SessionTable.require(c, id);
            return CheckpointTable.newest(c, id);
        });
    }

    /** The session has ended all the same if its archive can't be written. */
    private void archive(SessionId id) {
        try {
            config.archive()
                    .ifPresent(folder -> new Archive(database)
                            .write(
                                    id,
                                    folder,
                                    config.archivesKept(),
                                    config.clock().instant()));
        } catch (ApesException e) {
            LOG.warn("Session {} has ended but is not archived: {}", id, e.getMessage());
        }
    }

    /**
     * Puts an archive of a session and of all rules into this database, in which nothing has been trained yet. {@link #prepare} it
     * first.
     *
     * @param archive a file that was written at the end of a session
     * @return what was restored, a sentence
     * @throws dev.apes.api.error.InvalidInputException if the file is damaged, no archive or from a newer version
     * @throws StoreException if the database has sessions of its own
     */
    public String restore(Path archive) {
        return new Archive(database).restore(archive);
    }

    /**
     * @param id a session
     * @return where it was cut off
     */
    public CutOff cutOff(SessionId id) {
        return database.read("read session " + id, c -> IncidentTable.cutOff(c, id));
    }

    /**
     * @param id a session
     * @param incident how it was cut off
     */
    public void add(SessionId id, Incident incident) {
        database.transact("store an incident of session " + id, c -> IncidentTable.add(c, id, incident));
    }

    @Override
    public Optional<SessionRecord> find(SessionId id) {
        return database.read("read session " + id, c -> SessionTable.find(c, id));
    }

    @Override
    public List<SessionRecord> sessions(int limit) {
        Checks.atLeast(limit, 1, "limit");
        return database.read("read the sessions", c -> SessionTable.newest(c, limit));
    }

    @Override
    public List<IterationRecord> iterations(SessionId id, int after, int limit) {
        Checks.atLeast(after, 0, "after");
        Checks.atLeast(limit, 1, "limit");
        return database.read("read the iterations of session " + id, c -> {
            SessionTable.require(c, id);
            return IterationTable.after(c, id, after, limit);
        });
    }

    @Override
    public List<PatternRecord> patterns(SessionId id) {
        return database.read("read the patterns of session " + id, c -> {
            SessionTable.require(c, id);
            return IterationTable.patterns(c, id);
        });
    }

    @Override
    public List<CombinationRecord> combinations(SessionId id) {
        return database.read("read the combinations of session " + id, c -> {
            SessionTable.require(c, id);
            return CombinationTable.of(c, id.value());
        });
    }

    @Override
    public List<PromotionRecord> promotions(String ruleId) {
        return database.read("read the promotions of rule " + ruleId, c -> PromotionTable.of(c, ruleId));
    }

    /**
     * Puts in force what a person chose, e.g. a {@link RuleFile}: all of it or, if anything fails, nothing. Each rule that changes gets a
     * new version and a row in the history of its parameters. A rule that the content has switched off is switched off; one that is
     * switched off here stays so, for that is its owner's choice, and derived rules that the content does not name stay in force.
     * {@link #prepare} the store first.
     *
     * @param chosen what to put in force; the rules' constraints have been checked by the caller
     * @return ids of the rules that changed; those already in force do not
     * @throws SessionStateException if a rule is not known here, or a session is running, which would not know its parameters any more
     */
    public List<String> adopt(RuleFile.Content chosen) {
        return database.transaction("put rules in force", c -> {
            List<SessionId> running = SessionTable.newest(c, SESSIONS_LOOKED_AT).stream()
                    .filter(s ->
                            s.condition() == SessionCondition.RUNNING || s.condition() == SessionCondition.STOPPING)
                    .map(SessionRecord::id)
                    .toList();
            if (!running.isEmpty()) {
                throw new SessionStateException(
                        "Session " + running.get(0)
                                + " is running and would lose what it knows of its rules; wait for it, or stop it with 'apes stop'");
            }
            AdoptedRules adopted = new AdoptedRules(c);
            adopted.parameters(chosen.parameters());
            adopted.switchOff(chosen.switchedOff());
            adopted.derived(chosen.derived());
            if (chosen.selection().isPresent()) {
                adopted.selection(chosen.selection().get());
            }
            return adopted.announced();
        });
    }

    @Override
    public void rollback(PromotionId id) {
        running.rollBack(id);
    }

    @Override
    public void requestStop(SessionId id, StopMode mode) {
        database.transact("ask session " + id + " to stop", c -> {
            RunningSessions.requireAlive(id, SessionTable.lock(c, id));
            SessionTable.requestStop(c, id, mode);
        });
    }

    @Override
    public Optional<StopMode> stopRequest(SessionId id) {
        return database.read("read session " + id, c -> SessionTable.stopRequest(c, id));
    }

    @Override
    public Map<String, Evaluation> recall(Collection<String> keys) {
        return keys.isEmpty() ? Map.of() : database.read("read stored answers", c -> LedgerTable.recall(c, keys));
    }

    @Override
    public void remember(Map<String, Evaluation> answers) {
        if (!answers.isEmpty()) {
            database.transact("store answers", c -> LedgerTable.remember(c, answers));
        }
    }

    @Override
    public void asking(SessionId session, Collection<String> keys) {
        if (!keys.isEmpty()) {
            database.transact("note which answers are out", c -> LedgerTable.asking(c, session, keys));
        }
    }

    /**
     * @param id a session
     * @return how many of its paid calls were made in vain, since their process was cut off before the answer was stored
     */
    public long callsInVain(SessionId id) {
        return database.read("read the shutdowns of session " + id, c -> ShutdownTable.callsInVain(c, id));
    }

    @Override
    public FeedbackLog feedback(FeedbackLog.Mark until, int limit) {
        Checks.atLeast(limit, 1, "limit");
        return database.read("read the feedback of users", c -> FeedbackTable.until(c, until, limit));
    }

    @Override
    public void close() {
        running.close();
        database.close();
    }
}
