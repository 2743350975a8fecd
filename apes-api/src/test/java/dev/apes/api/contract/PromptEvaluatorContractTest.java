package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A noisy evaluator that fulfils the contract passes it; each way of breaking it is noticed by the test meant for it. */
class PromptEvaluatorContractTest extends PromptEvaluatorContract {
    @Override
    protected PromptEvaluator createEvaluator() {
        return new NoisyLength(false);
    }

    @Test
    void noticesAnswersThatDependOnThePlaceInTheBatch() {
        noticed(
                new NoisyLength(false) {
                    @Override
                    Evaluation score(EvaluationRequest request, int place, long seed) {
                        return Evaluation.of(place / 1000.0);
                    }
                },
                PromptEvaluatorContract::anAnswerDoesNotDependOnTheRestOfTheBatch);
    }

    @Test
    void noticesNoiseThatIsCalledDeterministic() {
        noticed(new NoisyLength(true), PromptEvaluatorContract::aDeterministicEvaluatorIgnoresReplicateAndSeed);
    }

    @Test
    void noticesThatCancellationIsIgnored() {
        PromptEvaluator deaf = new NoisyLength(false) {
            @Override
            public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
                return super.evaluate(batch, EvaluationContext.of(context.seed()));
            }
        };
        noticed(deaf, PromptEvaluatorContract::stopsWhenCancelled);
        noticed(deaf, PromptEvaluatorContract::asksForCancellationWithinABatch);
    }

    @Test
    void noticesThatOptionsAreIgnored() {
        noticed(
                new NoisyLength(false) {
                    @Override
                    public PromptEvaluator configure(Map<String, String> options) {
                        return this;
                    }
                },
                PromptEvaluatorContract::refusesAnUnknownOptionByName);
    }

    private static void noticed(PromptEvaluator evaluator, Consumer<PromptEvaluatorContract> test) {
        PromptEvaluatorContract contract = new PromptEvaluatorContract() {
            @Override
            protected PromptEvaluator createEvaluator() {
                return evaluator;
            }
        };
        assertThatThrownBy(() -> test.accept(contract)).isInstanceOf(AssertionError.class);
    }

    private static class NoisyLength implements PromptEvaluator {
        private final boolean callsItselfDeterministic;

        NoisyLength(boolean callsItselfDeterministic) {
            this.callsItselfDeterministic = callsItselfDeterministic;
        }

        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo(
                    "noisy_length", "1", "length with noise", callsItselfDeterministic, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            List<Evaluation> answers = new ArrayList<>();
            for (EvaluationRequest request : batch) {
                context.cancellation().throwIfCancelled();
                answers.add(score(request, answers.size(), context.seed()));
            }
            return answers;
        }

        Evaluation score(EvaluationRequest request, int place, long seed) {
            long key = seed * 31 + request.text().hashCode() * 1_000L + request.replicate();
            double noise = new SplittableRandom(key).nextDouble();
            return new Evaluation(
                    0.9 * Math.min(1, request.text().length() / 500.0) + 0.1 * noise, Map.of("noise", noise));
        }
    }
}
