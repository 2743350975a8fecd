package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.persistence.embedded.SharedBinaries;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ways in which a database goes away for a while, beside a line that is cut ({@link DatabaseAwayTest}) and a disk that is full
 * ({@link UnfitHomeTest}): training waits, and ends as if nothing had been.
 */
@Tag("slow")
class DatabaseFaultsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TRAINER = "apes_trainer";

    @TempDir
    static Path folder;

    private static JsonNode undisturbed;
    private static Path prompts;

    private final Heard err = new Heard();

    /** What goes wrong, and what mends it. */
    private interface Change {
        void now() throws Exception;
    }

    @BeforeAll
    static void trainInPeace() throws IOException, SQLException {
        prompts = SmallTraining.prompts(folder);
        try (TestDatabase database = TestDatabase.create()) {
            Path export = folder.resolve("peace.json");
            Cli.Result result = Cli.on(database, folder.resolve("peace"), SmallTraining.ENGINE)
                    .run(training(export));
            assertThat(result.code()).as(result.err()).isZero();
            undisturbed = plain(export);
            sql(database, "CREATE ROLE " + TRAINER + " LOGIN PASSWORD '" + TRAINER + "'");
        }
    }

    @AfterAll
    static void forget() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            sql(database, "DROP ROLE " + TRAINER);
        }
    }

    private static String[] training(Path export) {
        return new String[] {
            "train",
            "--prompts",
            prompts.toString(),
            "--seed",
            "7",
            "--patience",
            "1000",
            "-i",
            "3",
            "--export",
            export.toString()
        };
    }

    private static JsonNode plain(Path export) throws IOException {
        ObjectNode report = (ObjectNode) MAPPER.readTree(export.toFile());
        report.remove("sessionId");
        report.remove("timing");
        return report;
    }

    private static void sql(TestDatabase database, String... commands) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private void assertSurvives(Cli cli, Path home, Change fault, String told, Change mending) throws Exception {
        Path export = home.resolveSibling(home.getFileName() + ".json");
        CompletableFuture<Cli.Result> running = CompletableFuture.supplyAsync(() -> cli.run("", err, training(export)));
        running.whenComplete((result, failure) -> err.wake());
        awaitSaid("[1] done", running);
        fault.now();
        awaitSaid(told, running);
        mending.now();
        Cli.Result result = running.get();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(plain(export)).isEqualTo(undisturbed);
        assertThat(home.resolve("run")).isEmptyDirectory();
        if (Files.exists(home.resolve("journal"))) {
            assertThat(home.resolve("journal")).isEmptyDirectory();
        }
    }

    private void awaitSaid(String text, CompletableFuture<?> running) throws InterruptedException {
        err.await(text, Duration.ofSeconds(120), () -> err.text().contains(text) || running.isDone());
        assertThat(err.text()).contains(text);
    }

    /** What the server says when somebody else has cut a transaction off, or lacks something for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "57014", "53100", "53200", "58030"})
    void aTransactionThatIsAborted(String state) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Path home = folder.resolve("aborted" + state);
            assertSurvives(
                    Cli.on(database, home, SmallTraining.ENGINE),
                    home,
                    () -> sql(
                            database,
                            "CREATE FUNCTION abort() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
                                    + " 'cut off for a test' USING ERRCODE = '" + state + "'; END $$",
                            "CREATE TRIGGER abort BEFORE INSERT ON training_iterations"
                                    + " FOR EACH ROW EXECUTE FUNCTION abort()"),
                    "is kept in " + home.resolve("journal"),
                    () -> sql(database, "DROP TRIGGER abort ON training_iterations"));
            assertThat(err.text()).contains("the database is back");
        }
    }

    @Test
    void noConnectionLeft() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            asTrainer(
                    database,
                    "ALTER ROLE " + TRAINER + " CONNECTION LIMIT 0",
                    "no connection left",
                    "ALTER ROLE " + TRAINER + " CONNECTION LIMIT -1");
        }
    }

    /** As long as the server that takes over has not been promoted. */
    @Test
    void aStandbyThatMayNotBeWrittenToYet() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            asTrainer(
                    database,
                    "ALTER ROLE " + TRAINER + " SET default_transaction_read_only = on",
                    "read-only",
                    "ALTER ROLE " + TRAINER + " RESET default_transaction_read_only");
        }
    }

    private void asTrainer(TestDatabase database, String fault, String told, String mending) throws Exception {
        String cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + TRAINER + "'";
        sql(database, "GRANT ALL ON SCHEMA public TO " + TRAINER);
        Path home = folder.resolve(told);
        assertSurvives(
                Cli.on(database, home, SmallTraining.ENGINE)
                        .with("APES_DB_USER", TRAINER)
                        .with("APES_DB_PASSWORD", TRAINER),
                home,
                () -> sql(database, fault, cut),
                told,
                () -> sql(database, mending, cut));
        assertThat(err.text()).contains("the database is back");
    }

    /** APES' own server is started again, at another port. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void aServerOfItsOwnThatIsStoppedOrKilledComesBackElsewhere(String signal) throws Exception {
        Path home = Files.createDirectory(folder.resolve("own" + signal));
        SharedBinaries.link(home);
        Path postmaster = home.resolve("postgres/data/postmaster.pid");
        assertSurvives(
                Cli.at(home, SmallTraining.ENGINE),
                home,
                () -> new ProcessBuilder(
                                "kill",
                                "-" + signal,
                                Files.readAllLines(postmaster).get(0))
                        .start()
                        .waitFor(),
                "[2] done",
                () -> {});
    }
}
