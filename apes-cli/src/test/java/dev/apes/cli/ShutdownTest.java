package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose evaluator hangs is stopped, gracefully (which takes ten seconds) and by force, and leaves a record of how. */
@Tag("slow")
class ShutdownTest {
    @TempDir
    Path folder;

    private TestDatabase database;
    private Path prompts;
    private Cli cli;

    @BeforeEach
    void begin() throws IOException {
        database = TestDatabase.create();
        prompts = SmallTraining.prompts(folder);
        cli = Cli.on(database, folder.resolve("home"), SmallTraining.ENGINE);
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void anEvaluatorThatHangsKeepsNothingFromStopping() throws Exception {
        Child graceful = hanging("graceful", 400);
        Cli.Result stopped = cli.run("stop", "-t", "30", "--export-format", "csv");
        assertThat(stopped.code()).as(stopped.err() + graceful.output()).isZero();
        assertThat(stopped.out()).contains("is interrupted", "results: ");
        assertThat(graceful.end()).isZero();

        Child forced = hanging("forced", 500);
        forced.freeze();
        Cli.Result late = cli.run("stop", "-t", "1");
        assertThat(late.code()).isEqualTo(4);
        assertThat(late.err()).contains("apes stop --force -s ", "would end it at once");
        Cli.Result killed = cli.run("stop", "--force", "-t", "5", "--no-export");
        assertThat(killed.code()).as(killed.err()).isZero();
        assertThat(killed.out()).contains("was killed");

        assertThat(sql("SELECT string_agg(mode || ' ' || outcome || ' ' || (duration_seconds >= 0), ', ' ORDER BY id)"
                        + " FROM training_shutdowns"))
                .isEqualTo("graceful interrupted true, forced killed true");
        JsonNode shutdowns =
                new ObjectMapper().readTree(cli.run("status", "--json").out()).path("shutdowns");
        assertThat(shutdowns.path("graceful").asInt()).isEqualTo(1);
        assertThat(shutdowns.path("forced").asInt()).isEqualTo(1);
        assertThat(cli.run("status").out()).contains("trainings ended 2 times: 1 graceful (50 %), 1 forced (50 %)");
    }

    /** A child whose evaluator hangs from then on. */
    private Child hanging(String name, int calls) throws Exception {
        Path bill = folder.resolve(name + ".bill");
        List<String> args = new ArrayList<>(List.of("train", "--prompts", prompts.toString(), "--seed", "7"));
        args.addAll(List.of("-i", "9", "--patience", "9", "--threads", "1", "--new", "--evaluator", CostlyJudge.NAME));
        args.addAll(List.of("-E", "bill=" + bill, "-E", "hang=" + calls));
        Child child = Child.run(
                Map.of(
                        "APES_HOME", folder.resolve("home").toString(),
                        "APES_DB_URL", database.jdbcUrl(),
                        "APES_DB_USER", database.user(),
                        "APES_DB_PASSWORD", database.password()),
                folder.resolve(name + ".txt"),
                args.toArray(String[]::new));
        child.await(
                "call " + calls,
                () -> Files.exists(bill) && Files.readAllLines(bill).size() > calls);
        return child;
    }

    private String sql(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
