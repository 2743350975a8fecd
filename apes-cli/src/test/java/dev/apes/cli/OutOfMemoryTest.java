package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin eats the heap of a real process: the next start knows it, says how, and goes on with less at once, to the same end. */
@Tag("slow")
class OutOfMemoryTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int EXIT_ON_OUT_OF_MEMORY = 3;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Path prompts;
    private Path home;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        database = TestDatabase.create();
        prompts = SmallTraining.prompts(folder);
        home = folder.resolve("home");
        cli = Cli.on(database, home, SmallTraining.ENGINE);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private String[] training(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--prompts", prompts.toString(), "--seed", "7"));
        args.addAll(List.of("-i", "3"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private Child hungry(int bite, List<String> jvm, String... args) throws IOException {
        List<String> options = Stream.concat(Stream.of("-D" + Plate.PROPERTY + "=" + bite), jvm.stream())
                .toList();
        return Child.run(
                options,
                Map.of(
                        "APES_HOME", home.toString(),
                        "APES_DB_URL", database.jdbcUrl(),
                        "APES_DB_USER", database.user(),
                        "APES_DB_PASSWORD", database.password()),
                folder.resolve("child.txt"),
                args);
    }

    private void assertFailedByMemory(Child child) throws Exception {
        assertThat(child.end()).as(child.output()).isEqualTo(1);
        assertThat(child.output())
                .contains("out of memory", "train --resume ")
                .doesNotContain("\tat ", "fault in APES");
        JsonNode session = MAPPER.readTree(cli.run("status", "--json").out()).at("/sessions/0");
        assertThat(session.path("status").asText()).isEqualTo("failed");
        assertThat(session.path("resumable").asBoolean()).isTrue();
    }

    /** Ends as one that always had enough. */
    private void assertGoesOnWithLess(String happened, String known, String... args) throws Exception {
        Path export = folder.resolve("resumed.json");
        Cli.Result resumed = cli.run("train", "--resume", "latest", "--threads", "2", "--export", export.toString());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err())
                .contains(
                        "was cut off: " + happened,
                        "(out_of_memory, severity high)",
                        "known because: " + known,
                        "it goes on with one thread and batches of 4 in place of 2 and 32",
                        "APES_JAVA_OPTS");
        assertThat(cli.run("status", "-d", "-s", "latest").out())
                .contains("cut off, found ", "out_of_memory", "batches of 4");
        assertThat(home.resolve("run")).isEmptyDirectory();
        Path whole = folder.resolve("whole.json");
        try (TestDatabase other = TestDatabase.create()) {
            List<String> uncut = new ArrayList<>(List.of(args));
            uncut.addAll(List.of("--export", whole.toString()));
            Cli.Result undisturbed = Cli.on(other, folder.resolve("other home"), SmallTraining.ENGINE)
                    .run(uncut.toArray(String[]::new));
            assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
        }
        JsonNode a = MAPPER.readTree(export.toFile());
        JsonNode b = MAPPER.readTree(whole.toFile());
        for (String part : new String[] {"/rules", "/promotions", "/iterations", "/holdout", "/evaluatorCalls"}) {
            assertThat(a.at(part)).as(part).isEqualTo(b.at(part));
        }
    }

    @Test
    void onAWorkersThread() throws Exception {
        String[] args = training("--evaluator", HungryJudge.NAME, "--threads", "2", "--patience", "9");
        assertFailedByMemory(hungry(30, List.of(), args));
        assertGoesOnWithLess("the program ran out of memory", "the session ended as failed", args);
    }

    @Test
    void onTheSessionsOwnThread() throws Exception {
        String[] args = training("--stopping", HungryCriterion.NAME, "--threads", "1");
        assertFailedByMemory(hungry(2, List.of(), args));
        assertGoesOnWithLess("the program ran out of memory", "the session ended as failed", args);
    }

    /** As the launcher starts it, if its user wants a JVM that exits at once. */
    @Test
    void inAProcessThatExitsAtOnce() throws Exception {
        String[] args = training("--evaluator", HungryJudge.NAME, "--threads", "2", "--patience", "9");
        Path mark = folder.resolve("out of memory");
        Child child = hungry(
                30,
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:OnOutOfMemoryError=touch '" + mark + "'",
                        "-Dapes.memory.mark=" + mark),
                args);
        assertThat(child.end()).as(child.output()).isEqualTo(EXIT_ON_OUT_OF_MEMORY);
        assertThat(mark).exists();
        child.kill(database); // it is gone; its lease goes when the server has seen that
        JsonNode session = MAPPER.readTree(cli.run("status", "--json").out()).at("/sessions/0");
        assertThat(session.path("status").asText()).isEqualTo("crashed");
        assertGoesOnWithLess("the program ran out of memory, and its process ended", "its lease", args);
        assertThat(cli.run("status", "-d", "-s", "latest").out()).contains("its heap was full at ");
        assertThat(mark).doesNotExist();
    }
}
