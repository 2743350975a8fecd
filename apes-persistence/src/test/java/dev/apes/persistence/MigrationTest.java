package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationTest {
    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anEmptyDatabaseGetsEverythingOnce() {
        try (PostgresSessionStore store = open()) {
            assertThat(store.inspect(Fixtures.RULES).missing()).hasSize(6);
            assertThat(store.prepare(Fixtures.RULES)).hasSize(2);
            assertThat(store.prepare(Fixtures.RULES)).isEmpty();
            assertThat(store.inspect(Fixtures.RULES).missing()).isEmpty();
        }
        assertThat(Databases.column(
                        database, "SELECT table_name FROM information_schema.views WHERE table_schema = 'public'"))
                .contains("rule_effectiveness_summary", "user_satisfaction_summary");
        assertThat(Databases.column(
                        database, "SELECT DISTINCT event_object_table::text FROM information_schema.triggers"))
                .containsExactlyInAnyOrder(
                        "rule_performance",
                        "rule_combinations",
                        "rule_metadata",
                        "improvement_sessions",
                        "training_iterations");
        assertThat(Databases.count(database, "rule_effectiveness_summary")).isZero();
        assertThat(Databases.count(database, "user_satisfaction_summary")).isZero();
    }

    @Test
    void theEarlierTablesKeepEveryRow() {
        LegacySchema.TABLES.values().forEach(this::run);
        Map<String, String> before =
                fingerprints(LegacySchema.TABLES.keySet().stream().toList());

        trainOnce();

        assertThat(fingerprintsOf(before.keySet())).isEqualTo(before);
        assertThat(Databases.column(
                        database, "SELECT session_type FROM improvement_sessions WHERE session_id LIKE 'old%'"))
                .containsOnly("prompt_improvement");
        assertThatThrownBy(() ->
                        Databases.run(database, "INSERT INTO improvement_sessions (session_id) VALUES ('no-prompt')"))
                .hasStackTraceContaining("improvement_sessions_original_prompt_check");
        Databases.run(
                database, "INSERT INTO improvement_sessions (session_id, original_prompt) VALUES ('new-old', 'p')");
        assertThat(Databases.value(
                        database, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated AND contype = 'c'"))
                .isEqualTo("0");
        assertThat(Databases.value(database, "SELECT usage_count FROM rule_effectiveness_summary"))
                .isEqualTo("4");
        assertThat(Databases.column(database, "SELECT unnest(rules_used) FROM user_satisfaction_summary"))
                .containsExactly("clarity");
    }

    @Test
    void eachTableAloneIsJoinedByTheOthers() {
        List<String> all = new ArrayList<>(LegacySchema.TABLES.keySet());
        for (String one : all) {
            migrates(List.of(one), LegacySchema.TABLES);
        }
    }

    @Test
    void anySubsetIsJoinedByTheOthers() {
        Map<String, List<String>> everything = new LinkedHashMap<>(LegacySchema.TABLES);
        everything.putAll(LegacySchema.HALF_MADE);
        List<String> names = new ArrayList<>(everything.keySet());
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            List<String> subset = new ArrayList<>(names);
            Collections.shuffle(subset, random);
            subset = new ArrayList<>(subset.subList(0, 2 + random.nextInt(names.size() - 2)));
            subset.sort(java.util.Comparator.comparing(names::indexOf));
            if (!subset.contains("training_sessions")) {
                subset.remove("training_iterations");
            }
            migrates(subset, everything);
        }
    }

    private void migrates(List<String> tables, Map<String, List<String>> statements) {
        Databases.run(database, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        tables.forEach(table -> run(statements.get(table)));
        Map<String, String> before = fingerprints(tables);

        try (PostgresSessionStore store = open()) {
            store.prepare(Fixtures.RULES);
            assertThat(store.inspect(Fixtures.RULES).missing())
                    .as("with " + tables)
                    .isEmpty();
            assertThat(store.inspect(Fixtures.RULES).blocked())
                    .as("with " + tables)
                    .isEmpty();
        }
        assertThat(fingerprintsOf(before.keySet())).as("rows of " + tables).isEqualTo(before);
    }

    @Test
    void halfMadeTablesKeepTheirRowsAndTakeOurs() {
        LegacySchema.HALF_MADE.values().forEach(this::run);
        Map<String, String> before =
                fingerprints(LegacySchema.HALF_MADE.keySet().stream().toList());

        trainOnce();

        assertThat(fingerprintsOf(before.keySet())).isEqualTo(before);
        assertThat(Databases.value(
                        database, "SELECT improvement_session_id FROM training_iterations WHERE session_id IS NULL"))
                .isEqualTo("s");
        assertThat(Databases.count(database, "training_prompts")).isEqualTo(1 + 3 + 2);
    }

    @Test
    void saysWhatIsInTheWayAndLeavesNothingHalfDone() {
        Databases.run(database, "CREATE VIEW training_iterations AS SELECT 1 AS one");
        try (PostgresSessionStore store = open()) {
            assertThatThrownBy(() -> store.prepare(Fixtures.RULES))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("training_iterations")
                    .hasMessageContaining("view")
                    .hasMessageContaining("Rename it");
        }
        Databases.run(
                database,
                "DROP VIEW training_iterations",
                "CREATE TABLE training_iterations (iteration text)",
                "INSERT INTO training_iterations VALUES ('one')");
        try (PostgresSessionStore store = open()) {
            assertThatThrownBy(() -> store.prepare(Fixtures.RULES))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("\"iteration\" of table \"training_iterations\" as integer")
                    .hasMessageContaining("it is text")
                    .hasMessageContaining("RENAME COLUMN");
        }
        Databases.run(database, "ALTER TABLE training_iterations RENAME COLUMN iteration TO theirs");
        trainOnce();
        assertThat(Databases.value(database, "SELECT theirs FROM training_iterations WHERE theirs IS NOT NULL"))
                .isEqualTo("one");
    }

    @Test
    void manyWhoPrepareAtOnceMigrateOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<List<String>>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                starts.add(() -> {
                    try (PostgresSessionStore store = open()) {
                        return store.prepare(Fixtures.RULES);
                    }
                });
            }
            for (Future<List<String>> start : threads.invokeAll(starts)) {
                start.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Databases.column(database, "SELECT version FROM apes_schema_history ORDER BY installed_rank"))
                .containsExactly("1", "2", "3", "4", "7");
        assertThat(Databases.count(database, "rule_metadata")).isEqualTo(1);
        assertThat(Databases.count(database, "rule_parameter_history")).isEqualTo(1);
    }

    @Test
    void aSchemaOfItsOwnIsCreatedAndUsed() {
        PostgresStoreConfig config =
                Databases.config(database).schema("Apes Two").build();
        try (PostgresSessionStore store = PostgresSessionStore.open(config)) {
            assertThat(store.inspect(Fixtures.RULES).missing()).isNotEmpty();
            store.prepare(Fixtures.RULES);
            train(store);
        }
        assertThat(Databases.count(database, "\"Apes Two\".training_iterations"))
                .isEqualTo(1);
        assertThat(Databases.value(database, "SELECT to_regclass('public.training_iterations')"))
                .isNull();
    }

    private void trainOnce() {
        try (PostgresSessionStore store = open()) {
            store.prepare(Fixtures.RULES);
            train(store);
        }
    }

    private static void train(PostgresSessionStore store) {
        SessionId id = new SessionId("s");
        store.register(Fixtures.dataSet("data", 0, List.of("one", "two", "three")));
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.large(id, 1, 4, 2, new byte[] {1}));
        store.finish(id, SessionStatus.COMPLETED, Fixtures.end("single_pass"));
        assertThat(store.find(id).orElseThrow().iterations()).isEqualTo(1);
        assertThat(store.iterations(id, 0, 9)).hasSize(1);
        assertThat(store.dataSet("data")).isPresent();
    }

    private PostgresSessionStore open() {
        return PostgresSessionStore.open(Databases.config(database).build());
    }

    private void run(List<String> statements) {
        Databases.run(database, statements.toArray(String[]::new));
    }

    /** Table and columns as they are now, to a digest of the rows as they are now. */
    private Map<String, String> fingerprints(List<String> tables) {
        List<String> selects = new ArrayList<>();
        for (String table : tables) {
            String columns = String.join(
                    ", ",
                    Databases.column(
                            database,
                            "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = 'public'"
                                    + " AND table_name = '" + table + "' ORDER BY ordinal_position"));
            selects.add("SELECT md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM (SELECT " + columns
                    + " FROM " + table + " WHERE id::text IN (" + ids(table) + ")) AS t");
        }
        return fingerprintsOf(selects);
    }

    private String ids(String table) {
        return String.join(", ", Databases.column(database, "SELECT quote_literal(id::text) FROM " + table));
    }

    private Map<String, String> fingerprintsOf(Iterable<String> selects) {
        Map<String, String> digests = new LinkedHashMap<>();
        selects.forEach(select -> digests.put(select, Databases.value(database, select)));
        return digests;
    }
}
