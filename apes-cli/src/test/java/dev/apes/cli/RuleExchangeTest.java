package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules go from one database to another, by the command line. */
class RuleExchangeTest {
    @TempDir
    Path folder;

    private TestDatabase one;
    private TestDatabase other;

    @BeforeEach
    void begin() {
        one = TestDatabase.create();
        other = TestDatabase.create();
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
    }

    private Cli.Result run(TestDatabase database, String... args) {
        return Cli.on(database, folder.resolve("home"), SmallTraining.ALL).run(args);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("given.json"), json);
    }

    private static String sql(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Test
    void whatOneExportsAnotherTakesOverAsAnEdit() throws Exception {
        Path given = write("{\"role_based_prompting\": {\"domain_match_threshold\": 0.25},"
                + " \"chain_of_thought\": {\"min_reasoning_steps\": 5, \"use_thinking_tags\": true}}");
        Cli.Result taken = run(one, "train", "--import-rules", given.toString());
        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(taken.out()).contains("chain_of_thought", "role_based_prompting");
        Path exported = folder.resolve("rules.json");
        assertThat(run(one, "status", "--rules", "json", "-o", exported.toString())
                        .code())
                .isZero();

        assertThat(run(other, "train", "--import-rules", exported.toString()).code())
                .isZero();
        assertThat(run(other, "status", "--rules", "json").out()).isEqualTo(Files.readString(exported));
        String query =
                "SELECT string_agg(rule_id || ' ' || version_before || ' ' || version_after, ', ' ORDER BY rule_id)"
                        + " FROM rule_parameter_history WHERE before_parameters::text <> after_parameters::text";
        assertThat(sql(other, query))
                .isEqualTo(sql(one, query))
                .contains("chain_of_thought 1.0.0 1.0.1")
                .contains("role_based_prompting");
        assertThat(run(other, "train", "--import-rules", exported.toString()).out())
                .contains("nothing changed");
    }

    @Test
    void aTextIsAPromptThatNamesTheParametersInForce() throws Exception {
        Path given = write("{\"chain_of_thought\": {\"min_reasoning_steps\": 7}}");
        assertThat(run(one, "train", "--import-rules", given.toString()).code()).isZero();
        sql(one, "UPDATE rule_metadata SET enabled = false WHERE rule_id = 'few_shot_examples' RETURNING 1");

        Cli.Result text = run(one, "status", "--rules", "text");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .startsWith("Improve the request")
                .contains("min_reasoning_steps = 7 (")
                .doesNotContain("optimal_example_count");
    }

    @Test
    void oneBadValueLeavesEverythingAsItWas() throws Exception {
        assertThat(run(one, "train", "--import-rules", write("{}").toString()).code())
                .isZero();
        String before = run(one, "status", "--rules", "json").out();

        refuses(
                "{\"chain_of_thought\": {\"min_reasoning_steps\": 5}, \"role_based_prompting\":"
                        + " {\"domain_match_threshold\": 1.5}}",
                "domain_match_threshold",
                "role_based_prompting",
                "1.5");
        refuses("{\"chain_of_thoughts\": {}}", "chain_of_thoughts", "chain_of_thought");
        refuses("{\"chain_of_thought\": {\"steps\": 5}}", "steps", "min_reasoning_steps");
        refuses("{\"chain_of_thought\": {\"min_reasoning_steps\": 5.5}}", "min_reasoning_steps", "5.5");
        refuses("{\"chain_of_thought\": {\"min_reasoning_steps\": null}}", "min_reasoning_steps", "null");
        refuses("{\"a\": 1, \"a\": 2}", "no valid JSON", "line 1");
        refuses("[1]", "must be an export of rules");
        refuses("{\"format\": \"apes-rules\", \"formatVersion\": 9, \"rules\": {}}", "formatVersion 9");
        refuses("{\"format\": \"apes-rules\", \"rules\": {}, \"derivedRules\": [{\"id\": \"x_only_1\"}]}", "x_only_1");

        assertThat(run(one, "status", "--rules", "json").out()).isEqualTo(before);
        assertThat(sql(one, "SELECT count(*) FROM rule_parameter_history WHERE version_before IS NOT NULL"))
                .isEqualTo("0");
    }

    private void refuses(String json, String... named) throws IOException {
        Cli.Result refused = run(one, "train", "--import-rules", write(json).toString());
        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains(named).contains("given.json");
    }

    @Test
    void aNarrowedConstraintHolds() throws Exception {
        assertThat(run(one, "train", "--import-rules", write("{}").toString()).code())
                .isZero();
        sql(
                one,
                "UPDATE rule_metadata SET parameter_constraints = jsonb_set(parameter_constraints,"
                        + " '{min_reasoning_steps,max}', '4') WHERE rule_id = 'chain_of_thought' RETURNING 1");

        refuses("{\"chain_of_thought\": {\"min_reasoning_steps\": 5}}", "min_reasoning_steps", "4");
    }

    @Test
    void standsAlone() {
        assertThat(run(one, "status", "--rules", "json", "--json").err()).contains("--rules", "stands alone");
        assertThat(run(one, "train", "--import-rules", "x", "--resume", "latest")
                        .err())
                .contains("--import-rules", "trains nothing");
        assertThat(Cli.at(folder.resolve("none"), SmallTraining.ALL)
                        .run("status", "--rules", "json")
                        .code())
                .isEqualTo(3);
    }
}
