package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.HoldoutResult;
import dev.apes.api.SessionId;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.Kpi;
import dev.apes.persistence.query.Kpis;
import dev.apes.persistence.query.Page;
import dev.apes.persistence.query.PageRequest;
import dev.apes.persistence.query.ParameterChange;
import dev.apes.persistence.query.SessionDetail;
import dev.apes.persistence.query.SessionFilter;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionSample;
import dev.apes.persistence.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Against sessions that a store committed, and others put straight into the tables. */
class AnalyticsTest {
    private static final SessionId TRAINED = new SessionId("s-trained");
    private static final Instant END = Instant.parse("2026-03-02T00:00:00Z");

    private static TestDatabase database;
    private static PostgresSessionStore store;
    private static Analytics analytics;
    private static List<String> announced;

    @BeforeAll
    static void train() throws Exception {
        database = TestDatabase.create();
        PostgresStoreConfig config = Databases.config(database).build();
        store = PostgresSessionStore.open(config);
        store.prepare(Fixtures.RULES);
        analytics = Analytics.open(config);
        try (Connection listening = analytics.connection();
                Statement listen = listening.createStatement()) {
            listen.execute("LISTEN " + Analytics.ITERATIONS);
            listen.execute("LISTEN " + Analytics.SESSIONS);
            trainOne();
            announced = new ArrayList<>();
            for (PGNotification one : listening.unwrap(PGConnection.class).getNotifications(5_000)) {
                announced.add(one.getName() + " " + one.getParameter());
            }
        }
        others();
    }

    private static void trainOne() {
        store.register(Fixtures.dataSet("data", 0, List.of("one", "two", "three", "four")));
        store.begin(Fixtures.session(TRAINED.value(), "data"));
        store.commit(Fixtures.large(TRAINED, 1, 40, 3, new byte[] {1}));
        store.commit(dev.apes.api.store.IterationCommit.of(
                TRAINED,
                Fixtures.iteration(
                        2,
                        List.of(Fixtures.promotion(TRAINED, 2, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER)),
                        dev.apes.api.store.GenerationRecord.NONE),
                List.of(Fixtures.pattern(1), Fixtures.pattern(2)),
                ErrorBudget.FRESH));
        store.finish(
                TRAINED,
                SessionStatus.COMPLETED,
                new SessionEnd(
                        "targets_reached",
                        "because",
                        Instant.parse("2026-03-01T11:00:00Z"),
                        2_500,
                        Optional.of(new HoldoutResult("all", 100, 80, 0.4, 0.42, 0.47, 0.03, 0.07)),
                        List.of()));
    }

    /** Two sessions an hour, ten iterations each; the holdout of every third was measured, with an interval above 0 in every sixth. */
    private static void others() {
        Databases.run(
                database,
                "INSERT INTO improvement_sessions (session_id, session_type, status, data_key, training_config, total_iterations,"
                        + " evaluator_calls, begun_at, stopped_reason, end_report, ended_at) SELECT 'o-' || n, 'continuous_training',"
                        + " CASE n % 3 WHEN 0 THEN 'completed' ELSE 'interrupted' END, 'data', json_build_object('seed', n,"
                        + " 'evaluator', json_build_object('name', 'rubric'), 'configuration', json_build_object('rows', '200')),"
                        + " 10, 10000, timestamptz '2026-02-20T00:00Z' + n * interval '30 minutes',"
                        + " CASE n % 3 WHEN 0 THEN 'max_iterations' ELSE 'user' END, CASE n % 3 WHEN 0 THEN json_build_object('holdout',"
                        + " json_build_object('prompts', 50, 'raw', 0.4, 'atStart', 0.41, 'atEnd', 0.41 + n / 10000.0, 'low',"
                        + " CASE n % 6 WHEN 0 THEN 0.001 ELSE -0.001 END, 'high', 0.1)) END, timestamptz '2026-02-21T00:00Z'"
                        + " FROM generate_series(1, 200) AS n",
                "INSERT INTO training_iterations (session_id, iteration, performance_metrics, improvement_score, duration_seconds,"
                        + " evaluator_calls, promotions, synthetic_data_generated, strategy, created_at) SELECT 'o-' || n, i,"
                        + " jsonb_build_object('modelAccuracy', 0.5 + i * 0.01 + n * 0.0001, 'ruleEffectiveness', 0.5, 'patternCoverage',"
                        + " 0.3, 'trainingEfficiency', 90), 0.01, 30 + n % 7, i * 1000, i % 2, 5, 'statistical',"
                        + " timestamptz '2026-02-20T00:00Z' + n * interval '30 minutes' + i * interval '1 minute'"
                        + " FROM generate_series(1, 200) AS n, generate_series(1, 10) AS i ORDER BY i DESC, n");
    }

