package dev.apes.examples.tools;

import dev.apes.api.SessionId;
import dev.apes.api.store.SessionCondition;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.query.Page;
import dev.apes.persistence.query.PageRequest;
import dev.apes.persistence.query.SessionFilter;
import dev.apes.persistence.query.SessionItem;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every query of {@link Analytics} by name, as pages ask it, against sessions that are there. */
final class AnalyticsQueries {
    private AnalyticsQueries() {}

    static Map<String, Runnable> all(Analytics analytics) {
        List<SessionItem> newest =
                analytics.sessions(SessionFilter.ALL, PageRequest.first(50)).items();
        SessionId id = newest.get(newest.size() / 2).id();
        Optional<SessionId> one = Optional.of(id);
        Optional<SessionId> every = Optional.empty();
        Optional<String> rule = Optional.of("chain_of_thought");
        Instant end = newest.get(0).begunAt().plusSeconds(1);
        PageRequest page = PageRequest.first(50);
        Page<SessionItem> first = analytics.sessions(SessionFilter.ALL, page);
        Map<String, Runnable> queries = new LinkedHashMap<>();
        queries.put("key figures, 30 days", () -> analytics.kpis(end, Duration.ofDays(30)));
        queries.put("key figures, all time", () -> analytics.kpis(end, Duration.ofDays(3_650)));
        queries.put("sessions, first page", () -> analytics.sessions(SessionFilter.ALL, page));
        queries.put(
                "sessions, next page", () -> analytics.sessions(SessionFilter.ALL, new PageRequest(50, first.next())));
        queries.put("sessions, search that finds", () -> analytics.sessions(filter("seeded-00"), page));
        queries.put("sessions, search that finds nothing", () -> analytics.sessions(filter("no such thing"), page));
        queries.put(
                "sessions at work",
                () -> analytics.sessions(
                        new SessionFilter(
                                "", Set.of(SessionCondition.RUNNING, SessionCondition.CRASHED), Optional.empty()),
                        page));
        queries.put("session", () -> analytics.session(id));
        queries.put("iterations, a page", () -> analytics.iterations(id, page));
        queries.put("iteration, whole", () -> analytics.iteration(id, 1));
        queries.put("course, 200 points", () -> analytics.course(id, 200));
        queries.put("rules", () -> analytics.rules(List.of(SeedRows.RULES)));
        queries.put("changes, all", () -> analytics.changes(Optional.empty(), every, page));
        queries.put("changes of a rule", () -> analytics.changes(rule, every, page));
        queries.put("changes of a session", () -> analytics.changes(Optional.empty(), one, page));
        queries.put("measurements of a rule, 5,000", () -> analytics.scores(rule.get(), 5_000, 20));
        queries.put("patterns, all", () -> analytics.patterns(Optional.empty(), every, page));
        queries.put("patterns of a rule", () -> analytics.patterns(rule, every, page));
        queries.put("patterns of a session", () -> analytics.patterns(Optional.empty(), one, page));
        queries.put("generation, all", () -> analytics.generation(every, page));
        queries.put("generation of a session", () -> analytics.generation(one, page));
        queries.put("strategies, 2,000 iterations", () -> analytics.strategies(every, 2_000));
        queries.put("strategies of a session", () -> analytics.strategies(one, 2_000));
        queries.put("methods, 10,000 iterations", () -> analytics.methods(every, 10_000));
        queries.put("methods of a session", () -> analytics.methods(one, 1_000));
        queries.put("alerts", () -> analytics.alerts(every, true, page));
        queries.put("alerts of a session", () -> analytics.alerts(one, false, page));
        queries.put("sample of a session", () -> analytics.sample(id));
        queries.put("outcomes, 200 sessions", () -> analytics.outcomes(200));
        return queries;
    }

    private static SessionFilter filter(String text) {
        return new SessionFilter(text, Set.of(), Optional.empty());
    }

    /** Prints how long each takes, after five unmeasured runs. */
    static void report(PostgresStoreConfig config, int runs, PrintStream out) {
        try (Analytics analytics = Analytics.open(config)) {
            out.printf("%-38s %10s %10s %10s%n", "query, ms", "median", "p95", "longest");
            all(analytics).forEach((name, query) -> {
                double[] ms = new double[runs];
                for (int i = -5; i < runs; i++) {
                    long begun = System.nanoTime();
                    query.run();
                    if (i >= 0) {
                        ms[i] = (System.nanoTime() - begun) / 1e6;
                    }
                }
                Arrays.sort(ms);
                out.printf(
                        "%-38s %10.1f %10.1f %10.1f%n",
                        name, ms[runs / 2], ms[(int) Math.ceil(0.95 * runs) - 1], ms[runs - 1]);
            });
        }
    }
}
