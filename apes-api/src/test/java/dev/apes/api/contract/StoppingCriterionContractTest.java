package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** A criterion that fulfils the contract passes it; one with a memory of its own is noticed. */
class StoppingCriterionContractTest extends StoppingCriterionContract {
    @Override
    protected StoppingCriterion createCriterion() {
        return new AfterMany(TrainingHistory::size);
    }

    @Test
    void noticesMemory() {
        int[] calls = {0};
        noticed(
                new AfterMany(history -> ++calls[0]),
                StoppingCriterionContract::decidesTheSameWhetherItHasSeenLaterIterationsOrNot);
    }

    @Test
    void noticesThatTheEmptyHistoryIsNotAnswered() {
        noticed(
                new AfterMany(history -> history.last().orElseThrow().iteration()) {
                    @Override
                    public StopDecision evaluate(TrainingHistory history) {
                        return history.size() == 0 ? null : super.evaluate(history);
                    }
                },
                StoppingCriterionContract::answersTheEmptyHistory);
    }

    private static void noticed(StoppingCriterion criterion, Consumer<StoppingCriterionContract> test) {
        StoppingCriterionContract contract = new StoppingCriterionContract() {
            @Override
            protected StoppingCriterion createCriterion() {
                return criterion;
            }
        };
        assertThatThrownBy(() -> test.accept(contract)).isInstanceOf(AssertionError.class);
    }

    private static class AfterMany implements StoppingCriterion {
        private final ToIntFunction<TrainingHistory> count;

        AfterMany(ToIntFunction<TrainingHistory> count) {
            this.count = count;
        }

        @Override
        public String name() {
            return "after_many";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            int n = count.applyAsInt(history);
            return n >= 20
                    ? new StopDecision.Stop(new StopReason.MaxIterations(20), n + " of 20 iterations")
                    : new StopDecision.Continue(n + " of 20 iterations");
        }
    }
}