    @AfterAll
    static void drop() {
        analytics.close();
        store.close();
        database.close();
    }

    @Test
    void whatIsCommittedIsAnnounced() {
        assertThat(announced)
                .contains(
                        "apes_iterations {\"session\" : \"s-trained\", \"iteration\" : 1, \"schema\" : \"public\"}",
                        "apes_iterations {\"session\" : \"s-trained\", \"iteration\" : 2, \"schema\" : \"public\"}",
                        "apes_sessions {\"session\" : \"s-trained\", \"status\" : \"completed\", \"schema\" : \"public\"}");
    }

    @Test
    void pagesHoldEachSessionOnceAndInOrder() {
        List<SessionItem> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<SessionItem> page = analytics.sessions(SessionFilter.ALL, new PageRequest(37, after));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(37);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        assertThat(all).hasSize(201).doesNotHaveDuplicates();
        assertThat(all.get(0).id()).isEqualTo(TRAINED);
        assertThat(all).isSortedAccordingTo((a, b) -> b.begunAt().compareTo(a.begunAt()));
    }

    @Test
    void searchLooksAtIdReasonAndSource() {
        assertThat(ids(new SessionFilter("TRAINED", Set.of(), Optional.empty())))
                .containsExactly("s-trained");
        assertThat(ids(new SessionFilter("targets_r", Set.of(), Optional.empty())))
                .containsExactly("s-trained");
        assertThat(ids(new SessionFilter("targetsXr", Set.of(), Optional.empty())))
                .as("an underscore stands for itself")
                .isEmpty();
        assertThat(ids(new SessionFilter("file", Set.of(), Optional.empty()))).hasSize(201);
        assertThat(ids(new SessionFilter("'; DROP TABLE x; --", Set.of(), Optional.empty())))
                .isEmpty();
        assertThat(ids(new SessionFilter("o-", Set.of(SessionCondition.COMPLETED), Optional.empty())))
                .hasSize(66);
        assertThat(ids(new SessionFilter(
                        "", Set.of(SessionCondition.CRASHED, SessionCondition.RUNNING), Optional.empty())))
                .isEmpty();
    }

