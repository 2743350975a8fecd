package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that is given to the commands is in nothing that they write and in no list of processes, at its most talkative. */
class PasswordsTest {
    /** Looks the same quoted, escaped for a URL, and as JSON. */
    private static final String RIGHT = "hush-Right-4711";

    private static final String WRONG = "hush-Wrong-4711";
    private static final String SECRET = "hush-";

    @TempDir
    Path folder;

    private TestDatabase database;
    private String role;
    private Path prompts;
    private Path home;

    @BeforeEach
    void begin() throws Exception {
        database = TestDatabase.create();
        role = "owner_" + database.jdbcUrl().replaceAll(".*/", "");
        prompts = SmallTraining.prompts(folder);
        home = Files.createDirectory(folder.resolve("home"));
        sql("CREATE ROLE " + role + " LOGIN PASSWORD '" + RIGHT + "'", "GRANT CREATE ON SCHEMA public TO " + role);
    }

    @AfterEach
    void end() throws Exception {
        sql("DROP OWNED BY " + role, "DROP ROLE " + role);
        database.close();
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String url(String userInfo) {
        return database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + userInfo + "@");
    }

    private Child run(String name, Map<String, String> variables, String... args) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.put("APES_HOME", home.toString());
        return Child.run(all, folder.resolve(name + ".txt"), args);
    }

    private static String commandLine(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /** The processes whose command line tells it; those of a person's shell that started a test are not ours. */
    private static List<String> tellingProcesses() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .map(PasswordsTest::commandLine)
                    .filter(line -> line.contains(SECRET))
                    .toList();
        }
    }

    /** Every file that the commands could have left. */
    private TreeSet<String> tellingFiles() throws IOException {
        TreeSet<String> telling = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
                        telling.add(folder.relativize(file).toString());
                    }
                } catch (NoSuchFileException e) {
                    // a temporary file
                }
            }
        }
        return telling;
    }

    @Test
    void whatIsInTheEnvironmentIsNowhereElse() throws Exception {
        Map<String, String> apart = Map.of("APES_DB_PASSWORD", RIGHT);
        Map<String, String> within = Map.of("APES_DB_URL", url(role + ":" + RIGHT));
        Child trainer = run("train", apart, Child.training(prompts, "-v", "--db", url(role)));
        trainer.awaitIteration(1);
        assertThat(trainer.commandLine()).contains("--db", role);
        assertThat(tellingProcesses()).isEmpty();

        Child status = run("status", within, "status", "-v", "-d", "--json");
        Child wrongStatus = run("wrong-status", Map.of("APES_DB_PASSWORD", WRONG), "status", "-v", "--db", url(role));
        Child wrongTrain = run("wrong-train", Map.of("APES_DB_URL", url(role + ":" + WRONG)), "train", "-v");
        assertThat(tellingProcesses()).isEmpty();
        assertThat(status.end()).as(status.output()).isZero();
        assertThat(status.output()).contains("\"healthy\" : true", database.jdbcUrl());
        for (Child wrong : List.of(wrongStatus, wrongTrain)) {
            assertThat(wrong.end()).isEqualTo(1);
            assertThat(wrong.output()).contains("refuses user '" + role + "': check user and password");
        }

        Child stop = run("stop", apart, "stop", "-v", "--db", url(role));
        assertThat(stop.end()).as(stop.output() + trainer.output()).isZero();
        assertThat(tellingProcesses()).isEmpty();
        assertThat(trainer.end()).as(trainer.output()).isZero();
        assertThat(stop.output()).contains("results: " + home.resolve("exports"));
        assertThat(home.resolve("exports").toFile().list()).hasSize(1);
        assertThat(tellingFiles()).isEmpty();
    }

    /** The list of processes shows it for as long as the command takes to refuse it; nothing that the command starts does. */
    @Test
    void oneInAnOptionIsRefusedUnread() throws Exception {
        Child[] refused = {
            run("train", Map.of(), "train", "-v", "--db", url(role + ":" + RIGHT), "--prompts", prompts.toString()),
            run(
                    "status",
                    Map.of(),
                    "status",
                    "-v",
                    "--db",
                    database.jdbcUrl() + "?user=" + role + "&password=" + RIGHT),
            run("stop", Map.of(), "stop", "-v", "--db", url(role + ":" + WRONG))
        };
        for (Child child : refused) {
            assertThat(child.end()).as(child.output()).isEqualTo(2);
            assertThat(child.output()).contains("apes: --db: holds a password", "APES_DB_PASSWORD");
        }
        assertThat(tellingProcesses()).isEmpty();
        assertThat(tellingFiles()).isEmpty();
    }
}
