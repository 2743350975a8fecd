package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GeneratedPrompt;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.query.SessionRow;
import dev.apes.persistence.query.StatusQuery;
import dev.apes.persistence.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitTest {
    private static final SessionId ID = new SessionId("s");
    private static final List<String> AWKWARD = List.of(
            "tab\tline\nreturn\r\\N \\. \\t backslash\\",
            "\\.",
            "\\N",
            "quote ' double \" percent % dollar $1 brace {}",
            "emoji 👩‍👩‍👧‍👦 שלום 漢字 \u2028 \u200b \u0001 \u001f",
            "\"already\",\"csv\"\n\\u0000 spelled out",
            " leading and trailing ");
    private static TestDatabase database;

    private PostgresSessionStore store;

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
    void open() {
        Databases.clear(database);
        store = PostgresSessionStore.open(Databases.config(database)
                .retention(new PostgresStoreConfig.Retention(100, 20))
                .build());
        store.prepare(Fixtures.RULES);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void writesARowForEveryThingMeasuredAndGenerated() {
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.large(ID, 1, 60, 10, new byte[5000]));
        store.finish(ID, SessionStatus.COMPLETED, Fixtures.end("single_pass"));

        assertThat(Databases.count(database, "rule_performance")).isEqualTo(60);
        assertThat(Databases.value(
                        database,
                        "SELECT count(DISTINCT prompt_id) FROM rule_performance WHERE prompt_fingerprint IS NOT NULL"))
                .isEqualTo("60");
        assertThat(Databases.count(database, "synthetic_data_samples")).isEqualTo(10);
        assertThat(Databases.count(database, "training_prompts")).isEqualTo(10);
        for (String table : List.of(
                "ml_model_performance",
                "generation_sessions",
                "generation_batches",
                "generation_method_performance",
                "generation_quality_assessments",
                "generation_analytics",
                "training_checkpoints")) {
            assertThat(Databases.count(database, table)).as(table).isEqualTo(1);
        }
        assertThat(
                        Databases.value(
                                database,
                                "SELECT count(*) FROM training_iterations WHERE performance_metrics @> '{\"modelAccuracy\": 0.7}'"))
                .isEqualTo("1");
        assertThat(Databases.value(database, "SELECT performance_history FROM improvement_sessions"))
                .isEqualTo("[0.015]");
    }

    @Test
    void keepsAwkwardTextAsItIs() {
        store.register(Fixtures.dataSet("awkward", 0, AWKWARD));
        assertThat(store.dataSet("awkward").orElseThrow().members())
                .extracting(m -> m.prompt().text())
                .containsExactlyElementsOf(AWKWARD);

        store.begin(Fixtures.session("s", "awkward"));
        List<GeneratedPrompt> prompts = new ArrayList<>();
        AWKWARD.forEach(text -> prompts.add(Fixtures.generated(5000 + prompts.size(), text)));
        store.commit(generating(1, prompts));
        assertThat(Databases.column(
                        database,
                        "SELECT prompt_text FROM training_prompts WHERE origin = 'generated' ORDER BY fingerprint"))
                .containsExactlyElementsOf(AWKWARD);
    }

    private static IterationCommit generating(int number, List<GeneratedPrompt> prompts) {
        return new IterationCommit(
                ID,
                Fixtures.iteration(
                        number,
                        List.of(),
                        new GenerationRecord("copula", prompts.size(), prompts.size(), Map.of(), Map.of(), 0)),
                List.of(),
                ErrorBudget.FRESH,
                List.of(),
                prompts,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void refusesNulClearlyAndStoresNothing() {
        store.begin(Fixtures.session("s", "data"));
        GeneratedPrompt good = Fixtures.generated(1, "good");
        GeneratedPrompt bad =
                new GeneratedPrompt(Fixtures.fingerprint(2), good.prompt(), "hard\0", "software", 0.5, Map.of());

        assertThatThrownBy(() -> store.commit(generating(1, List.of(good, bad))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> store.begin(Fixtures.session("t", "data\0key")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NUL");
        assertThat(store.iterations(ID, 0, 5)).isEmpty();
        assertThat(Databases.count(database, "training_prompts")).isZero();
        store.commit(generating(1, List.of(good)));
    }

    @Test
    void aConnectionThatDiesInsideACommitLeavesNothing() {
        store.begin(Fixtures.session("s", "data"));
        Databases.run(
                database,
                "CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'",
                "CREATE TRIGGER die BEFORE INSERT ON synthetic_data_samples FOR EACH ROW EXECUTE FUNCTION die()");
        try {
            assertThatThrownBy(() -> store.commit(Fixtures.large(ID, 1, 50, 5, new byte[] {1})))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("store iteration 1 of session s");
        } finally {
            Databases.run(database, "DROP TRIGGER die ON synthetic_data_samples");
        }

        assertThat(store.find(ID).orElseThrow().iterations()).isZero();
        for (String table : List.of(
                "training_iterations",
                "rule_performance",
                "training_prompts",
                "discovered_patterns",
                "training_checkpoints",
                "training_error_budgets")) {
            assertThat(Databases.count(database, table)).as(table).isZero();
        }
        store.commit(Fixtures.large(ID, 1, 50, 5, new byte[] {1}));
        assertThat(store.find(ID).orElseThrow().iterations()).isEqualTo(1);
    }

    @Test
    void keepsWhatIsNewestAndNothingOfOthers() {
        Databases.run(
                database,
                "INSERT INTO rule_performance (rule_id, rule_name) SELECT 'theirs', 'T' FROM generate_series(1, 500)");
        store.begin(Fixtures.session("s", "data"));
        for (int i = 1; i <= 6; i++) {
            store.commit(Fixtures.large(ID, i, 60, 10, new byte[] {(byte) i}));
        }

        assertThat(Databases.value(database, "SELECT count(*) FROM rule_performance WHERE rule_id = 'theirs'"))
                .isEqualTo("500");
        assertThat(Databases.value(database, "SELECT count(*) FROM rule_performance WHERE rule_id <> 'theirs'"))
                .isEqualTo("100");
        assertThat(Databases.value(database, "SELECT min(iteration) FROM synthetic_data_samples"))
                .isEqualTo("5");
        assertThat(Databases.count(database, "training_prompts")).isEqualTo(20);
        assertThat(Databases.column(database, "SELECT iteration FROM training_checkpoints ORDER BY 1"))
                .containsExactly("4", "5", "6");
        store.finish(ID, SessionStatus.COMPLETED, Fixtures.end("single_pass"));
        assertThat(Databases.column(database, "SELECT iteration FROM training_checkpoints"))
                .containsExactly("6");
    }

    @Test
    void aDamagedCheckpointIsPassedOver() {
        byte[] random = new byte[9000];
        new Random(1).nextBytes(random);
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.large(ID, 1, 0, 0, random));
        store.commit(Fixtures.large(ID, 2, 0, 0, new byte[9000]));
        assertThat(store.checkpoint(ID).orElseThrow().state()).isEqualTo(new byte[9000]);

        Databases.run(database, "UPDATE training_checkpoints SET state = set_byte(state, 20, 77) WHERE iteration = 2");
        assertThat(store.checkpoint(ID).orElseThrow().iteration()).isEqualTo(1);
        assertThat(store.checkpoint(ID).orElseThrow().state()).isEqualTo(random);
        Databases.run(database, "UPDATE training_checkpoints SET format = 9");
        assertThat(store.checkpoint(ID)).isEmpty();
    }

    @Test
    void theErrorBudgetIsNeverEarnedBack() {
        store.begin(Fixtures.session("s", "data"));
        IterationCommit plain = Fixtures.commit(ID, 1);
        store.commit(IterationCommit.of(ID, plain.record(), List.of(), new ErrorBudget(3, 0.02)));

        assertThatThrownBy(() -> store.commit(Fixtures.commit(ID, 2)))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining("error budget");
        assertThat(store.errorBudget("data")).isEqualTo(new ErrorBudget(3, 0.02));
    }

    @Test
    void patternsThatStayKeepTheirIdentity() {
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.large(ID, 2 - 1, 0, 0, new byte[] {1}));
        String first = Databases.value(database, "SELECT pattern_id FROM discovered_patterns WHERE rank = 0");
        store.commit(Fixtures.large(ID, 2, 0, 0, new byte[] {1}));

        assertThat(Databases.value(database, "SELECT pattern_id FROM discovered_patterns WHERE rank = 0"))
                .isEqualTo(first);
        assertThat(store.patterns(ID)).containsExactly(Fixtures.pattern(1), Fixtures.pattern(2));
    }

    @Test
    void statusShowsIt() {
        store.register(Fixtures.dataSet("data", 0, List.of("a", "b", "c")));
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.large(ID, 1, 60, 10, new byte[] {1}));

        try (StatusQuery status = PostgresStatus.open(Databases.config(database).build())) {
            assertThat(status.facts().ready()).isTrue();
            assertThat(status.facts().version()).startsWith("PostgreSQL 1");
            assertThat(status.rules(List.of(Fixtures.RULE.id())))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.parameters()).isEqualTo(Fixtures.DEFAULTS.asMap());
                        assertThat(rule.recent().orElseThrow().measurements()).isEqualTo(60);
                    });
            assertThat(status.otherRules(List.of(Fixtures.RULE.id()))).isZero();
            SessionRow row = status.session(ID).orElseThrow();
            assertThat(status.sessions(3)).hasSize(1);
            assertThat(row.session()).isEqualTo(store.find(ID).orElseThrow());
            assertThat(row.last().orElseThrow().modelAccuracy()).isEqualTo(0.7);
            assertThat(row.best())
                    .contains(new SessionRow.Best(Optional.of(1), row.last().orElseThrow()));
            assertThat(row.data().orElseThrow().given()).isEqualTo(3);
            assertThat(row.heartbeatAge()).isPresent();
            assertThat(status.iterations(ID, 0, 5)).hasSize(1);
            assertThat(status.promotions(ID)).isEmpty();
            assertThat(status.tables()).anyMatch(t -> t.table().equals("training_prompts") && t.rows() == 13);
        }
    }

    @Test
    void statusOfADatabaseWithoutTablesSaysSo() {
        try (TestDatabase empty = TestDatabase.create();
                StatusQuery status = PostgresStatus.open(Databases.config(empty).build())) {
            assertThat(status.facts().tables()).contains("no tables");
            assertThat(status.sessions(5)).isEmpty();
            assertThat(status.rules(List.of("x"))).isEmpty();
            assertThat(status.tables()).isEmpty();
        }
    }
}