    @Test
    void aPageNobodyGaveIsRefused() {
        for (String page : List.of("x", "-", "12", "1-2-3", "99999999999999999999-1")) {
            assertThatThrownBy(() -> analytics.sessions(SessionFilter.ALL, new PageRequest(5, Optional.of(page))))
                    .as(page)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    private static List<String> ids(SessionFilter filter) {
        return analytics.sessions(filter, PageRequest.first(1_000)).items().stream()
                .map(item -> item.id().value())
                .toList();
    }

    @Test
    void aSessionHasItsFiguresIterationsAndMeasurements() {
        SessionDetail detail = analytics.session(TRAINED).orElseThrow();
        assertThat(detail.item().condition()).isEqualTo(SessionCondition.COMPLETED);
        assertThat(detail.item().figures().iterations()).isEqualTo(2);
        assertThat(detail.item().figures().promotions()).isEqualTo(1);
        assertThat(detail.item().figures().promptsGenerated()).isEqualTo(3);
        assertThat(detail.item().figures().evaluatorCalls()).isEqualTo(2_500);
        assertThat(detail.item().figures().holdout().orElseThrow().difference()).isCloseTo(0.05, within(1e-12));
        assertThat(detail.item().figures().lastScore().orElseThrow())
                .isCloseTo((0.4 * 0.7 + 0.3 * 0.55 + 0.2 * 0.3) / 0.9, within(1e-12));
        List<IterationPoint> points =
                analytics.iterations(TRAINED, PageRequest.first(10)).items();
        assertThat(points).extracting(IterationPoint::iteration).containsExactly(1, 2);
        assertThat(points).extracting(IterationPoint::callsSpent).containsExactly(1_000L, 1_000L);
        assertThat(analytics.iteration(TRAINED, 2).orElseThrow().promotions()).hasSize(1);
        assertThat(analytics.iteration(TRAINED, 3)).isEmpty();
        SessionSample sample = analytics.sample(TRAINED).orElseThrow();
        assertThat(sample.promptGains()).hasSize(40).containsEntry(Fixtures.fingerprint(3), 0.53 - 0.5);
        assertThat(analytics.session(new SessionId("nobody"))).isEmpty();
        assertThat(analytics.sample(new SessionId("nobody"))).isEmpty();
    }

    @Test
    void aCourseEndsWithTheLastIteration() {
        SessionId other = new SessionId("o-7");
        assertThat(analytics.course(other, 100))
                .extracting(IterationPoint::iteration)
                .hasSize(10);
        List<IterationPoint> four = analytics.course(other, 4);
        assertThat(four).extracting(IterationPoint::iteration).containsExactly(1, 4, 7, 10);
        assertThat(four).extracting(IterationPoint::callsSpent).containsOnly(1_000L);
        assertThat(analytics.course(other, 3))
                .extracting(IterationPoint::iteration)
                .containsExactly(5, 10);
        assertThat(analytics.course(new SessionId("nobody"), 10)).isEmpty();
    }

    @Test
    void changesPatternsAndGenerationComeByThePage() {
        List<ParameterChange> changes = analytics
                .changes(Optional.of(Fixtures.RULE.id()), Optional.empty(), PageRequest.first(5))
                .items();
        assertThat(changes.get(0).kind()).isEqualTo("promotion");
        assertThat(changes.get(0).before()).containsEntry("count", 3);
        assertThat(changes.get(0).after()).containsEntry("count", 4);
        assertThat(changes.get(0).evidence().orElseThrow().prompts()).isEqualTo(120);
        assertThat(analytics
                        .changes(Optional.empty(), Optional.of(TRAINED), PageRequest.first(5))
                        .items())
                .hasSize(1);
        Page<dev.apes.persistence.query.PatternItem> patterns =
                analytics.patterns(Optional.empty(), Optional.of(TRAINED), PageRequest.first(1));
        assertThat(patterns.items()).hasSize(1);
        assertThat(analytics
                        .patterns(
                                Optional.of(Fixtures.RULE.id()), Optional.empty(), new PageRequest(1, patterns.next()))
                        .items())
                .hasSize(1)
                .doesNotContainAnyElementsOf(patterns.items());
        assertThat(analytics
                        .generation(Optional.of(TRAINED), PageRequest.first(5))
                        .items())
                .singleElement()
                .satisfies(batch -> {
                    assertThat(batch.method()).isEqualTo("copula");
                    assertThat(batch.acceptance()).isEqualTo(3 / 200.0);
                    assertThat(batch.rejected()).containsEntry("duplicate", 3);
                    assertThat(batch.featureDistance()).hasValue(0.4);
                });
        assertThat(analytics.generation(Optional.empty(), PageRequest.first(5)).items())
                .hasSize(1);
        assertThat(analytics.scores(Fixtures.RULE.id(), 25, 10).measurements()).isEqualTo(25);
        assertThat(analytics.scores(Fixtures.RULE.id(), 1_000_000, 20).histogram())
                .isEqualTo(Databases.column(
                                database,
                                "SELECT count(p.improvement_score) FROM generate_series(0, 19) AS n LEFT JOIN rule_performance p"
                                        + " ON p.rule_id = '" + Fixtures.RULE.id()
                                        + "' AND least(19, floor(20 * p.improvement_score)) = n GROUP BY n ORDER BY n")
                        .stream()
                        .map(Integer::valueOf)
                        .toList());
        assertThat(analytics.strategies(Optional.of(new SessionId("o-3")), 100))
                .hasSize(9)
                .allSatisfy(use -> {
                    assertThat(use.scoreChange()).isCloseTo(0.004 / 0.9, within(1e-12));
                    assertThat(use.callsSpent()).isEqualTo(1_000);
                });
        assertThat(analytics.strategies(Optional.empty(), 50)).hasSizeBetween(48, 50);
        assertThat(analytics.outcomes(10))
                .hasSize(10)
                .anySatisfy(outcome -> assertThat(outcome.configuration()).containsEntry("rows", "200"));
    }

    /** The same figures from the raw rows, in another way. */
    @Test
    void keyFiguresAreWhatTheRowsSay() {
        Kpis kpis = analytics.kpis(END, Duration.ofDays(11));
        assertThat(kpis.all())
                .extracting(Kpi::name)
                .containsExactly(
                        "performance_score",
                        "improvement_velocity",
                        "efficiency_rating",
                        "success_rate",
                        "active_sessions");
        String scores = "WITH s AS (SELECT session_id, begun_at, evaluator_calls, end_report -> 'holdout' AS h"
                + " FROM improvement_sessions WHERE session_type = 'continuous_training' AND begun_at >= timestamptz"
                + " '2026-02-19T00:00Z' AND begun_at < timestamptz '2026-03-02T00:00Z'), i AS (SELECT t.*,"
                + " ((performance_metrics ->> 'modelAccuracy')::float8 * 4 + (performance_metrics ->> 'ruleEffectiveness')::float8 * 3"
                + " + (performance_metrics ->> 'patternCoverage')::float8 * 2) / 9 AS score FROM training_iterations t JOIN s USING"
                + " (session_id)), ends AS (SELECT DISTINCT session_id, first_value(score) OVER w AS first, last_value(score) OVER w AS"
                + " last, sum(duration_seconds) OVER w AS seconds FROM i WINDOW w AS (PARTITION BY session_id ORDER BY iteration"
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) ";
        assertClose(kpis, "performance_score", scores + "SELECT avg(last) * 100 FROM ends");
        assertClose(
                kpis,
                "improvement_velocity",
                scores + "SELECT 100 * sum(last - first) / (sum(seconds) / 3600) FROM ends");
        assertClose(
                kpis,
                "efficiency_rating",
                scores
                        + "SELECT 100 * sum((h ->> 'atEnd')::float8 - (h ->> 'atStart')::float8) * 1000 / sum(evaluator_calls)"
                        + " FROM s WHERE h IS NOT NULL");
        assertClose(
                kpis,
                "success_rate",
                scores
                        + "SELECT 100.0 * count(*) FILTER (WHERE (h ->> 'low')::float8 > 0) / count(*) FROM s WHERE h IS NOT NULL");
        assertThat(kpis.successes()).isEqualTo(34);
        assertThat(kpis.trials()).isEqualTo(67);
        assertThat(kpis.get("active_sessions").value()).hasValue(0);
    }

    private static void assertClose(Kpis kpis, String name, String sql) {
        assertThat(kpis.get(name).value().orElseThrow())
                .as(name)
                .isCloseTo(Double.parseDouble(Databases.value(database, sql)), within(1e-9));
    }

    @Test
    void keyFiguresWithoutSessionsAreUndefined() {
        Kpis kpis = analytics.kpis(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofDays(30));
        assertThat(kpis.all().subList(0, 4)).allSatisfy(kpi -> {
            assertThat(kpi.value()).isEmpty();
            assertThat(kpi.undefined()).isNotBlank();
        });
        assertThat(kpis.get("active_sessions").value()).hasValue(0);
        Kpis later = analytics.kpis(END.plus(Duration.ofDays(11)), Duration.ofDays(11));
        assertThat(later.get("success_rate").value()).isEmpty();
        assertThat(later.get("success_rate").before()).isPresent();
    }

    @Test
    void aSessionAtWorkIsActive() {
        SessionId id = new SessionId("s-active");
        store.begin(Fixtures.session(id.value(), "data"));
        assertThat(analytics
                        .kpis(END, Duration.ofDays(1))
                        .get("active_sessions")
                        .value())
                .hasValue(1);
        assertThat(ids(new SessionFilter("", Set.of(SessionCondition.RUNNING), Optional.empty())))
                .containsExactly("s-active");
        Databases.run(database, "DELETE FROM improvement_sessions WHERE session_id = 's-active'");
        assertThat(Databases.count(database, "training_session_figures")).isEqualTo(201);
    }

    @Test
    void anAlertThatGoesOnIsOneRow() {
        Optional<SessionId> session = Optional.of(TRAINED);
        assertThat(analytics.raise("stall", session, "warning", "no gain in 20 iterations", Map.of("iterations", 20.0)))
                .isTrue();
        assertThat(analytics.raise(
                        "stall", session, "critical", "no gain in 30 iterations", Map.of("iterations", 30.0)))
                .isFalse();
        assertThat(analytics.raise("full_disk", Optional.empty(), "critical", "1 MiB left", Map.of("bytes", 1e6)))
                .isTrue();
        List<AlertRow> open =
                analytics.alerts(Optional.empty(), true, PageRequest.first(10)).items();
        assertThat(open).extracting(AlertRow::kind).containsExactly("full_disk", "stall");
        assertThat(open.get(1).figures()).containsEntry("iterations", 30.0);
        assertThat(open.get(1).severity()).isEqualTo("critical");
        assertThat(analytics.clear("stall", session)).isTrue();
        assertThat(analytics.clear("stall", session)).isFalse();
        assertThat(analytics.raise("stall", session, "warning", "again", Map.of()))
                .isTrue();
        assertThat(analytics.alerts(session, false, PageRequest.first(10)).items())
                .hasSize(2);
        analytics.clear("stall", session);
        analytics.clear("full_disk", Optional.empty());
        assertThat(analytics
                        .alerts(Optional.empty(), true, PageRequest.first(10))
                        .items())
                .isEmpty();
    }
}
