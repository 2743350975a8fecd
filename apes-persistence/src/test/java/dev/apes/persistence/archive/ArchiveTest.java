package dev.apes.persistence.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.Databases;
import dev.apes.persistence.Fixtures;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session and all rules leave one database and come back in another. */
class ArchiveTest {
    private static final SessionId ID = new SessionId("s");

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestDatabase empty;

    @BeforeEach
    void begin() {
        database = TestDatabase.create();
        empty = TestDatabase.create();
    }

    @AfterEach
    void end() {
        database.close();
        empty.close();
    }

    private PostgresSessionStore open(TestDatabase where) {
        return PostgresSessionStore.open(
                Databases.config(where).archive(folder.resolve("archive")).build());
    }

    private Path archived(PostgresSessionStore store) throws IOException {
        store.prepare(Fixtures.RULES);
        Databases.run(
                database,
                "INSERT INTO rule_metadata (rule_id, rule_name, enabled, default_parameters)"
                        + " VALUES ('others', E'tab\\tline\\nback\\\\slash «ü»', false, '{\"a\": [1, null]}')");
        store.register(Fixtures.dataSet("data", 0, List.of("a", "b", "c", "d")));
        store.begin(Fixtures.session("s", "data"));
        store.commit(Fixtures.commit(
                ID, 1, Fixtures.promotion(ID, 1, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER)));
        store.commit(Fixtures.large(ID, 2, 10, 5, new byte[] {0, 9, (byte) 200, 10, 92}));
        store.finish(ID, SessionStatus.INTERRUPTED, Fixtures.end("signal"));
        return only();
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void whatEndedHereGoesOnThere() throws Exception {
        try (PostgresSessionStore here = open(database);
                PostgresSessionStore there = open(empty)) {
            Path file = archived(here);
            there.prepare(Fixtures.RULES);
            assertThat(there.restore(file)).contains("session s with 2 iterations and 2 rules");

            assertThat(there.find(ID)).isEqualTo(here.find(ID));
            assertThat(there.iterations(ID, 0, 9)).isEqualTo(here.iterations(ID, 0, 9));
            assertThat(there.promotions(Fixtures.RULE.id())).isEqualTo(here.promotions(Fixtures.RULE.id()));
            assertThat(there.rules(Fixtures.RULES)).isEqualTo(here.rules(Fixtures.RULES));
            assertThat(there.dataSet("data")).isEqualTo(here.dataSet("data"));
            assertThat(there.errorBudget("data")).isEqualTo(here.errorBudget("data"));
            assertThat(there.checkpoint(ID).orElseThrow().state())
                    .isEqualTo(here.checkpoint(ID).orElseThrow().state());
            String sum =
                    "SELECT md5(string_agg(rule_id || rule_name || enabled || default_parameters::text, ',' ORDER BY rule_id))"
                            + " FROM rule_metadata";
            assertThat(text(empty, sum)).isEqualTo(text(database, sum));

            assertThat(there.methodOutcomes("rubric", 5, 5)).isEqualTo(here.methodOutcomes("rubric", 5, 5));
            for (String table : List.of(
                    "generation_sessions",
                    "generation_batches",
                    "generation_method_performance",
                    "generation_quality_assessments",
                    "generation_analytics")) {
                assertThat(Databases.count(empty, table)).as(table).isEqualTo(1);
            }

            there.takeOver(ID);
            there.commit(Fixtures.commit(ID, 3));
            assertThatThrownBy(() -> there.restore(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("sessions or promotions of its own");
        }
    }

    @Test
    void aDamagedArchiveChangesNothing() throws Exception {
        try (PostgresSessionStore here = open(database);
                PostgresSessionStore there = open(empty)) {
            byte[] whole = Files.readAllBytes(archived(here));
            there.prepare(Fixtures.RULES);
            Path bad = folder.resolve("bad.zip");
            for (int length : new int[] {0, 10, whole.length / 2, whole.length * 9 / 10}) {
                Files.write(bad, java.util.Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> there.restore(bad))
                        .as("cut to %s", length)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining(bad.toString());
            }
            byte[] changed = whole.clone();
            String name = "training_iterations.copy";
            int data = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
            changed[data + 50] ^= 1;
            Files.write(bad, changed);
            assertThatThrownBy(() -> there.restore(bad)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> there.restore(folder.resolve("absent")))
                    .hasMessageContaining("there is no such file");
            assertThat(there.sessions(5)).isEmpty();
            assertThat(Databases.count(empty, "rule_metadata")).isEqualTo(1);
        }
    }

    private static String text(TestDatabase where, String sql) throws Exception {
        try (var connection = where.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
