package dev.apes.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.engine.Apes;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.gap.TargetGapAnalyzer;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine on PostgreSQL: a promotion and its way back, and what one session leaves to the next. */
class PostgresEngineTest {
    private static final String RULE = "dose_writer";

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theEngineTakesAPromotionBackAndTheNextSessionStartsFromThere() throws Exception {
        PromotionRecord promotion;
        try (TrainingEngine engine = engine()) {
            TrainingReport report = engine.start(request(1)).await();
            assertThat(report.promotions()).hasSize(1);
            promotion = report.promotions().get(0);
            assertThat(inForce()).isEqualTo(promotion.after());

            engine.rollback(promotion.id());

            assertThat(inForce()).isEqualTo(promotion.before());
            assertThat(history()).containsExactly("seed", "promotion", "rollback");
            assertThatThrownBy(() -> engine.rollback(promotion.id())).isInstanceOf(SessionStateException.class);
            assertThatThrownBy(() -> engine.rollback(new PromotionId(report.session(), RULE, 7)))
                    .isInstanceOf(SessionStateException.class);
        }
        try (TrainingEngine engine = engine()) {
            TrainingReport next = engine.start(request(2)).await();
            assertThat(next.rules().get(0).atStart()).isEqualTo(promotion.before());
        }
    }

    @Test
    void theNextSessionOnThesePromptsKnowsTheGapsOfTheLast() throws Exception {
        try (TrainingEngine engine = engine()) {
            engine.start(request(1)).await();
            TrainingReport second = engine.start(request(2).toBuilder()
                            .single(false)
                            .maxIterations(2)
                            .build())
                    .await();
            SessionRecord stored;
            try (PostgresSessionStore store = PostgresSessionStore.open(config())) {
                stored = store.find(second.session()).orElseThrow();
            }
            assertThat(stored.configuration().get("start.gaps")).contains("METRIC modelAccuracy 0.85");
            // one figure of the session before and two of this one make a trend
            assertThat(second.iterations().get(1).gaps().gaps())
                    .filteredOn(g -> g.subject().equals("ruleEffectiveness"))
                    .singleElement()
                    .satisfies(g -> assertThat(g.trend()).isPresent());
        }
    }

    private TrainingEngine engine() {
        return Apes.builder()
                .pluginClassLoader(null)
                .rule(new DoseWriter())
                .evaluator(new DoseJudge())
                .gapAnalyzer(new TargetGapAnalyzer())
                .store(PostgresSessionStore.open(config()))
                .build();
    }

    private PostgresStoreConfig config() {
        return PostgresStoreConfig.at(database.jdbcUrl())
                .user(database.user())
                .password(database.password())
                .build();
    }

    private static TrainingRequest request(int seed) {
        return TrainingRequest.builder()
                .prompts(StartingCorpus.generate(400, 3))
                .evaluator("dose_judge")
                .settingsPerRule(6)
                .generatedRows(0)
                .single(true)
                .seed(seed)
                .build();
    }

    private ParameterValues inForce() {
        try (PostgresSessionStore store = PostgresSessionStore.open(config())) {
            return store.incumbents(List.of(DoseWriter.DEFINITION)).get(RULE);
        }
    }

    private List<String> history() throws Exception {
        List<String> kinds = new ArrayList<>();
        try (Connection c = database.connect();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT kind FROM rule_parameter_history ORDER BY id")) {
            while (r.next()) {
                kinds.add(r.getString(1));
            }
        }
        return kinds;
    }

    /** Writes a number behind a prompt. */
    private static final class DoseWriter implements PromptRule {
        private static final RuleDefinition DEFINITION = new RuleDefinition(
                RULE,
                "Dose writer",
                "test",
                "writes a number",
                5,
                "1.0.0",
                ParameterSpace.of(ParameterDefinition.real("dose", 0.1, 0, 1, "how much")));

        @Override
        public RuleDefinition definition() {
            return DEFINITION;
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            if (prompt.text().contains("\n[dose ")) {
                return new RuleOutcome.NotApplicable("it is written already");
            }
            String line = "\n[dose " + values.real("dose") + "]";
            return new RuleOutcome.Changed(prompt.text() + line, List.of(new Edit(Edit.Kind.ADD, "", line, "test")));
        }
    }

    /** Likes large doses, some prompts more than others. */
    private static final class DoseJudge implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("dose_judge", "1", "likes large doses", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream().map(r -> Evaluation.of(score(r))).toList();
        }

        private static double score(EvaluationRequest request) {
            int at = request.text().indexOf("\n[dose ");
            double dose = at < 0
                    ? 0
                    : Double.parseDouble(
                            request.text().substring(at + 7, request.text().indexOf(']', at)));
            return 0.4
                    + dose
                            * (0.05
                                    + 0.01
                                            * Math.floorMod(
                                                    request.original().text().length(), 5));
        }
    }
}
