package dev.apes.cli.status;

import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.alert.LostHeartbeats;
import dev.apes.cli.settings.DatabaseSettings;
import dev.apes.cli.settings.Settings;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.DatabaseAddress;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.DatabaseFacts;
import dev.apes.persistence.query.RuleCheck;
import dev.apes.persistence.query.RuleRow;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionRow;
import dev.apes.persistence.query.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Looks at the database of the settings, as often as wanted, and changes nothing but the alerts of processes that can no longer tell themselves. APES' own server is started if it is stopped, and
 * stopped again by {@link #close()} if nobody else uses it; what does not exist is not made. Not thread-safe.
 */
public final class StatusReader implements AutoCloseable {
    /** The rules that APES brings; listed, since loading the engine to ask it takes longer than all the rest. */
    public static final List<String> BUILT_IN = List.of(
            "clarity_enhancement",
            "specificity_enhancement",
            "chain_of_thought",
            "few_shot_examples",
            "role_based_prompting",
            "xml_structure_enhancement");

    private static final Duration SILENT = Duration.ofSeconds(60);

    private static final int COURSE = 40;

    private final Settings settings;
    private Optional<EmbeddedPostgres> server = Optional.empty();
    private StatusQuery query;

    /** @param settings where to look; nothing is opened yet */
    public StatusReader(Settings settings) {
        this.settings = settings;
    }

    /**
     * How much to read.
     *
     * @param sessions how many at most
     * @param only the one session to read in place of the newest ones: an id, its beginning, or {@code latest}
     * @param iterations how many of the newest iterations to read of the newest session, or of the only one
     * @param tables whether to count rows
     */
    public record Wanted(int sessions, Optional<String> only, int iterations, boolean tables) {}

    /**
     * @param wanted how much to read
     * @return what there is
     */
    public SystemView read(Wanted wanted) {
        String place = settings.place();
        boolean own = settings.database().isEmpty();
        try {
            if (query == null && !open()) {
                return SystemView.without(SystemView.State.ABSENT, own, place, List.of(), List.of());
            }
            return look(wanted, own, place);
        } catch (ApesException e) {
            close();
            return SystemView.without(SystemView.State.UNREACHABLE, own, place, List.of(e.getMessage()), List.of());
        }
    }

    private boolean open() {
        if (settings.database().isPresent()) {
            DatabaseSettings database = settings.database().get();
            query = query(
                    database.url(),
                    database.user().orElse(null),
                    database.password().orElse(null));
            return true;
        }
        server = EmbeddedPostgres.attach(settings.home());
        server.ifPresent(own -> query = query(own.jdbcUrl(), own.user(), own.password()));
        return query != null;
    }

    private static StatusQuery query(String url, String user, String password) {
        return new StatusQuery(Database.unpooled(DatabaseAddress.parse(url, user, password), "apes status", null));
    }

    private SystemView look(Wanted wanted, boolean own, String place) {
        DatabaseFacts facts = query.facts();
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        SystemView.State state = state(facts);
        // who may only read can still look at what others train
        facts.obstacle()
                .ifPresent(o -> (o.ofUser() && state == SystemView.State.READY ? notes : problems).add(o.reason()));
        if (facts.obstacle().isEmpty() && state != SystemView.State.READY) {
            notes.add(facts.tables());
        }
        boolean readable = state == SystemView.State.READY || state == SystemView.State.OLDER;
        List<SessionRow> rows = readable ? query.sessions(wanted.sessions()) : List.of();
        List<SessionView> sessions = sessions(rows, wanted);
        Set<String> ids = new TreeSet<>(BUILT_IN);
        rows.stream()
                .findFirst()
                .ifPresent(row -> ids.addAll(row.session().initialParameters().keySet()));
        if (state == SystemView.State.READY) {
            ids.addAll(query.derivedRules());
        }
        List<RuleView> rules = state == SystemView.State.READY ? rules(ids) : List.of();
        if (state == SystemView.State.READY) {
            judgeRules(rules, rows, problems, notes);
            query.selection()
                    .ifPresent(id -> notes.add("rules are left out of prompts where the model of iteration "
                            + id.iteration() + " of session " + SessionView.shortId(id.session())
                            + " does not expect them to help"));
        }
        rows.forEach(row -> judgeSession(row, problems));
        if (wanted.tables() && state == SystemView.State.READY) {
            tellEnds(query.ends(), notes);
        }
        if (state == SystemView.State.READY && facts.obstacle().isEmpty()) {
            noteLostHeartbeats();
        }
        List<AlertRow> alerts = state == SystemView.State.READY ? query.alerts() : List.of();
        boolean detailed = wanted.tables() && state == SystemView.State.READY;
        List<SessionItem> items = detailed ? query.items(Math.min(20, wanted.sessions())) : List.of();
        return new SystemView(
                state,
                own,
                place,
                Optional.of(facts),
                rules,
                state == SystemView.State.READY ? query.otherRules(ids) : 0,
                sessions,
                wanted.tables() && state == SystemView.State.READY ? query.tables() : List.of(),
                state == SystemView.State.READY ? query.shutdowns() : Map.of(),
                problems,
                notes,
                alerts,
                detailed ? Components.of(settings.home(), facts, rules, sessions, items, alerts.size()) : List.of(),
                items.stream()
                        .map(item -> SessionCourse.of(item, query.course(item.id(), COURSE)))
                        .toList(),
                query.now());
    }

    /**
     * @param session one that was read
     * @return the patterns of its last iteration
     */
    public List<PatternRecord> patterns(SessionId session) {
        return query.patterns(session);
    }

    /**
     * @param names ids of sessions, their beginnings, or {@code latest}; two or more different ones
     * @return what a comparison of them rests on, in the order given
     * @throws NothingToDoException if there is no such session
     * @throws InvalidInputException if fewer than two sessions are named, or one twice
     */
    public ComparedSessions compared(List<String> names) {
        SystemView view = read(new Wanted(1_000, Optional.empty(), 0, false));
        if (view.state() != SystemView.State.READY) {
            throw new NothingToDoException("there are no sessions to compare: "
                    + (view.problems().isEmpty()
                            ? "there is no database under " + view.place() + " yet, or its tables are of another"
                                    + " version"
                            : String.join("; ", view.problems())));
        }
        List<SessionRecord> all =
                view.sessions().stream().map(SessionView::session).toList();
        List<SessionRecord> chosen =
                names.stream().map(name -> SessionChoice.find(name, all)).toList();
        List<SessionId> ids = chosen.stream().map(SessionRecord::id).toList();
        if (ids.size() < 2 || ids.stream().distinct().count() < ids.size()) {
            throw new InvalidInputException(
                    "--compare " + String.join(",", names), "needs two different sessions or more, joined by commas");
        }
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        for (SessionRecord session : chosen) {
            Map<String, String> set = new LinkedHashMap<>(session.configuration());
            set.put("seed", String.valueOf(session.seed()));
            settings.put(session.id().value(), set);
            parameters.put(session.id().value(), parametersAtEnd(session));
        }
        return new ComparedSessions(query.samples(ids), settings, parameters);
    }

    private Map<String, String> parametersAtEnd(SessionRecord session) {
        Map<String, String> end = new LinkedHashMap<>();
        session.initialParameters()
                .forEach((rule, values) -> values.asMap().forEach((name, value) -> put(end, rule, name, value)));
        query.promotions(session.id())
                .forEach(p -> p.after().asMap().forEach((name, value) -> put(end, p.id().ruleId(), name, value)));
        return end;
    }

    private static void put(Map<String, String> all, String rule, String name, Object value) {
        all.put(rule + "." + name, String.valueOf(value));
    }

    /** {@return the time by the clock of the database that was read} */
    public Instant now() {
        return query.now();
    }

    /**
     * @param dataKey of a session that was read
     * @return the holdout prompts of its data set
     */
    public List<Prompt> holdout(String dataKey) {
        return query.holdout(dataKey);
    }

    private static void tellEnds(Map<String, Long> ends, List<String> notes) {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            notes.add("of all " + all + " sessions: "
                    + ends.entrySet().stream()
                            .map(e -> e.getValue() + " " + e.getKey() + " (" + Math.round(100.0 * e.getValue() / all)
                                    + " %)")
                            .collect(Collectors.joining(", ")));
        }
    }

    private void noteLostHeartbeats() {
        try {
            LostHeartbeats.look(query);
        } catch (ApesException e) {
            // who may only read is told of the session all the same
            LoggerFactory.getLogger(StatusReader.class).debug("alerts can't be stored", e);
        }
    }

    private static SystemView.State state(DatabaseFacts facts) {
        if (facts.tableVersion() == 0) {
            return facts.obstacle().isPresent() ? SystemView.State.UNFIT : SystemView.State.EMPTY;
        }
        if (facts.ready()) {
            return SystemView.State.READY;
        }
        return facts.tableVersion() < facts.knownVersion() ? SystemView.State.OLDER : SystemView.State.NEWER;
    }

    private List<SessionView> sessions(List<SessionRow> rows, Wanted wanted) {
        List<SessionView> views = new ArrayList<>();
        if (wanted.only().isPresent()) {
            SessionId id = SessionChoice.find(
                            wanted.only().get(),
                            rows.stream().map(SessionRow::session).toList())
                    .id();
            rows.stream()
                    .filter(row -> row.session().id().equals(id))
                    .forEach(row ->
                            views.add(new SessionView(row, iterations(row, wanted.iterations()), query.incidents(id))));
            return views;
        }
        for (SessionRow row : rows) {
            boolean detailed = views.isEmpty() || row.session().condition() == SessionCondition.RUNNING;
            views.add(new SessionView(row, detailed ? iterations(row, wanted.iterations()) : List.of(), List.of()));
        }
        return views;
    }

    private List<IterationRecord> iterations(SessionRow row, int newest) {
        int done = row.session().iterations();
        return newest == 0 || done == 0
                ? List.of()
                : query.iterations(
                        row.session().id(),
                        Math.max(0, done - newest),
                        newest == Integer.MAX_VALUE ? newest : newest + 1);
    }

    private List<RuleView> rules(Set<String> ids) {
        Map<String, RuleCheck> checks = query.checks(ids);
        List<RuleView> views = new ArrayList<>();
        for (RuleRow row : query.rules(ids)) {
            views.add(new RuleView(row, checks.getOrDefault(row.id(), RuleCheck.NONE)));
        }
        return views;
    }

    private static void judgeRules(
            List<RuleView> rules, List<SessionRow> rows, List<String> problems, List<String> notes) {
        Set<String> missing = new TreeSet<>(
                rows.isEmpty()
                        ? BUILT_IN
                        : rows.get(0).session().initialParameters().keySet());
        rules.forEach(rule -> missing.remove(rule.row().id()));
        if (!missing.isEmpty()) {
            problems.add("rules are missing: " + String.join(", ", missing) + "; 'apes train' stores them again");
        }
        for (RuleView rule : rules) {
            String id = rule.row().id();
            rule.check().problems().forEach(problem -> problems.add("rule " + id + ": " + problem));
            if (rule.check().edited()) {
                notes.add("rule " + id + " was edited by a person; its values are in force");
            }
            if (!rule.row().enabled()) {
                notes.add("rule " + id + " is disabled by its owner");
            }
        }
    }

    private static void judgeSession(SessionRow row, List<String> problems) {
        boolean running = row.session().condition() == SessionCondition.RUNNING
                || row.session().condition() == SessionCondition.STOPPING;
        Duration silence = row.heartbeatAge().orElse(Duration.ZERO);
        if (running && silence.compareTo(SILENT) > 0) {
            problems.add("session " + row.session().id()
                    + " holds its lease, but its process has not been heard of for " + silence.toSeconds() + " s");
        }
    }

    @Override
    public void close() {
        try {
            if (query != null) {
                query.close();
            }
        } catch (ApesException e) {
            // a connection that is broken is closed
            query = null;
        } finally {
            query = null;
            server.ifPresent(EmbeddedPostgres::close);
            server = Optional.empty();
        }
    }
}
