package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line to the database is cut while it trains. */
class DatabaseAwayTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private TestDatabase database;
    private CutLine line;
    private Path prompts;
    private Path home;
    private Cli cli;
    private final Heard err = new Heard();

    @BeforeEach
    void begin() throws IOException {
        database = TestDatabase.create();
        String url = database.jdbcUrl();
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        line = new CutLine(port);
        prompts = SmallTraining.prompts(folder);
        home = folder.resolve("a home");
        cli = Cli.on(database, home, SmallTraining.ENGINE)
                .with("APES_DB_URL", url.replace(":" + port + "/", ":" + line.port() + "/"));
    }

    @AfterEach
    void end() throws IOException {
        line.close();
        database.close();
    }

    private CompletableFuture<Cli.Result> training(Path export, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train", "--prompts", prompts.toString(), "--seed", "7", "--patience", "1000", "-i", "4", "--export"));
        args.add(export.toString());
        args.addAll(List.of(more));
        return CompletableFuture.supplyAsync(() -> cli.run("", err, args.toArray(String[]::new)));
    }

    private void awaitSaid(String text) throws InterruptedException {
        err.await(text, Duration.ofSeconds(60), () -> err.text().contains(text));
    }

    private static JsonNode plain(Path export) throws IOException {
        ObjectNode report = (ObjectNode) MAPPER.readTree(export.toFile());
        report.remove("sessionId");
        report.remove("timing");
        return report;
    }

    private JsonNode undisturbed() throws IOException {
        try (TestDatabase other = TestDatabase.create()) {
            Path whole = folder.resolve("whole.json");
            Cli.Result result = Cli.on(other, folder.resolve("other home"), SmallTraining.ENGINE)
                    .run(
                            "train",
                            "--prompts",
                            prompts.toString(),
                            "--seed",
                            "7",
                            "--patience",
                            "1000",
                            "-i",
                            "4",
                            "--export",
                            whole.toString());
            assertThat(result.code()).as(result.err()).isZero();
            return plain(whole);
        }
    }

    @Test
    void trainingWaitsAndGoesOnToTheSameEnd() throws Exception {
        Path export = folder.resolve("cut.json");
        CompletableFuture<Cli.Result> running = training(export);
        awaitSaid("[1] done");
        line.cut();
        awaitSaid("the database is away");
        awaitSaid("is kept in " + home.resolve("journal"));
        line.mend();
        Cli.Result result = running.get();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(err.text()).contains("the database is back");
        assertThat(plain(export)).isEqualTo(undisturbed());
        assertThat(home.resolve("journal")).isEmptyDirectory();
        assertThat(home.resolve("run")).isEmptyDirectory();
    }

    @Test
    void whenItStaysAwayWhatWasFinishedIsKeptAndStoredByTheNextStart() throws Exception {
        Path export = folder.resolve("cut.json");
        CompletableFuture<Cli.Result> running = training(export, "--db-wait", "1");
        awaitSaid("[1] done");
        line.cut();
        Cli.Result result = running.get();
        assertThat(result.code()).as(result.err()).isEqualTo(1);
        assertThat(err.text())
                .contains("stayed away for longer than 1 s", "Bring the database back", "train --resume ");
        try (Stream<Path> kept = Files.list(home.resolve("journal"))) {
            assertThat(kept).hasSize(1);
        }
        line.mend();
        err.reset();
        Cli.Result next = training(export).get();
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(err.text())
                .contains("stored from the journal of session", "its end", "was cut off: the database stayed away");
        assertThat(plain(export)).isEqualTo(undisturbed());
        Cli.Result status = cli.run("status", "-d", "-s", "latest");
        assertThat(status.out()).contains("cut off, found ", "database", "repaired: stored from the journal");
        try (Stream<Path> archives = Files.list(home.resolve("archive"))) {
            assertThat(archives).hasSize(1);
        }
    }

    @Test
    void anArchiveRestoresIntoAnEmptyDatabase() throws Exception {
        Path export = folder.resolve("whole.json");
        assertThat(training(export).get().code()).isZero();
        Path archive;
        try (Stream<Path> archives = Files.list(home.resolve("archive"))) {
            archive = archives.findFirst().orElseThrow();
        }
        try (TestDatabase empty = TestDatabase.create()) {
            Cli there = Cli.on(empty, folder.resolve("another home"), SmallTraining.ENGINE);
            Cli.Result restored = there.run("train", "--restore", archive.toString());
            assertThat(restored.code()).as(restored.err()).isZero();
            assertThat(restored.out()).contains("restored session ", " with 4 iterations");
            JsonNode here = MAPPER.readTree(cli.run("status", "--json").out()).at("/sessions/0");
            JsonNode copy = MAPPER.readTree(there.run("status", "--json").out()).at("/sessions/0");
            assertThat(copy.at("/sessionId")).isEqualTo(here.at("/sessionId"));
            assertThat(copy.at("/metrics")).isEqualTo(here.at("/metrics"));
            assertThat(copy.at("/status").asText()).isEqualTo("completed");
            assertThat(there.run("train", "--restore", archive.toString()).code())
                    .isEqualTo(1);
        }
        assertThat(cli.run("train", "--restore", prompts.toString()).code()).isEqualTo(2);
    }
}
