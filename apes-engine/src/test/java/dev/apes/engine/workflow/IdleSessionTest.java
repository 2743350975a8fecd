package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.Apes;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A gap stays open for which nothing can be tried, and the criterion of a plugin would go on for ever. */
class IdleSessionTest {
    private static final class Endless implements StoppingCriterion {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            return new StopDecision.Continue("there is always something");
        }
    }

    /** Finds nothing to do in any prompt, so that there is nothing to measure either. */
    private static final class Idle implements PromptRule {
        @Override
        public RuleDefinition definition() {
            return new RuleDefinition(
                    "idle",
                    "Idle",
                    "test",
                    "changes nothing",
                    5,
                    "1",
                    ParameterSpace.of(ParameterDefinition.integer("weight", 1, 1, 3, "of nothing")));
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            return new RuleOutcome.NotApplicable("there is nothing to do");
        }
    }

    /** No rule has a gap of its own, so none is searched. */
    private static final class OnlyTheModel implements GapAnalyzer {
        @Override
        public String name() {
            return "only_the_model";
        }

        @Override
        public GapReport analyze(GapContext context) {
            return new GapReport(List.of(new Gap(
                    Gap.Kind.METRIC,
                    "model_accuracy",
                    0.5,
                    0.85,
                    0.35,
                    0.35,
                    0.2,
                    0.5,
                    OptionalDouble.empty(),
                    0,
                    false,
                    "The model orders pairs no better than by chance.")));
        }
    }

    @Test
    void endsOnceItAsksTheEvaluatorNothingAnyMore() throws InterruptedException {
        try (TrainingEngine engine = Apes.builder()
                .pluginClassLoader(null)
                .rule(new Idle())
                .evaluator(new Worlds.Judge(0, false))
                .gapAnalyzer(new OnlyTheModel())
                .stoppingCriterion(new Endless())
                .build()) {
            TrainingReport report = engine.start(Worlds.request(3)
                            .prompts(Prompts.some(120, 3))
                            .generatedRows(0)
                            .stopping("endless")
                            .maxIterations(20)
                            .build())
                    .await();
            assertThat(report.stopReason()).as(report.stopExplanation()).isEqualTo(new StopReason.GapsExhausted());
            List<Long> calls = report.iterations().stream()
                    .map(i -> i.summary())
                    .map(IterationSummary::evaluatorCalls)
                    .toList();
            assertThat(calls.subList(calls.size() - 6, calls.size()))
                    .as("calls after each iteration: " + calls)
                    .containsOnly(calls.get(calls.size() - 1));
        }
    }
}
