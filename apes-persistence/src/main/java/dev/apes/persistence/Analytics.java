package dev.apes.persistence;

import dev.apes.api.Checks;
import dev.apes.api.SessionId;
import dev.apes.api.store.IterationRecord;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.query.AlertLog;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.GenerationBatch;
import dev.apes.persistence.query.GenerationHistory;
import dev.apes.persistence.query.Heartbeat;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.Kpis;
import dev.apes.persistence.query.MethodFigures;
import dev.apes.persistence.query.MethodHistory;
import dev.apes.persistence.query.Page;
import dev.apes.persistence.query.PageRequest;
import dev.apes.persistence.query.ParameterChange;
import dev.apes.persistence.query.PatternItem;
import dev.apes.persistence.query.PromptItem;
import dev.apes.persistence.query.PromptList;
import dev.apes.persistence.query.RuleHistory;
import dev.apes.persistence.query.RuleRow;
import dev.apes.persistence.query.RuleRows;
import dev.apes.persistence.query.RuleScores;
import dev.apes.persistence.query.SessionDetail;
import dev.apes.persistence.query.SessionFilter;
import dev.apes.persistence.query.SessionHistory;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionList;
import dev.apes.persistence.query.SessionOutcome;
import dev.apes.persistence.query.SessionRows;
import dev.apes.persistence.query.SessionSample;
import dev.apes.persistence.query.StatusQuery;
import dev.apes.persistence.query.StrategyUse;
import dev.apes.persistence.table.IncidentTable;
import dev.apes.persistence.table.IterationTable;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What reports and dashboards ask of the database: lists by the page, key figures, courses, changes, samples to compare. Plain JDBC, no
 * Hibernate, no engine. Each query reads a number of rows that does not grow with the database (each class of {@code
 * dev.apes.persistence.query} says by which index), but for {@link #kpis}, which adds up one narrow row a session.
 *
 * <p>Who wants to know at once of what is committed listens ({@code LISTEN}) to {@link #ITERATIONS} and {@link #SESSIONS}: triggers
 * announce there whatever process commits it.
 *
 * <p>All methods throw {@link dev.apes.api.error.StoreException} where the database fails, and {@link
 * dev.apes.api.error.InvalidInputException} for a page that no list has given. Thread-safe.
 */
public final class Analytics implements AutoCloseable {
    /**
     * Channel of {@code LISTEN} on which committed iterations are announced: {@code {"session": ID, "iteration": N, "schema": NAME}}.
     */
    public static final String ITERATIONS = "apes_iterations";
    /**
     * Channel of {@code LISTEN} on which sessions that begin, stop and end are announced: {@code {"session": ID, "status": STATUS,
     * "schema": NAME}}.
     */
    public static final String SESSIONS = "apes_sessions";

    private final Database database;
    private final PostgresStoreConfig config;

    private Analytics(Database database, PostgresStoreConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Connects when first asked; keeps up to four connections while it is asked often.
     *
     * @param config where; its tables must be of this version ({@link #status} tells)
     * @return to be closed
     */
    public static Analytics open(PostgresStoreConfig config) {
        return new Analytics(PostgresSessionStore.database(config), config);
    }

    /** {@return a look at database, rules and tables over a connection of its own; close it} */
    public StatusQuery status() {
        return PostgresStatus.open(config);
    }

    /** {@return a connection of its own, e.g. to listen with; the caller closes it} */
    public Connection connection() {
        try {
            return database.dedicated();
        } catch (java.sql.SQLException e) {
            throw database.failure("connect", e);
        }
    }

    /**
     * Several questions with one connection: where many ask at once, each waits for its turn once and not for each question.
     *
     * @param questions asks this object, on this thread, any number of times
     * @param <T> type of the answer
     * @return the answer
     */
    public <T> T together(Supplier<T> questions) {
        return database.reading("answer a request", questions);
    }

    /** {@return the time by the server's clock} */
    public Instant now() {
        return database.read(
                "ask for the time",
                c -> Sql.first(c, "SELECT clock_timestamp() AS now", row -> Sql.instant(row, "now"))
                        .orElseThrow());
    }

    /**
     * @param filter which
     * @param page which part
     * @return sessions, newest first
     */
    public Page<SessionItem> sessions(SessionFilter filter, PageRequest page) {
        return database.read("list the sessions", c -> SessionList.page(c, filter, page));
    }

    /**
     * @param id a session
     * @return what is stored of it, if there is such a session
     */
    public Optional<SessionDetail> session(SessionId id) {
        return database.read("read session " + id, c -> {
            Optional<SessionItem> item =
                    SessionList.of(c, List.of(id.value())).stream().findFirst();
            if (item.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new SessionDetail(
                    item.get(),
                    SessionRows.of(c, id).orElseThrow(),
                    IncidentTable.of(c, id),
                    AlertLog.page(c, Optional.of(id), false, PageRequest.first(100))
                            .items()));
        });
    }

    /**
     * @param id a session
     * @return whether there is one of this id
     */
    public boolean exists(SessionId id) {
        return database.read("look for session " + id, c -> SessionList.exists(c, id.value()));
    }

    /** {@return ids of the rules that the newest session began with; empty if there is no session} */
    public List<String> rulesOfTheNewest() {
        return database.read("read the rules in use", SessionList::rulesOfTheNewest);
    }

    /**
     * @param ids sessions
     * @return those there are, in the order given
     */
    public List<SessionItem> items(List<SessionId> ids) {
        Map<SessionId, SessionItem> found =
                database
                        .read(
                                "read sessions",
                                c -> SessionList.of(
                                        c, ids.stream().map(SessionId::value).toList()))
                        .stream()
                        .collect(Collectors.toMap(SessionItem::id, Function.identity()));
        return ids.stream()
                .distinct()
                .filter(found::containsKey)
                .map(found::get)
                .toList();
    }

    /**
     * @param id a session
     * @param page which part
     * @return its iterations in figures, oldest first
     */
    public Page<IterationPoint> iterations(SessionId id, PageRequest page) {
        return database.read("read the iterations of session " + id, c -> SessionHistory.iterations(c, id, page));
    }

    /**
     * @param id a session
     * @param iteration its number
     * @return all that is stored of it
     */
    public Optional<IterationRecord> iteration(SessionId id, int iteration) {
        return database
                .read(
                        "read iteration " + iteration + " of session " + id,
                        c -> IterationTable.after(c, id, iteration - 1, 1))
                .stream()
                .filter(record -> record.iteration() == iteration)
                .findFirst();
    }

    /**
     * @param id a session
     * @param most how many points at most, at least 2
     * @return its course for a chart: evenly spread iterations in order, the last one among them
     */
    public List<IterationPoint> course(SessionId id, int most) {
        return database.read("read the course of session " + id, c -> SessionHistory.course(c, id, most));
    }

    /**
     * @param end end of the window, usually {@link #now}
     * @param window its length, positive
     * @return the five key figures
     */
    public Kpis kpis(Instant end, Duration window) {
        return database.read("compute the key figures", c -> Kpis.of(c, end, window));
    }

    /**
     * @param ids the rules in use
     * @return those that are stored, by descending priority, with parameters and recent measurements
     */
    public List<RuleRow> rules(Collection<String> ids) {
        return database.read("read the rules", c -> RuleRows.of(c, ids));
    }

    /**
     * @param ruleId of one rule; empty for all
     * @param session of one session; empty for all
     * @param page which part
     * @return changes of parameters (promotions with their evidence, rollbacks), newest first
     */
    public Page<ParameterChange> changes(Optional<String> ruleId, Optional<SessionId> session, PageRequest page) {
        return database.read("read changes of parameters", c -> RuleHistory.changes(c, ruleId, session, page));
    }

    /**
     * @param ruleId a rule
     * @param most how many measurements at most, the newest
     * @param classes of how many classes of equal width over [0, 1], at least 1
     * @return how their improvement scores are spread
     */
    public RuleScores scores(String ruleId, int most, int classes) {
        return database.read("read measurements of rule " + ruleId, c -> RuleHistory.scores(c, ruleId, most, classes));
    }

    /**
     * @param ruleId of one rule; empty for all
     * @param session of one session; empty for all
     * @param page which part
     * @return patterns, newest first
     */
    public Page<PatternItem> patterns(Optional<String> ruleId, Optional<SessionId> session, PageRequest page) {
        return database.read("read patterns", c -> RuleHistory.patterns(c, ruleId, session, page));
    }

    /**
     * @param session of one session; empty for all
     * @param page which part
     * @return what was generated, newest first
     */
    public Page<GenerationBatch> generation(Optional<SessionId> session, PageRequest page) {
        return database.read("read what was generated", c -> GenerationHistory.batches(c, session, page));
    }

    /**
     * @param id a session
     * @param page which part
     * @return the prompts it trains on, in the order of its data set
     */
    public Page<PromptItem> prompts(SessionId id, PageRequest page) {
        return database.read("read the prompts of session " + id, c -> PromptList.page(c, id, page));
    }

    /**
     * @param fingerprint of a prompt
     * @return its whole text, if it is known
     */
    public Optional<String> promptText(String fingerprint) {
        return database.read("read a prompt", c -> PromptList.text(c, fingerprint));
    }

    /**
     * @param session of one session; empty for all
     * @param most how many iterations at most, the newest
     * @return what each generated for and what became of it, by session and iteration
     */
    public List<StrategyUse> strategies(Optional<SessionId> session, int most) {
        return database.read(
                "read what strategies were used", c -> SessionHistory.strategies(c, session.orElse(null), most));
    }

    /**
     * @param session of one session; empty for all
     * @param most iterations looked at, the newest, at least 1
     * @return what each method of generating has done there, with trends, by name
     */
    public List<MethodFigures> methods(Optional<SessionId> session, int most) {
        Checks.atLeast(most, 1, "iterations to look at");
        return database.read("read how generating fared", c -> MethodHistory.figures(c, session, most));
    }

    /**
     * @param session of one session; empty for all and the machine
     * @param open whether only those that go on
     * @param page which part
     * @return alerts, newest first
     */
    public Page<AlertRow> alerts(Optional<SessionId> session, boolean open, PageRequest page) {
        return database.read("read alerts", c -> AlertLog.page(c, session, open, page));
    }

    /** {@return when the process of each session that has not ended was last heard of} */
    public List<Heartbeat> heartbeats() {
        return database.read("look for processes", Heartbeat::of);
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
     * @param kind {@code regression}, {@code stall}, {@code lost_heartbeat} or {@code full_disk}
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
     * @param kind what is no longer so
     * @param session of which session; empty for the machine
     * @return whether it was open
     */
    public boolean clear(String kind, Optional<SessionId> session) {
        return database.transaction(
                "clear an alert",
                c -> AlertLog.clear(c, kind, session.map(SessionId::value).orElse("")));
    }

    /**
     * @param id a session
     * @return what a comparison of it with others rests on, if there is such a session
     */
    public Optional<SessionSample> sample(SessionId id) {
        Optional<SessionItem> item = items(List.of(id)).stream().findFirst();
        return item.map(one -> database.read("read session " + id, c -> SessionHistory.sample(c, one)));
    }

    /**
     * @param most how many sessions at most, the newest, up to {@link Page#LARGEST}
     * @return what they were told and what came of it
     */
    public List<SessionOutcome> outcomes(int most) {
        List<SessionItem> items =
                sessions(SessionFilter.ALL, PageRequest.first(most)).items();
        Map<String, Map<String, String>> settings = database.read(
                "read settings of sessions",
                c -> SessionList.configurations(
                        c, items.stream().map(item -> item.id().value()).toList()));
        List<SessionOutcome> outcomes = new ArrayList<>();
        for (SessionItem item : items) {
            outcomes.add(
                    new SessionOutcome(item, settings.getOrDefault(item.id().value(), Map.of())));
        }
        return outcomes;
    }

    @Override
    public void close() {
        database.close();
    }
}
