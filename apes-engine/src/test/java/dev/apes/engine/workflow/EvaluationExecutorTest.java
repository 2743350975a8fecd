package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.error.PluginException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.engine.plugin.PluginGuard;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationExecutorTest {
    private final Workers workers = new Workers(2, "test");
    private final InMemorySessionStore ledger = new InMemorySessionStore();
    private final List<Prompt> prompts = Prompts.some(100, 5);

    @AfterEach
    void close() {
        workers.close();
    }

    /** Scores by length, costs money, and writes down what it was asked. */
    private static final class PaidJudge implements PromptEvaluator {
        private final List<EvaluationRequest> asked = Collections.synchronizedList(new ArrayList<>());

        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("paid", "1", "scores by length", true, true, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            asked.addAll(batch);
            return batch.stream()
                    .map(r -> Evaluation.of(Math.min(1, r.text().length() / 1000.0)))
                    .toList();
        }
    }

    @Test
    void aPaidAnswerIsNeverBoughtTwice() {
        PaidJudge judge = new PaidJudge();
        double[] first = executor(judge, OptionalLong.empty()).baselines(prompts, 0);
        // another executor, as after a restart, over the same ledger
        EvaluationExecutor later = executor(judge, OptionalLong.empty());
        assertThat(later.baselines(prompts, 0)).isEqualTo(first);
        assertThat(judge.asked).hasSize(100);
        assertThat(later.calls())
                .as("counted all the same, so that a resumed session decides as it would have")
                .isEqualTo(100);
        later.baselines(prompts, 1);
        assertThat(judge.asked).as("another replicate is another question").hasSize(200);
    }

    @Test
    void anUnchangedTextKeepsItsBaselineWithoutACall() {
        PaidJudge judge = new PaidJudge();
        EvaluationExecutor executor = executor(judge, OptionalLong.empty());
        double[] baselines = executor.baselines(prompts, 0);
        long before = executor.calls();
        double[] scores =
                executor.scores(prompts, i -> prompts.get(i).text() + (i % 2 == 0 ? "" : " and why"), baselines, 0);
        assertThat(executor.calls() - before).isEqualTo(50);
        assertThat(scores[0]).isEqualTo(baselines[0]);
        assertThat(scores[1]).isGreaterThan(baselines[1]);
    }

    @Test
    void aMeasurementThatCouldExceedTheBudgetIsNotBegun() {
        PaidJudge judge = new PaidJudge();
        EvaluationExecutor executor = executor(judge, OptionalLong.of(150));
        executor.baselines(prompts, 0);
        assertThatThrownBy(() -> executor.baselines(prompts, 1)).isInstanceOf(BudgetSpentException.class);
        assertThat(judge.asked).hasSize(100);
    }

    @Test
    void tooFewAnswersAreRefusedByTheEvaluatorsName() {
        PromptEvaluator lazy = new PromptEvaluator() {
            @Override
            public EvaluatorInfo info() {
                return new EvaluatorInfo("lazy", "1", "answers once", true, false, Map.of());
            }

            @Override
            public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
                return List.of(Evaluation.of(0.5));
            }
        };
        assertThatThrownBy(() -> executor(lazy, OptionalLong.empty()).baselines(prompts, 0))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("evaluator 'lazy' returned 1 evaluations for");
    }

    private EvaluationExecutor executor(PromptEvaluator judge, OptionalLong limit) {
        return new EvaluationExecutor(
                judge,
                1,
                Cancellation.NONE,
                new PluginGuard(),
                workers,
                new PaidAnswers(ledger, new SessionId("paying"), judge.info()),
                32,
                limit);
    }

    @Test
    void whatTwoThreadsAskAtOnceIsBoughtOnce() {
        PaidJudge judge = new PaidJudge();
        List<Prompt> twice = new ArrayList<>(prompts);
        twice.addAll(prompts); // in other chunks, which the other thread may have
        double[] scores = executor(judge, OptionalLong.empty()).baselines(twice, 0);
        assertThat(judge.asked).hasSize(100);
        assertThat(scores[0]).isEqualTo(scores[100]);
    }

    @Test
    void anAnswerThatArrivedBeforeTheBatchFailedIsNotBoughtAgain() {
        PaidJudge judge = new PaidJudge();
        PromptEvaluator failing = new PromptEvaluator() {
            private int asked;

            @Override
            public EvaluatorInfo info() {
                return judge.info();
            }

            @Override
            public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
                List<Evaluation> answers = new ArrayList<>();
                for (int i = 0; i < batch.size(); i++) {
                    if (asked++ == 20) {
                        throw new IllegalStateException("out of credit");
                    }
                    answers.addAll(judge.evaluate(batch.subList(i, i + 1), context));
                    context.arrivals().arrived(i, answers.get(i));
                }
                return answers;
            }
        };
        List<Prompt> few = prompts.subList(0, 30);
        assertThatThrownBy(() -> executor(failing, OptionalLong.empty()).baselines(few, 0))
                .hasMessageContaining("out of credit");
        assertThat(judge.asked).hasSize(20);
        executor(failing, OptionalLong.empty()).baselines(few, 0);
        assertThat(judge.asked).hasSize(30);
    }
}
