package dev.apes.api.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.apes.api.StopMode;
import dev.apes.api.TrainingStep;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.PatternRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryAndGapTest {
    @Test
    void aHistoryIsContiguousFromOne() {
        assertThat(new TrainingHistory(List.of(at(1, 0), at(2, 0.1))).improvements())
                .containsExactly(0, 0.1);
        assertThat(new TrainingHistory(List.of()).last()).isEmpty();
        assertThat(new TrainingHistory(List.of(at(1, 0), at(2, 0.1)))
                        .last()
                        .orElseThrow()
                        .iteration())
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingHistory(List.of(at(1, 0), at(3, 0))))
                .withMessageContaining("position 2")
                .withMessageContaining("iteration 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingHistory(List.of(at(2, 0))));
    }

    @Test
    void aHistoryGrowsWithoutChangingTheOnesBefore() {
        TrainingHistory one = new TrainingHistory(List.of()).with(at(1, 0));
        TrainingHistory left = one.with(at(2, 0.1)).with(at(3, 0.2));
        TrainingHistory right = one.with(at(2, 0.5));
        assertThat(one.improvements()).containsExactly(0);
        assertThat(left.improvements()).containsExactly(0, 0.1, 0.2);
        assertThat(right.improvements()).containsExactly(0, 0.5);
        assertThat(left).isEqualTo(new TrainingHistory(List.of(at(1, 0), at(2, 0.1), at(3, 0.2))));
        TrainingHistory many = one;
        for (int i = 2; i <= 100; i++) {
            many = many.with(at(i, i));
        }
        assertThat(many.size()).isEqualTo(100);
        assertThat(many.iterations().get(99).iteration()).isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> one.with(at(3, 0)));
    }

    @Test
    void anIterationHoldsFiniteFigures() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(1, Double.NaN))
                .withMessageContaining("improvement of iteration 1");
    }

    @Test
    void everyReasonHasItsOwnCode() {
        List<StopReason> reasons = List.of(
                new StopReason.ImprovementBelowThreshold(0.02, 3),
                new StopReason.CorrelationPlateau(0.01, 12),
                new StopReason.TargetsReached(),
                new StopReason.GapsExhausted(),
                new StopReason.MaxIterations(5),
                new StopReason.TimeLimit(Duration.ofSeconds(1)),
                new StopReason.EvaluationBudget(9),
                new StopReason.SinglePass(),
                new StopReason.UserRequest(StopMode.FORCE),
                new StopReason.Signal("INT"),
                new StopReason.Criterion("mann_kendall"),
                new StopReason.Failure(TrainingStep.TRAIN, "boom"));

        assertThat(reasons).extracting(StopReason::code).doesNotHaveDuplicates().allMatch(c -> c.matches("[a-z_]+"));
        assertThatIllegalArgumentException().isThrownBy(() -> new StopReason.Criterion(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new StopDecision.Continue(""));
    }

    @Test
    void aReportIsExhaustedWhenNoGapIsOpen() {
        Gap open = gap(false);
        Gap closed = gap(true);

        assertThat(new GapReport(List.of()).exhausted()).isTrue();
        assertThat(new GapReport(List.of(closed)).exhausted()).isTrue();
        assertThat(new GapReport(List.of(open, closed)).exhausted()).isFalse();
        assertThat(new GapReport(List.of(closed, open)).open()).containsExactly(open);
    }

    @Test
    void anOutlookMayBeUnboundedButNotUndefined() {
        assertThat(new RuleOutlook("r", Double.POSITIVE_INFINITY, 0, 0).attainableGain())
                .isInfinite();
        assertThatIllegalArgumentException().isThrownBy(() -> new RuleOutlook("r", Double.NaN, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RuleOutlook("r", 0, Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void aConditionIsHalfOpen() {
        PatternRecord.Condition condition = new PatternRecord.Condition("words", 10, 20);

        assertThat(condition.holds(10)).isTrue();
        assertThat(condition.holds(19.999)).isTrue();
        assertThat(condition.holds(20)).isFalse();
        assertThat(condition.holds(Double.NaN)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new PatternRecord.Condition("words", 10, 10));
    }

    @Test
    void theErrorBudgetIsAShare() {
        assertThat(ErrorBudget.FRESH.spent()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorBudget(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorBudget(1, 1.01));
    }

    private static Gap gap(boolean exhausted) {
        return new Gap(
                Gap.Kind.METRIC,
                "modelAccuracy",
                0.6,
                0.85,
                0.25,
                0.3,
                0.1,
                0.9,
                OptionalDouble.empty(),
                0.5,
                exhausted,
                "below its target");
    }

    private static IterationSummary at(int iteration, double improvement) {
        return new IterationSummary(
                iteration,
                new PerformanceMetrics(0.5, 0.5, 0.5, 1),
                improvement,
                0,
                10,
                Duration.ofSeconds(iteration),
                false,
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
