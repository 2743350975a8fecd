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
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains, looks and stops on a real database, in this process and in a child. */
class StatusAndStopTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

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
        home = folder.resolve("a home");
        cli = Cli.on(database, home, SmallTraining.ENGINE);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private String sql(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private JsonNode status(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("status", "--json"));
        args.addAll(List.of(more));
        Cli.Result result = cli.run(args.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        return MAPPER.readTree(result.out());
    }

    @Test
    void reportAndStatusAreTrueToTheDatabase() throws Exception {
        Path export = folder.resolve("out.json");
        Cli.Result trained =
                cli.run("train", "--prompts", prompts.toString(), "-i", "2", "--export", export.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("setup 7/7 ", " is completed; 2 iterations saved in ");
        JsonNode report = MAPPER.readTree(export.toFile());
        String id = report.path("sessionId").asText();
        assertThat(trained.out()).contains("Session " + id + " is stored in");

        JsonNode all = status();
        assertThat(all.at("/database/state").asText()).isEqualTo("ready");
        JsonNode session = all.at("/sessions/0");
        assertThat(session.at("/sessionId").asText()).isEqualTo(id);
        assertThat(session.at("/status").asText()).isEqualTo("completed");
        assertThat(session.at("/resumable").asBoolean()).isFalse();
        assertThat(session.at("/stoppedReason").asText())
                .isEqualTo(report.at("/stopReason/code").asText())
                .isEqualTo(sql("SELECT stopped_reason FROM improvement_sessions WHERE session_id = '" + id + "'"));
        assertThat(session.at("/holdout")).isEqualTo(report.at("/holdout"));
        assertThat(session.at("/iterations").asText())
                .isEqualTo(String.valueOf(report.at("/iterations").size()))
                .isEqualTo(sql("SELECT count(*) FROM training_iterations WHERE session_id = '" + id + "'"));
        for (String metric : new String[] {"modelAccuracy", "ruleEffectiveness", "patternCoverage"}) {
            assertThat(session.at("/metrics/" + metric).asDouble())
                    .isEqualTo(report.at("/iterations/1/metrics/" + metric).asDouble())
                    .isEqualTo(Double.parseDouble(sql("SELECT performance_metrics->>'" + metric
                            + "' FROM training_iterations WHERE session_id = '" + id + "' AND iteration = 2")));
        }
        assertThat(sql("SELECT default_parameters->>'sentences' FROM rule_metadata WHERE rule_id = 'limit'"))
                .isEqualTo(report.at("/rules/limit/parameters/sentences").asText());
        assertThat(sql("SELECT count(*) FROM rule_parameter_history WHERE kind = 'promotion'"))
                .isEqualTo(String.valueOf(countPromotions(report)));
        Cli.Result text = cli.run("status", "-d", "--adaptive", "-s", id.substring(0, 8));
        assertThat(text.out()).contains("Session " + id, "completed", "strategy ", "gaps found");
        assertThat(text.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(trained.out() + trained.err() + all + text.out()).doesNotContain(database.password());
        reportsOnOneSession(id, report);
        assertThat(cli.run("stop").code()).isEqualTo(3);
        assertThat(cli.run("status", "-s", "nonsense").code()).isEqualTo(3);
        assertThat(cli.run("status", "-s", "nonsense", "--report", "md").code()).isEqualTo(3);
        assertThat(cli.run("train", "--resume", id).code()).isEqualTo(3);
        assertThat(cli.run("train", "--resume", "latest").code()).isEqualTo(3);
    }

    /** Each kind of report tells the figures that the training exported. */
    private void reportsOnOneSession(String id, JsonNode exported) throws Exception {
        JsonNode json = MAPPER.readTree(cli.run("status", "--report", "json").out());
        assertThat(json.at("/sessionId").asText()).isEqualTo(id);
        assertThat(json.at("/holdout")).isEqualTo(exported.at("/holdout"));
        assertThat(cli.run("status", "-s", id, "--report", "csv").out().lines())
                .contains("holdout,,atEnd," + exported.at("/holdout/atEnd").asText())
                .contains("iterations,2,rule_effectiveness,"
                        + exported.at("/iterations/1/metrics/ruleEffectiveness").asText());
        String difference = String.format(
                Locale.ROOT,
                "%+.4f",
                exported.at("/holdout/atEnd").asDouble()
                        - exported.at("/holdout/atStart").asDouble());
        Path html = folder.resolve("report.html");
        Cli.Result written = cli.run("status", "--report", "html", "-o", html.toString());
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(Files.readString(html)).contains("<td class=\"n\">" + difference + "</td>", id, "</html>");
        assertThat(cli.run("status", "--report", "md").out()).contains("| " + difference + " |");
        Cli.Result refused = cli.run("status", "--report", "md", "-o", folder.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--output " + folder);
    }

    private static int countPromotions(JsonNode report) {
        return report.at("/promotions").size();
    }

    @Test
    void anEmptyDatabaseIsLookedAtAndLeftAlone() throws Exception {
        JsonNode status = status();
        assertThat(status.at("/healthy").asBoolean()).isTrue();
        assertThat(status.at("/database/state").asText()).isEqualTo("empty");
        assertThat(cli.run("train", "--resume", "latest").code()).isEqualTo(3);
        assertThat(cli.run("stop").code()).isEqualTo(3);
        Cli.Result refused = cli.run("train", "--no-init", "--prompts", prompts.toString(), "--single");
        assertThat(refused.code()).as(refused.err()).isEqualTo(2);
        assertThat(sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
        assertThat(home).doesNotExist();
    }

    @Test
    void withoutAHomeNothingIsMade() throws Exception {
        Cli own = Cli.at(home, Cli.NEVER);
        Cli.Result status = own.run("status");
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .contains("nothing is here yet", "'apes train' makes it")
                .doesNotContain("HEALTHY");
        JsonNode json = MAPPER.readTree(own.run("status", "--json").out());
        assertThat(json.at("/database/state").asText()).isEqualTo("absent");
        assertThat(json.at("/healthy").asBoolean()).isTrue();
        assertThat(json.at("/sessions").isArray()).isTrue();
        assertThat(own.run("stop").code()).isEqualTo(3);
        assertThat(own.run("train", "--resume", "latest").code()).isEqualTo(3);
        assertThat(own.run("status", "-s", "latest").code()).isEqualTo(3);
        Cli.Result refused = own.run("train", "--no-init");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("apes: --no-init: there is no database under " + home + " yet")
                .hasLineCount(1);
        assertThat(home).doesNotExist();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidSoOnce() {
        Cli wrong = cli.with("APES_DB_URL", "jdbc:postgresql://127.0.0.1:1/apes");
        Cli.Result status = wrong.run("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).isEmpty();
        assertThat(status.err()).contains("127.0.0.1:1/apes").hasLineCount(1).doesNotContain(database.password());
        assertThat(wrong.run("status", "--json").out()).contains("\"healthy\" : false", "unreachable");
        for (String command : new String[] {"train", "stop"}) {
            Cli.Result result = wrong.run(command);
            assertThat(result.code()).as(result.err()).isEqualTo(1);
            assertThat(result.err()).contains("127.0.0.1:1/apes").doesNotContain("\tat ");
        }
        assertThat(cli.with("APES_DB_PASSWORD", "wrong-secret").run("status").err())
                .contains("refuses user")
                .doesNotContain("wrong-secret");
    }

    @Test
    void aCutOffSessionGoesOnUnaskedByIdAndAsTheLatest() throws Exception {
        Child child = Child.train(database, home, prompts, folder.resolve("child.txt"));
        child.awaitIteration(1);
        String running = status().at("/sessions/0/status").asText();
        assertThat(running).isEqualTo("running");
        assertThat(child.commandLine()).contains("--prompts").doesNotContain(database.password());
        Cli.Result stopped = cli.run("stop", "-t", "60", "--export-format", "csv");
        assertThat(stopped.code()).as(stopped.err() + child.output()).isZero();
        assertThat(child.end()).as(child.output()).isZero();
        String id = status().at("/sessions/0/sessionId").asText();
        assertThat(stopped.out()).contains("session " + id + " is interrupted", "saved: ", id + ".csv");
        assertThat(Files.readString(home.resolve("exports").resolve(id + ".csv")))
                .startsWith("session_id,iteration,")
                .contains(id + ",1,");

        Cli.Result wrong = cli.run("train", "--resume", id, "--seed", "99");
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.err()).contains("--seed: is 99, but session " + id + " was started with 7");

        String[] limits = {"--prompts", prompts.toString(), "--seed", "7", "-i", "3", "--json"};
        Cli.Result resumed = train(limits);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("resuming session " + id + ", which was interrupted", "--new");
        assertThat(resumed.out()).contains("\"event\":\"session_resumed\",\"sessionId\":\"" + id);
        assertThat(status().at("/sessions/0/status").asText()).isEqualTo("completed");

        Cli.Result fresh = train(limits);
        assertThat(fresh.err()).doesNotContain("resuming");
        assertThat(status().at("/sessions").size()).isEqualTo(2);
    }

    private Cli.Result train(String... more) {
        List<String> args = new ArrayList<>(List.of("train"));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new));
    }

    @Test
    void aKilledSessionIsACrashAndResumesToTheSameEnd() throws Exception {
        Child child = Child.train(database, home, prompts, folder.resolve("child.txt"));
        child.awaitIteration(2);
        child.kill(database);
        JsonNode crashed = status().at("/sessions/0");
        assertThat(crashed.at("/status").asText()).isEqualTo("crashed");
        assertThat(crashed.at("/resumable").asBoolean()).isTrue();
        assertThat(crashed.at("/resume").asText()).contains("train --resume ");
        Cli.Result stop = cli.run("stop");
        assertThat(stop.code()).isEqualTo(3);
        assertThat(stop.err()).contains("nothing is running; to go on with: ", "crashed");

        Path resumed = folder.resolve("resumed.json");
        Cli.Result again = train("--resume", "latest", "-i", "4", "--export", resumed.toString());
        assertThat(again.code()).as(again.err()).isZero();
        Path whole = folder.resolve("whole.json");
        try (TestDatabase other = TestDatabase.create()) {
            Cli.Result uncut = Cli.on(other, home, SmallTraining.ENGINE)
                    .run(
                            "train",
                            "--prompts",
                            prompts.toString(),
                            "--seed",
                            "7",
                            "-i",
                            "4",
                            "--patience",
                            "1000",
                            "--export",
                            whole.toString());
            assertThat(uncut.code()).as(uncut.err()).isZero();
        }
        JsonNode a = MAPPER.readTree(resumed.toFile());
        JsonNode b = MAPPER.readTree(whole.toFile());
        for (String part : new String[] {"/rules", "/promotions", "/iterations", "/holdout"}) {
            assertThat(a.at(part)).as(part).isEqualTo(b.at(part));
        }
    }

    @Test
    void aTrainerThatDoesNotEndInTimeIsLeftAloneAndKilledByForce() throws Exception {
        Child child = Child.train(database, home, prompts, folder.resolve("child.txt"));
        child.awaitIteration(1);
        child.freeze();
        Cli.Result timedOut = cli.run("stop", "-t", "1", "--no-export");
        assertThat(timedOut.code()).as(timedOut.err()).isEqualTo(4);
        assertThat(timedOut.err()).contains("has not ended after 1 s", "'apes stop --force -s ");

        Cli.Result killed = cli.run("stop", "--force", "-t", "20");
        assertThat(killed.code()).as(killed.err()).isZero();
        assertThat(killed.out()).contains("was killed; saved: ");
        assertThat(child.end()).isNotZero();
        JsonNode session = status().at("/sessions/0");
        assertThat(session.at("/status").asText()).isEqualTo("interrupted");
        assertThat(session.at("/resumable").asBoolean()).isTrue();
        assertThat(home.resolve("exports").toFile().list()).hasSize(1);
        assertThat(sql("SELECT mode || ' ' || outcome || ' ' || (duration_seconds > 0) FROM training_shutdowns"))
                .isEqualTo("forced killed true");
        assertThat(status().at("/shutdowns/forced").asInt()).isEqualTo(1);
        assertThat(cli.run("status").out()).contains("trainings ended 1 time: 0 graceful (0 %), 1 forced (100 %)");
    }
}
