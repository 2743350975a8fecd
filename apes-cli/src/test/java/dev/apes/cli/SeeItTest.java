package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports, comparison and detailed status of two small trainings. */
class SeeItTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Cli cli;
    private static Cli.Result first;
    private static List<String> ids;

    @BeforeAll
    static void train() throws Exception {
        database = TestDatabase.create();
        Path home = folder.resolve("home");
        Files.createDirectories(home);
        cli = Cli.on(database, home, SmallTraining.ENGINE);
        String prompts = SmallTraining.prompts(folder).toString();
        first = cli.run("train", "--prompts", prompts, "-i", "3", "--rows", "20");
        Files.writeString(home.resolve("apes.properties"), "report = none\nkeep-files = 1\n");
        Cli.Result second = cli.run("train", "--prompts", prompts, "-i", "2", "--new", "--seed", "5", "--rows", "0");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).doesNotContain(".html");
        ids = column("SELECT session_id FROM improvement_sessions ORDER BY begun_at");
        assertThat(ids).hasSize(2);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            java.util.ArrayList<String> values = new java.util.ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    @Test
    void eachTrainingLeavesAReportThatNamesItsPrompts() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        Path file = folder.resolve("home/reports/" + ids.get(0) + ".html");
        assertThat(first.err()).contains("wrote " + file);
        String html = Files.readString(file);
        assertThat(html)
                .contains("What to do", "Key figures", "Holdout prompts before and after", "best: ", "worst: ")
                .contains("What the course shows", "Where it came from", "seed");
        try (Stream<Path> reports = Files.list(file.getParent())) {
            assertThat(reports).hasSize(1);
        }
    }

    @Test
    void aStoredSessionShowsPromptsEnhancedAnew() {
        Cli.Result md = cli.run("status", "-s", ids.get(0), "--report", "md");
        assertThat(md.code()).as(md.err()).isZero();
        assertThat(md.out()).contains("Enhanced by the rules", "before:", "after:");
    }

    @Test
    void keyFiguresOfAReportAreThoseOfTheTables() throws Exception {
        String session = " WHERE session_id = '" + ids.get(0) + "'";
        // with one rule and one parameter there are no pairs within a prompt, so the session itself has no accuracy
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE training_iterations SET performance_metrics = jsonb_set(performance_metrics,"
                    + " '{modelAccuracy}', to_jsonb(0.6 + iteration * 0.01)), record = jsonb_set(record::jsonb,"
                    + " '{summary,metrics,modelAccuracy}', to_jsonb(0.6 + iteration * 0.01))::json" + session);
        }
        Cli.Result md = cli.run("status", "-s", ids.get(0), "--report", "md");
        List<String> stored = column(
                "WITH i AS (SELECT iteration, duration_seconds, ((performance_metrics ->> 'modelAccuracy')::float8 * 4"
                        + " + (performance_metrics ->> 'ruleEffectiveness')::float8 * 3 + (performance_metrics ->> 'patternCoverage')::float8 * 2)"
                        + " / 9 AS score FROM training_iterations" + session
                        + "), last AS (SELECT score FROM i ORDER BY iteration DESC LIMIT 1),"
                        + " first AS (SELECT score FROM i ORDER BY iteration LIMIT 1), ended AS (SELECT evaluator_calls, end_report -> 'holdout' AS h"
                        + " FROM improvement_sessions" + session
                        + ") SELECT unnest(ARRAY[100 * (SELECT score FROM last), (SELECT 100000"
                        + " * ((h ->> 'atEnd')::float8 - (h ->> 'atStart')::float8) / evaluator_calls FROM ended), 100 * ((SELECT score FROM last)"
                        + " - (SELECT score FROM first)) / ((SELECT sum(duration_seconds) FROM i) / 3600)])");
        assertThat(figure(md.out(), "Performance score")).isCloseTo(Double.parseDouble(stored.get(0)), within(0.0501));
        assertThat(figure(md.out(), "Efficiency rating"))
                .isCloseTo(Double.parseDouble(stored.get(1)), within(0.000501));
        double velocity = Double.parseDouble(stored.get(2));
        assertThat(velocity).isPositive();
        // step times are added up in nanoseconds here and stored in whole milliseconds there
        assertThat(figure(md.out(), "Improvement velocity")).isCloseTo(velocity, within(0.006 + 0.01 * velocity));
    }

    @Test
    void eachFormatHoldsAllOfTheReport() throws Exception {
        String id = ids.get(0);
        JsonNode json = new ObjectMapper()
                .readTree(cli.run("status", "-s", id, "--report", "json").out());
        assertThat(json.at("/summary")).hasSize(5);
        assertThat(json.at("/recommendations")).isNotEmpty();
        assertThat(json.at("/keyFigures")).hasSize(5);
        assertThat(json.at("/rules/limit/performance/prompts").asInt()).isPositive();
        assertThat(json.at("/generation/0/rowsRequested").asInt()).isEqualTo(60);
        assertThat(json.at("/steps")).hasSizeGreaterThan(4);
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        json.at("/examples").forEach(e -> examples.putIfAbsent(e.at("/choice").asText(), e));
        assertThat(examples).containsOnlyKeys("best", "worst", "random");
        assertThat(examples.get("best").at("/scoreAfter").asDouble()
                        - examples.get("best").at("/scoreBefore").asDouble())
                .isGreaterThanOrEqualTo(examples.get("worst").at("/scoreAfter").asDouble()
                        - examples.get("worst").at("/scoreBefore").asDouble());
        assertThat(json.at("/repeat/command").asText())
                .contains("train --new --seed 42 --prompts FILE", "--max-iterations 3", "--rows 20");
        assertThat(json.at("/configuration/start.java").asText())
                .isEqualTo(Runtime.version().toString());

        List<String> headings = List.of(
                "What to do",
                "Result on the holdout",
                "Key figures",
                "Course",
                "Promotions and their evidence",
                "Rules before and after",
                "Holdout prompts before and after",
                "Where rules help more than elsewhere",
                "Generated data (trained on only)",
                "Time and cost",
                "Where it came from");
        for (String format : List.of("html", "md")) {
            String text = cli.run("status", "-s", id, "--report", format)
                    .out()
                    .replaceAll("&#\\d+;|&\\w+;|\\\\", "")
                    .replaceAll("\\s+", " ");
            assertThat(text)
                    .as(format)
                    .contains(headings)
                    .contains("best: ", "worst: ", "random: ", "train --new --seed 42");
            for (JsonNode sentence : json.at("/summary")) {
                assertThat(text)
                        .as(format)
                        .contains(sentence.asText().replaceAll("[\\\\'<>&]", "").replaceAll("\\s+", " "));
            }
        }

        Map<String, String> csv = new LinkedHashMap<>();
        cli.run("status", "-s", id, "--report", "csv").out().lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", 4);
            csv.put(cells[0] + "/" + cells[1] + "/" + cells[2], cells[3]);
        });
        assertThat(csv.keySet().stream().map(key -> key.replaceFirst("/.*", "")).distinct())
                .contains("document", "summary", "recommendations", "keyFigures", "holdout", "rules", "iterations")
                .contains("examples", "generation", "steps", "repeat", "configuration");
        assertThat(csv.keySet().stream().filter(key -> key.matches("promotions/\\d+/pValue")))
                .hasSameSizeAs(json.at("/promotions"));
        assertThat(csv.get("holdout//difference"))
                .isEqualTo(json.at("/holdout/difference").asText());
        assertThat(csv.get("rules/limit/performance.meanGain"))
                .isEqualTo(json.at("/rules/limit/performance/meanGain").asText());
        assertThat(csv.get("steps/train/seconds")).isEqualTo(seconds(json, "train"));
        List<String> sums = column(
                "SELECT evaluator_calls FROM training_iterations WHERE session_id = '" + id + "' ORDER BY iteration");
        assertThat(sums).hasSize(3);
        long calls = 0;
        for (int i = 0; i < sums.size(); i++) {
            assertThat(csv.get("iterations/" + (i + 1) + "/evaluator_calls_spent"))
                    .isEqualTo(String.valueOf(Long.parseLong(sums.get(i)) - calls));
            calls = Long.parseLong(sums.get(i));
        }
        assertThat(calls).isPositive();
        long ofSteps = 0;
        for (JsonNode step : json.at("/steps")) {
            ofSteps += step.at("/evaluatorCalls").asLong();
        }
        // what the steps did not ask for, the holdout did before the first of them
        long holdout = json.at("/holdout/prompts").asLong();
        assertThat(calls - ofSteps).isBetween(holdout, 2 * holdout);
    }

    private static String seconds(JsonNode report, String step) {
        for (JsonNode one : report.at("/steps")) {
            if (one.at("/step").asText().equals(step)) {
                return one.at("/seconds").asText();
            }
        }
        throw new AssertionError("there is no step " + step);
    }

    private static double figure(String markdown, String label) {
        Matcher figure =
                Pattern.compile("\\*\\*" + label + "\\*\\*: ([-+0-9.]+) \\(").matcher(markdown);
        assertThat(figure.find())
                .as(label + " in "
                        + markdown.lines().filter(l -> l.contains(label)).toList())
                .isTrue();
        return Double.parseDouble(figure.group(1));
    }

    @Test
    void aComparisonInAllFormats() throws IOException {
        String pair = ids.get(0).substring(0, 8) + "," + ids.get(1).substring(0, 8);
        Cli.Result text = cli.run("status", "--compare", pair);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("gain per validation prompt", "Cliff's delta", ids.get(0));
        assertThat(text.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        JsonNode json = new ObjectMapper()
                .readTree(cli.run("status", "--compare", pair, "--json").out());
        assertThat(json.at("/sessions")).hasSize(2);
        assertThat(json.at("/pairs")).hasSize(8);
        assertThat(json.at("/pairs/0/verdict").asText()).isEqualTo("too_few");
        // the second was given another seed and generated nothing
        assertThat(json.at("/differentSettings").findValuesAsText("name")).contains("seed", "generatedRows");
        assertThat(json.at("/sessions/0/efficiencyRating").isNumber()).isTrue();
        assertThat(cli.run("status", "--compare", pair, "--report", "csv").out().lines())
                .contains("differentSettings,seed,values." + ids.get(1) + ",5")
                .contains("sessions," + ids.get(0) + ",efficiencyRating,"
                        + json.at("/sessions/0/efficiencyRating").asText())
                .contains("pairs,2,metric,model accuracy")
                .contains("document,,verdict,\"" + json.at("/verdict").asText() + "\"");
        String md = cli.run("status", "--compare", pair, "--report", "md").out();
        assertThat(md).startsWith("# APES sessions compared").contains("| seed | 42 | 5 |", "Parameters that differ");
        String html = cli.run("status", "--compare", pair, "--report", "html").out();
        assertThat(html)
                .contains(
                        "</html>",
                        "<td>seed</td>",
                        "Settings that differ",
                        json.at("/verdict").asText());
        assertThat(cli.run("status", "--compare", ids.get(0)).code()).isEqualTo(2);
        assertThat(cli.run("status", "--compare", ids.get(0) + ",nobody").code())
                .isEqualTo(3);
        assertThat(cli.run("status", "--compare", pair, "-d").code()).isEqualTo(2);
    }

    @Test
    void aDetailedStatusShowsComponentsAlertsAndCourses() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO training_alerts (kind, session_id, severity, message) VALUES ('stall', '"
                    + ids.get(1) + "', 'warning', 'nothing gained in 20 iterations')");
            Cli.Result detailed = cli.run("status", "-d");
            assertThat(detailed.code()).as(detailed.out()).isZero();
            assertThat(detailed.out())
                    .contains("Components", "ok     PostgreSQL", "data        ok     240 prompts", "disk")
                    .contains("ALERT     stall", "nothing gained in 20 iterations", "alerts      LOOK   1 going on")
                    .contains("Performance score over each session", ids.get(0).substring(0, 8));
            JsonNode json = new ObjectMapper()
                    .readTree(cli.run("status", "-d", "--json").out());
            assertThat(json.at("/alerts/0/kind").asText()).isEqualTo("stall");
            assertThat(json.at("/components").size()).isGreaterThan(5);
            statement.execute("UPDATE training_alerts SET cleared_at = now()");
        }
        assertThat(cli.run("status").out()).doesNotContain("ALERT", "Components");
    }

    @Test
    void aNarrowTerminalCutsNothing() {
        String wide = cli.runOn(200, "status", "-d", "--adaptive").out();
        assertThat(wide).contains("  improvement  promoted  generated").doesNotContain("no room for");
        for (int columns : new int[] {40, 60, 70, 80}) {
            Cli.Result narrow = cli.runOn(columns, "status", "-d", "--adaptive");
            assertThat(narrow.code()).as(narrow.err()).isZero();
            assertThat(narrow.out().lines())
                    .as(columns + " columns")
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
            // nothing is lost but what a line says is left out
            if (columns >= 80) {
                assertThat(words(narrow.out())).as(columns + " columns").isEqualTo(words(wide));
            }
        }
        assertThat(cli.runOn(40, "status", "-d").out())
                .containsPattern("no room for.*improvement")
                .doesNotContainPattern("(?m) \\+\\d?$");
        String pair = ids.get(0).substring(0, 8) + "," + ids.get(1).substring(0, 8);
        assertThat(cli.runOn(40, "status", "--compare", pair).out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(40));
    }

    /** However they are broken into lines; ages, free space and rules of tables differ from look to look and from width to width. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "").replaceAll("\\d+(s|min|h)ago|[0-9,]+MiB|-{3,}", "");
    }

    @Test
    void whoLooksNotesThatAProcessIsGone() throws Exception {
        String open =
                "SELECT severity || ' ' || session_id FROM training_alerts WHERE kind = 'lost_heartbeat' AND cleared_at IS NULL";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE improvement_sessions SET status = 'running', lease_host = 'gone', lease_pid = 1, heartbeat_at ="
                            + " now() - interval '10 minutes' WHERE session_id = '" + ids.get(1) + "'");
            assertThat(cli.run("status").out()).contains("ALERT     lost heartbeat", "apes train --resume");
            assertThat(cli.run("status").out()).contains("ALERT     lost heartbeat");
            assertThat(column(open))
                    .as("one alert, however often it is seen")
                    .containsExactly("critical " + ids.get(1));
            statement.execute(
                    "UPDATE improvement_sessions SET status = 'completed', lease_host = NULL, lease_pid = NULL WHERE session_id"
                            + " = '" + ids.get(1) + "'");
            assertThat(cli.run("status").out()).doesNotContain("ALERT");
            assertThat(column(open)).isEmpty();
        }
    }

    @Test
    void aWrongSettingIsRefusedBeforeTraining() throws IOException {
        Path home = folder.resolve("other");
        Files.createDirectories(home);
        Cli other = Cli.on(database, home, Cli.NEVER);
        Files.writeString(home.resolve("apes.properties"), "report = pdf\n");
        assertThat(other.run("train").err()).contains("report", "pdf", "html, md, json, csv or none");
        Files.writeString(home.resolve("apes.properties"), "alert-webhook = ftp://secret@host/x\n");
        Cli.Result refused = other.run("train");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("alert-webhook").doesNotContain("secret");
    }
}
