package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.engine.Apes;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every figure of a final report is in the database, the same to the last digit. */
class ReportAgainstDatabaseTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern LIMIT = Pattern.compile("Answer in (\\d) sentences\\.");

    /** Names that differ: the report's, the database's. */
    private static final Map<String, String> NAMES = Map.of(
            "rule", "ruleId", "strategyChoice", "choice", "gainPerThousandCalls", "mean", "difficultyLevels", "levels");

    /** What a report says that is no figure of the session but of the reading of it. */
    private static final Set<String> DERIVED = Set.of("difference");

    @TempDir
    Path folder;

    private TestDatabase database;
    private String id;

    /** Likes answers of more sentences, each prompt in its own measure: a case for promotions. */
    private static final class Counting implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("counting", "1", "counts sentences", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream()
                    .map(request -> {
                        Matcher limit = LIMIT.matcher(request.text());
                        int sentences = limit.find() ? limit.group(1).charAt(0) - '0' : 0;
                        double taste =
                                0.03 + Math.floorMod(request.original().text().hashCode(), 7) / 500.0;
                        return new Evaluation(0.2 + taste * sentences, Map.of());
                    })
                    .toList();
        }
    }

    /** Unlike each other enough for a fifth of them to validate. */
    private Path prompts() throws IOException {
        String[] verbs = {"Describe", "Compare", "Sketch", "Review", "Explain", "Measure", "Plan", "Outline"};
        String[] things = {"lighthouses", "glaciers", "violins", "orchids", "castles", "bus routes", "tax forms"};
        String[] places = {"in Norway", "at sea", "for a museum", "before winter", "by night"};
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(verbs[random.nextInt(verbs.length)] + " " + things[random.nextInt(things.length)] + " and "
                    + things[random.nextInt(things.length)] + " " + places[random.nextInt(places.length)] + ", case "
                    + Integer.toString(random.nextInt(1 << 28), 36) + " "
                    + Integer.toString(random.nextInt(1 << 28), 36) + ".");
        }
        return Files.write(folder.resolve("prompts.txt"), lines);
    }

    private List<JsonNode> rows(String sql) throws Exception {
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT to_json(r)::text FROM (" + sql + ") AS r")) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setString(i, id);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<JsonNode> all = new ArrayList<>();
                while (row.next()) {
                    all.add(MAPPER.readTree(row.getString(1)));
                }
                return all;
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private JsonNode row(String sql) throws Exception {
        List<JsonNode> rows = rows(sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    /** Whatever stands in the report stands in the database, too; there may be more. */
    private static void assertStored(String what, JsonNode reported, JsonNode stored) {
        if (reported.isObject()) {
            reported.properties().forEach(field -> {
                String name = stored.has(field.getKey()) ? field.getKey() : NAMES.get(field.getKey());
                if (!DERIVED.contains(field.getKey())) {
                    assertThat(name)
                            .as(what + "/" + field.getKey() + " in " + stored)
                            .isNotNull();
                    assertStored(what + "/" + name, field.getValue(), stored.path(name));
                }
            });
        } else if (reported.isArray()) {
            assertThat(stored.size()).as(what).isEqualTo(reported.size());
            for (int i = 0; i < reported.size(); i++) {
                assertStored(what + "/" + i, reported.get(i), stored.get(i));
            }
        } else if (reported.isNumber()) {
            assertThat(stored.isNumber()).as(what + ": " + stored).isTrue();
            assertThat(stored.doubleValue()).as(what).isEqualTo(reported.doubleValue());
        } else {
            assertThat(stored).as(what).isEqualTo(reported);
        }
    }

    @Test
    void everyFigureIsStored() throws Exception {
        try (TestDatabase fresh = TestDatabase.create()) {
            database = fresh;
            Path export = folder.resolve("out.json");
            EngineFactory engines = (plugins, store) -> Apes.builder()
                    .pluginClassLoader(new SmallTraining.WithoutRules(plugins))
                    .rule(new SmallTraining.LimitRule())
                    .evaluator(new Counting())
                    .store(store)
                    .build();
            Cli.Result trained = Cli.on(database, folder.resolve("home"), engines)
                    .run(
                            "train",
                            "--prompts",
                            prompts().toString(),
                            "--evaluator",
                            "counting",
                            "-i",
                            "3",
                            "--export",
                            export.toString());
            assertThat(trained.code()).as(trained.err()).isZero();
            JsonNode report = MAPPER.readTree(export.toFile());
            id = report.at("/sessionId").asText();

            JsonNode session = row("SELECT * FROM improvement_sessions WHERE session_id = ?");
            assertSession(report, session);
            assertData(report, session);
            assertIterations(report);
            assertRules(report, session);
            assertPromotions(report);
            assertStored(
                    "patterns",
                    report.at("/patterns"),
                    MAPPER.valueToTree(rows("SELECT pattern_rule FROM discovered_patterns"
                                    + " WHERE improvement_session_id = ? ORDER BY rank")
                            .stream()
                            .map(row -> row.get("pattern_rule"))
                            .toList()));
        }
    }

    private static void assertSession(JsonNode report, JsonNode session) {
        assertThat(session.at("/stopped_reason")).isEqualTo(report.at("/stopReason/code"));
        assertThat(session.at("/total_iterations").intValue())
                .isEqualTo(report.at("/iterations").size());
        assertThat(session.at("/end_report/explanation")).isEqualTo(report.at("/stopExplanation"));
        assertThat(report.at("/holdout/prompts").intValue()).isPositive();
        assertStored("holdout", report.at("/holdout"), session.at("/end_report/holdout"));
        assertThat(report.at("/holdout/difference").doubleValue())
                .isEqualTo(session.at("/end_report/holdout/atEnd").doubleValue()
                        - session.at("/end_report/holdout/atStart").doubleValue());
        assertStored("holdoutBySource", report.at("/holdoutBySource"), session.at("/end_report/holdoutBySource"));
        assertStored("evaluatorCalls", report.at("/evaluatorCalls"), session.at("/end_report/evaluatorCalls"));
        assertStored("evaluator", report.at("/evaluator"), session.at("/training_config/evaluator"));
        assertThat(session.at("/training_config/seed").asText())
                .isEqualTo(report.at("/provenance/seed").asText());
    }

    private void assertData(JsonNode report, JsonNode session) throws Exception {
        assertThat(session.at("/data_key")).isEqualTo(report.at("/provenance/data"));
        JsonNode set = row("SELECT d.summary FROM training_data_sets d JOIN improvement_sessions s USING (data_key)"
                + " WHERE s.session_id = ?");
        assertStored("data", report.at("/data"), set.at("/summary"));
        for (JsonNode side : rows("SELECT lower(p.side) AS side, count(*) AS n FROM training_prompts p"
                + " JOIN training_data_set_members m USING (fingerprint) JOIN improvement_sessions s USING (data_key)"
                + " WHERE s.session_id = ? AND p.side <> 'SET_ASIDE' GROUP BY 1")) {
            assertStored("prompts", report.at("/data/" + side.at("/side").asText()), side.at("/n"));
        }
    }

    private void assertIterations(JsonNode report) throws Exception {
        List<JsonNode> iterations = rows("SELECT i.*, (SELECT count(*) FROM synthetic_data_samples g"
                + " WHERE g.improvement_session_id = i.session_id AND g.iteration = i.iteration) AS samples,"
                + " (SELECT m.accuracy_score FROM ml_model_performance m WHERE m.improvement_session_id = i.session_id"
                + " AND m.iteration = i.iteration) AS model_accuracy FROM training_iterations i WHERE i.session_id = ?"
                + " ORDER BY i.iteration");
        assertThat(iterations).hasSize(3);
        for (int i = 0; i < iterations.size(); i++) {
            JsonNode reported = report.at("/iterations/" + i);
            JsonNode row = iterations.get(i);
            JsonNode record = row.at("/record");
            String what = "iteration " + (i + 1);
            assertThat(row.at("/iteration").intValue()).isEqualTo(i + 1);
            assertStored(what, reported.at("/metrics"), row.at("/performance_metrics"));
            assertStored(what, reported.at("/improvement"), row.at("/improvement_score"));
            assertStored(what, reported.at("/evaluatorCalls"), row.at("/evaluator_calls"));
            assertStored(what, reported.at("/generation/promptsAccepted"), row.at("/synthetic_data_generated"));
            assertStored(what, reported.at("/generation/promptsAccepted"), row.at("/samples"));
            assertStored(what, reported.at("/promotions"), row.at("/rule_optimizations/promotions"));
            assertStored(what, reported.at("/gateTests"), row.at("/rule_optimizations/gateTests"));
            if (i > 0) { // step 1 assesses the model that the iteration before it has left
                assertStored(
                        what,
                        reported.at("/metrics/modelAccuracy"),
                        iterations.get(i - 1).at("/model_accuracy"));
            }
            reported.properties().forEach(field -> {
                String name = field.getKey().equals("strategyChoice") ? NAMES.get("strategyChoice") : field.getKey();
                if (name.equals("rules")) {
                    record.at("/rules")
                            .forEach(rule -> assertStored(
                                    what + "/rules",
                                    field.getValue().path(rule.at("/ruleId").asText()),
                                    rule));
                    assertThat(record.at("/rules").size())
                            .isEqualTo(field.getValue().size());
                } else {
                    boolean summary = record.at("/summary").has(name) && !name.equals("promotions");
                    assertStored(
                            what + "/" + name, field.getValue(), (summary ? record.at("/summary") : record).path(name));
                }
            });
        }
        JsonNode last = iterations.get(2).at("/record/rules/0");
        assertStored("performance", report.at("/rules/limit/performance"), last);
    }

    private void assertRules(JsonNode report, JsonNode session) throws Exception {
        JsonNode rules = report.at("/rules");
        List<JsonNode> stored = rows("SELECT rule_id, default_parameters FROM rule_metadata");
        assertThat(stored).hasSize(rules.size());
        for (JsonNode rule : stored) {
            String name = rule.at("/rule_id").asText();
            assertStored(name, rules.at("/" + name + "/parameters"), rule.at("/default_parameters"));
            assertStored(
                    name,
                    rules.at("/" + name + "/parametersAtStart"),
                    session.at("/training_config/initialParameters/" + name));
        }
    }

    private void assertPromotions(JsonNode report) throws Exception {
        List<JsonNode> stored =
                rows("SELECT rule_id AS \"ruleId\", iteration, effect, effect_low AS low, effect_high AS high,"
                        + " standardized_effect AS \"standardizedEffect\", p_value AS \"pValue\", alpha, prompts AS n,"
                        + " before_parameters AS before, after_parameters AS after FROM rule_parameter_history"
                        + " WHERE kind = 'promotion' AND session_id = ? ORDER BY id");
        assertThat(stored).as("a session without a promotion shows nothing").isNotEmpty();
        assertStored("promotions", report.at("/promotions"), MAPPER.valueToTree(stored));
        assertThat(report.at("/rules/limit/changed").booleanValue()).isTrue();
    }
}
