package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.SessionId;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.query.MethodFigures;
import dev.apes.persistence.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The six tables of generating: what each method did to the gaps, with trends, and that they stay within bounds. */
class MethodHistoryTest {
    private static final SessionId ID = new SessionId("s");
    /** Severity of the one gap before each iteration's generating. */
    private static final double[] GAP = {0.8, 0.6, 0.6, 0.3, 0.3};

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(List.of());
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Databases.clear(database);
        Databases.run(
                database,
                "TRUNCATE generation_sessions, generation_batches, generation_method_performance,"
                        + " generation_quality_assessments, generation_analytics, synthetic_data_samples");
    }

    private static IterationCommit generating(
            SessionId session, int number, String method, int accepted, double severity) {
        IterationRecord plain = Fixtures.iteration(
                number,
                List.of(),
                new GenerationRecord(
                        method,
                        100,
                        accepted,
                        Map.of("duplicate", 100 - accepted),
                        Map.of("hard", accepted),
                        0.1 * number,
                        Map.of("wordCount", 0.2 * number)));
        Gap gap = new Gap(
                Gap.Kind.COVERAGE,
                "prompts",
                0.5,
                0.8,
                0.3,
                severity,
                0.1,
                0.9,
                OptionalDouble.empty(),
                0.4,
                false,
                "a gap");
        return IterationCommit.of(
                session,
                new IterationRecord(
                        plain.summary(),
                        plain.shownImprovement(),
                        plain.best(),
                        plain.rules(),
                        new GapReport(List.of(gap)),
                        plain.strategy(),
                        plain.choice(),
                        plain.generation(),
                        plain.modelSamples(),
                        plain.candidates(),
                        plain.gateTests(),
                        plain.promotions(),
                        plain.stepTimes(),
                        Map.of(),
                        plain.notes()),
                List.of(),
                ErrorBudget.FRESH);
    }

    private static void train(PostgresSessionStore store) {
        store.begin(Fixtures.session(ID.value(), "data"));
        for (int i = 1; i <= GAP.length; i++) {
            store.commit(generating(ID, i, i % 2 == 0 ? "smote" : "copula", 50 + 10 * i, GAP[i - 1]));
        }
        store.finish(ID, SessionStatus.COMPLETED, Fixtures.end("single_pass"));
    }

    @Test
    void eachMethodIsCreditedWithWhatItClosedAndItsTrends() {
        PostgresStoreConfig config = Databases.config(database).build();
        try (PostgresSessionStore store = PostgresSessionStore.open(config);
                Analytics analytics = Analytics.open(config)) {
            train(store);
            for (Optional<SessionId> which : List.of(Optional.of(ID), Optional.<SessionId>empty())) {
                List<MethodFigures> figures = analytics.methods(which, 100);
                assertThat(figures).extracting(MethodFigures::method).containsExactly("copula", "smote");
                MethodFigures copula = figures.get(0); // iterations 1, 3 and 5; 5 was not measured again
                assertThat(copula.batches()).isEqualTo(3);
                assertThat(copula.rowsRequested()).isEqualTo(300);
                assertThat(copula.promptsAccepted()).isEqualTo(60 + 80 + 100);
                assertThat(copula.measured()).isEqualTo(2);
                assertThat(copula.closed().orElseThrow()).isCloseTo((0.25 + 0.5) / 2, within(1e-12));
                assertThat(copula.acceptanceTrend().orElseThrow()).isCloseTo(0.2, within(1e-12));
                assertThat(copula.distanceTrend().orElseThrow()).isCloseTo(0.2, within(1e-12));
                assertThat(copula.closedTrend().orElseThrow()).isCloseTo(0.25, within(1e-12));
                assertThat(figures.get(1).closed().orElseThrow()).isCloseTo(0, within(1e-12));
            }
            assertThat(analytics.methods(Optional.of(ID), 2))
                    .extracting(MethodFigures::batches)
                    .containsExactly(1, 1);
        }
        assertThat(Databases.column(
                        database,
                        "SELECT concat_ws(' ', method, batches, gap_measured, round(gap_closed::numeric, 4),"
                                + " round(acceptance_trend::numeric, 4), round(gap_closed_trend::numeric, 4), first_iteration,"
                                + " last_iteration) FROM generation_analytics ORDER BY method"))
                .as("trends there are by iteration")
                .containsExactly("copula 3 2 0.3750 0.1000 0.1250 1 5", "smote 2 2 0.0000 0.1000 0.0000 2 4");
        assertThat(
                        Databases.value(
                                database,
                                "SELECT feature_distances ->> 'wordCount' FROM generation_quality_assessments WHERE iteration = 3"))
                .startsWith("0.6");
    }

    @Test
    void theNewestBatchesStayAndTheSumsOfTheOthersToo() {
        PostgresStoreConfig config = Databases.config(database)
                .retention(new PostgresStoreConfig.Retention(100, 20, 3))
                .build();
        try (PostgresSessionStore store = PostgresSessionStore.open(config)) {
            train(store);
            assertThat(iterations("generation_batches"))
                    .as("a session keeps its own until it is summed up")
                    .containsExactly("1", "2", "3", "4", "5");
            SessionId next = new SessionId("next");
            store.begin(Fixtures.session(next.value(), "data"));
            store.commit(generating(next, 1, "copula", 70, 0.3));
        }
        for (String table :
                List.of("generation_batches", "generation_method_performance", "generation_quality_assessments")) {
            assertThat(iterations(table)).as(table).containsExactly("1", "4", "5");
        }
        assertThat(
                        Databases.column(
                                database,
                                "SELECT concat_ws(' ', method, batches, rows_requested) FROM generation_analytics ORDER BY method"))
                .containsExactly("copula 3 300", "smote 2 200");
    }

    private static List<String> iterations(String table) {
        return Databases.column(database, "SELECT iteration FROM " + table + " ORDER BY iteration");
    }
}
