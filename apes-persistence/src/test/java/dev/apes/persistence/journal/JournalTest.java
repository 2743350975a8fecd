package dev.apes.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.Fixtures;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session could not store, in a file, and from there into the database: whole, once, in order, or not at all. */
class JournalTest {
    private static final SessionId ID = new SessionId("s");

    @TempDir
    Path folder;

    private TestDatabase database;
    private Path journal;

    @BeforeEach
    void begin() {
        database = TestDatabase.create();
        journal = folder.resolve("journal");
    }

    @AfterEach
    void end() {
        database.close();
    }

    private PostgresSessionStore open() {
        return PostgresSessionStore.open(PostgresStoreConfig.at(database.jdbcUrl())
                .user(database.user())
                .password(database.password())
                .journal(journal)
                .build());
    }

    private IterationCommit large(int number) {
        return Fixtures.large(ID, number, 40, 20, new byte[] {1, 2, 3, (byte) number});
    }

    /** A trainer that finished an iteration while its database was away, then its own process ended. */
    private void trainerThatLeft(IterationCommit kept, boolean withEnd) {
        try (PostgresSessionStore store = open()) {
            store.prepare(Fixtures.RULES);
            store.begin(Fixtures.session("s", "data"));
            store.commit(Fixtures.commit(ID, 1));
            assertThat(store.setAside(kept)).isPresent();
            if (withEnd) {
                store.setAside(ID, SessionStatus.INTERRUPTED, Fixtures.end("store_lost"));
            }
        }
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.reduce((a, b) -> {
                        throw new AssertionError("more than one file: " + a + ", " + b);
                    })
                    .orElseThrow();
        }
    }

    @Test
    void whatWasKeptIsStoredOnceWithTheEndBehindIt() throws Exception {
        IterationCommit kept = large(2);
        trainerThatLeft(kept, true);
        Path file = only();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        try (PostgresSessionStore next = open()) {
            assertThat(next.recovered()).singleElement().asString().contains("session s: iteration 2, its end");
            assertThat(next.iterations(ID, 1, 5)).containsExactly(kept.record());
            assertThat(next.patterns(ID)).isEqualTo(kept.patterns());
            assertThat(next.checkpoint(ID).orElseThrow().state()).containsExactly(1, 2, 3, 2);
            assertThat(next.find(ID).orElseThrow().condition()).isEqualTo(SessionCondition.INTERRUPTED);
            assertThat(next.find(ID).orElseThrow().end().orElseThrow().reason()).isEqualTo("store_lost");
        }
        assertThat(journal).isEmptyDirectory();

        Files.write(file, bytes); // as if the process had been killed between storing and deleting
        try (PostgresSessionStore again = open()) {
            assertThat(again.recovered()).singleElement().asString().contains("iteration 2 (which had arrived)");
            assertThat(again.iterations(ID, 0, 5)).hasSize(2);
            assertThat(again.takeOver(ID).iterations()).isEqualTo(2);
            again.commit(Fixtures.commit(ID, 3));
        }
        assertThat(journal).isEmptyDirectory();
    }

    @Test
    void derivedRulesAndCombinationsAreAmongWhatWasKept() {
        IterationCommit kept = Fixtures.deriving(ID, 2);
        trainerThatLeft(kept, false);
        try (PostgresSessionStore next = open()) {
            assertThat(next.derivedRules())
                    .singleElement()
                    .satisfies(d -> assertThat(d.rule()).isEqualTo(Fixtures.DERIVED));
            assertThat(next.combinations(ID)).isEqualTo(kept.combinations()).hasSize(2);
        }
    }

    @Test
    void aSelectionOfRulesIsAmongWhatWasKept() {
        PromotionRecord promotion = Fixtures.promotion(
                ID,
                2,
                StoredSelection.RULE_ID,
                new ParameterValues(Map.of("model_of_iteration", 0)),
                new ParameterValues(Map.of("model_of_iteration", 2)));
        IterationCommit plain = Fixtures.commit(ID, 2, promotion);
        trainerThatLeft(
                new IterationCommit(
                        ID,
                        plain.record(),
                        plain.patterns(),
                        plain.budget(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(new StoredSelection(promotion.id(), 3, new byte[] {0, 9, -1}))),
                false);
        try (PostgresSessionStore next = open()) {
            assertThat(next.selectionInForce()).contains(promotion.id());
            assertThat(next.selection(promotion.id()).orElseThrow().model()).containsExactly(0, 9, -1);
        }
    }

    @Test
    void everyTornOrChangedJournalIsSetAsideByName() throws Exception {
        trainerThatLeft(large(2), false);
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        int[] lengths = {0, 7, 15, 18, 30, 60, whole.length / 2, whole.length - 1};
        for (int length : lengths) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> new Journal(journal, java.time.Clock.systemUTC()).read(file))
                    .as("cut to %s bytes", length)
                    .isInstanceOf(DamagedJournalException.class);
        }
        for (int at = 0; at < whole.length; at += 97) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            Files.write(file, changed);
            assertThatThrownBy(() -> new Journal(journal, java.time.Clock.systemUTC()).read(file))
                    .as("byte %s changed", at)
                    .isInstanceOf(DamagedJournalException.class);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));

        try (PostgresSessionStore next = open()) {
            assertThat(next.recovered())
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "1 bytes follow its last entry", ".damaged-", "computed again");
            assertThat(next.find(ID).orElseThrow().iterations()).isEqualTo(1);
        }
        assertThat(only().getFileName().toString()).startsWith("s.journal.damaged-");
        try (PostgresSessionStore later = open()) {
            assertThat(later.recovered()).isEmpty();
        }
    }

    @Test
    void aJournalOfASessionThatAnotherTookOverIsRefused() throws Exception {
        trainerThatLeft(large(2), true);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(journal, elsewhere);
        try (PostgresSessionStore other = open()) {
            other.takeOver(ID);
            other.commit(Fixtures.commit(ID, 2));
        }
        Files.move(elsewhere, journal);

        try (PostgresSessionStore next = open()) {
            assertThat(next.recovered()).singleElement().asString().contains("comes too late", ".refused-");
            assertThat(next.iterations(ID, 1, 5))
                    .containsExactly(Fixtures.commit(ID, 2).record());
        }
    }

    @Test
    void aJournalOfAnotherDatabaseIsLeftForIt() throws Exception {
        trainerThatLeft(large(2), false);
        try (TestDatabase other = TestDatabase.create();
                PostgresSessionStore store = PostgresSessionStore.open(PostgresStoreConfig.at(other.jdbcUrl())
                        .user(other.user())
                        .password(other.password())
                        .journal(journal)
                        .build())) {
            store.prepare(Fixtures.RULES);
            assertThat(store.recovered()).isEmpty();
        }
        try (PostgresSessionStore home = open()) {
            assertThat(home.find(ID).orElseThrow().iterations()).isEqualTo(2);
        }
    }

    @Test
    void anIterationOfWhichNobodyKnowsWhetherItArrivedIsStoredOnce() {
        try (PostgresSessionStore store = open()) {
            store.prepare(Fixtures.RULES);
            store.begin(Fixtures.session("s", "data"));
            PromotionRecord promotion =
                    Fixtures.promotion(ID, 1, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER);
            IterationCommit first = Fixtures.commit(ID, 1, promotion);
            store.commit(first); // its answer is lost
            store.setAside(first);
            store.commit(first);
            assertThat(store.iterations(ID, 0, 5)).containsExactly(first.record());
            assertThat(store.promotions(Fixtures.RULE.id())).hasSize(1);
            assertThat(journal).isEmptyDirectory();

            IterationCommit second = large(2); // did not arrive, and the database is back just for the end
            store.setAside(second);
            store.finish(ID, SessionStatus.INTERRUPTED, Fixtures.end("store_lost"));
            assertThat(store.iterations(ID, 1, 5)).containsExactly(second.record());
            assertThat(store.recovered()).hasSize(1);
        }
        assertThat(journal).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatIsAwayIsToldFromOneThatRefuses() throws Exception {
        try (PostgresSessionStore store = open()) {
            store.prepare(Fixtures.RULES);
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE " + connection.getCatalog() + " CONNECTION LIMIT 0");
                statement.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'");
                statement.execute("GRANT ALL ON SCHEMA public TO plain");
            }
            assertThatThrownBy(() -> PostgresSessionStore.open(PostgresStoreConfig.at(database.jdbcUrl())
                            .user("plain")
                            .password("plain")
                            .build()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("no connection left");
            assertThatThrownBy(() -> PostgresSessionStore.open(PostgresStoreConfig.at(database.jdbcUrl())
                            .user("plain")
                            .password("wrong")
                            .build()))
                    .isNotInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("refuses user");
            assertThatThrownBy(() -> PostgresSessionStore.open(PostgresStoreConfig.at("jdbc:postgresql://127.0.0.1:1/x")
                            .build()))
                    .isInstanceOf(StoreUnavailableException.class);
        }
        assertThat(List.of(journal.toFile().exists())).containsExactly(false);
    }
}
