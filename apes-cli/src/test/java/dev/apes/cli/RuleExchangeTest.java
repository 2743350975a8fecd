package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Cancellation;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.Apes;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.recovery.SelectionCodec;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.RuleFile;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules go from one database to another, by the command line. */
class RuleExchangeTest {
    private static final List<Prompt> PROMPTS = StartingCorpus.generate(150, 7);

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

    /** Texts that a service gets that takes the rules from this database. */
    private static List<String> texts(TestDatabase database) {
        try (PostgresSessionStore store = PostgresSessionStore.open(PostgresStoreConfig.at(database.jdbcUrl())
                .user(database.user())
                .password(database.password())
                .build())) {
            PromptEnhancer enhancer = Apes.enhancer(store);
            return PROMPTS.stream().map(p -> enhancer.enhance(p).text()).toList();
        }
    }

    /** A model that has learnt that rules help short prompts and harm long ones. */
    private static StoredSelection selection(List<StoredRule> rules) {
        List<RuleDefinition> definitions =
                rules.stream().map(StoredRule::definition).toList();
        List<GainSample> samples = new ArrayList<>();
        for (Prompt prompt : PROMPTS) {
            double[] features = PromptFeatures.of(prompt.text()).encoded();
            double gain = prompt.text().length() < 200 ? 0.1 : -0.1;
            definitions.forEach(rule -> samples.add(new GainSample(
                    prompt.id(), features, rule.id(), rule.parameters().defaults(), gain, true)));
        }
        EffectivenessModel model = EffectivenessModel.untrained(definitions, PromptFeatures.encodedNames())
                .update(samples, 7, 1, Cancellation.NONE);
        return new StoredSelection(
                new PromotionId(SessionId.random(), StoredSelection.RULE_ID, 3),
                SelectionCodec.FORMAT,
                SelectionCodec.write(model, definitions));
    }

    @Test
    void anEmptyDatabaseThatTakesAnExportEnhancesLikeItsOrigin() throws Exception {
        assertThat(run(one, "train", "--import-rules", write("{}").toString()).code())
                .isZero();
        List<String> untrained = texts(one);
        StoredSelection selection;
        DerivedRule derived;
        List<String> without;
        try (PostgresSessionStore store = PostgresSessionStore.open(PostgresStoreConfig.at(one.jdbcUrl())
                .user(one.user())
                .password(one.password())
                .build())) {
            List<StoredRule> rules = Apes.rules(store);
            selection = selection(rules);
            StoredRule base = rules.stream()
                    .filter(r -> r.definition().id().equals("chain_of_thought"))
                    .findFirst()
                    .orElseThrow();
            derived = DerivedRule.of(
                    "chain_of_thought",
                    base.values().with("min_task_complexity", 0.0).with("min_reasoning_steps", 9),
                    List.of(new PatternRecord.Condition(
                            PromptFeatures.encodedNames().get(0), Double.NEGATIVE_INFINITY, 40)),
                    false);
            store.adopt(new RuleFile.Content(
                    Map.of("chain_of_thought", base.values().with("use_thinking_tags", true)),
                    Set.of("role_based_prompting"),
                    List.of(derived),
                    Optional.empty()));
            without = texts(one);
            store.adopt(new RuleFile.Content(Map.of(), Set.of(), List.of(), Optional.of(selection)));
        }
        List<String> trained = texts(one);
        assertThat(without).isNotEqualTo(untrained);
        assertThat(trained).isNotEqualTo(without).isNotEqualTo(untrained);
        Path exported = folder.resolve("rules.json");
        assertThat(run(one, "status", "--rules", "json", "-o", exported.toString())
                        .code())
                .isZero();

        Cli.Result taken = run(other, "train", "--import-rules", exported.toString());

        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(taken.out())
                .contains(
                        "chain_of_thought, role_based_prompting (switched off), " + derived.id() + ", rule_selection");
        assertThat(texts(other)).isEqualTo(trained);
        assertThat(run(other, "train", "--import-rules", exported.toString()).out())
                .contains("nothing changed");
        assertThat(run(other, "status").out())
                .contains(selection.id().session().value().substring(0, 8));

        sql(other, "UPDATE rule_metadata SET enabled = false WHERE rule_id = '" + derived.id() + "' RETURNING 1");
        assertThat(run(other, "train", "--import-rules", exported.toString()).err())
                .contains(derived.id() + " is switched off here and stays so");
        assertThat(texts(other)).isNotEqualTo(trained);
    }

    @Test
    void whatWasChangedOnTheWayIsRefused() throws Exception {
        assertThat(run(one, "train", "--import-rules", write("{}").toString()).code())
                .isZero();
        String before = run(one, "status", "--rules", "json").out();
        String derived = "{\"format\": \"apes-rules\", \"rules\": {}, \"derivedRules\": [{\"id\": \"%s\", \"baseRule\":"
                + " \"chain_of_thought\", \"confines\": true, \"conditions\": [{\"feature\": \"%s\", \"low\": null, \"high\": 40}],"
                + " \"parameters\": {}}]}";
        String selection =
                "{\"format\": \"apes-rules\", \"rules\": {}, \"ruleSelection\": {\"session\": \"s\", \"iteration\": 1,"
                        + " \"format\": 1, \"sha256\": \"%s\", \"model\": \"YWJj\"}}";

        refuses(derived.formatted("chain_of_thought_only_00000000", "word_count"), "not what its name stands for");
        String strange = DerivedRule.idOf(
                "chain_of_thought",
                List.of(new PatternRecord.Condition("moon_phase", Double.NEGATIVE_INFINITY, 40)),
                true);
        refuses(derived.formatted(strange, "moon_phase"), strange, "moon_phase", "does not measure");
        refuses(selection.formatted("00"), "ruleSelection", "damaged");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[] {0, 0, 0, 1, 'a', 'b', 'c'});
        refuses(selection.formatted(HexFormat.of().formatHex(digest)), "ruleSelection", "can't be used here");

        assertThat(run(one, "status", "--rules", "json").out()).isEqualTo(before);
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
        refuses(
                "{\"format\": \"apes-rules\", \"rules\": {}, \"derivedRules\": [{\"id\": \"x_only_1\"}]}",
                "x_only_1",
                "base rule");

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
