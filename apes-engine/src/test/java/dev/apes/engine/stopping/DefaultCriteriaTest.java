package dev.apes.engine.stopping;

import static dev.apes.engine.stopping.Histories.ofImprovements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingRequest;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DefaultCriteriaTest {
    private static Optional<Integer> stopsAt(StoppingCriterion criterion, TrainingHistory history) {
        return StoppingCriteria.replay(criterion, history).map(StoppingCriteria.Replay::iteration);
    }

    @Test
    void thresholdIgnoresTheBaselineAndNeedsAllInARow() {
        ImprovementThreshold criterion = new ImprovementThreshold();
        assertThat(stopsAt(criterion, ofImprovements(0, 0.01, 0.0, -0.2))).contains(4);
        assertThat(stopsAt(criterion, ofImprovements(0, 0, 0))).isEmpty();
        assertThat(stopsAt(criterion, ofImprovements(0, 0.01, 0.03, 0.01, 0.01, 0.01)))
                .contains(6);
        assertThat(stopsAt(criterion, ofImprovements(0, 0.02, 0.02, 0.02, 0.02)))
                .isEmpty();
    }

    @Test
    void promotionResetsTheCount() {
        double[] nothing = new double[8];
        int[] promotions = {0, 0, 0, 1, 0, 0, 0, 0};
        Optional<StoppingCriteria.Replay> replay =
                StoppingCriteria.replay(new ImprovementThreshold(), Histories.of(nothing, promotions));
        assertThat(replay.orElseThrow().iteration()).isEqualTo(7);
        assertThat(replay.orElseThrow().stop().reason()).isEqualTo(new StopReason.ImprovementBelowThreshold(0.02, 3));
        assertThat(replay.orElseThrow().stop().explanation())
                .contains("last 3 iterations")
                .contains("0.02");
    }

    @Test
    void plateauNeedsTenIterationsAndASmallMean() {
        CorrelationPlateau criterion = new CorrelationPlateau();
        double[] zigzag = new double[12];
        for (int i = 1; i < 12; i++) {
            zigzag[i] = i % 2 == 0 ? 0.01 : 0.012;
        }
        Optional<StoppingCriteria.Replay> replay = StoppingCriteria.replay(criterion, ofImprovements(zigzag));
        assertThat(replay.orElseThrow().iteration()).isEqualTo(10);
        assertThat(replay.orElseThrow().stop().reason()).isInstanceOf(StopReason.CorrelationPlateau.class);
    }

    @Test
    void steadyRiseIsNoPlateau() {
        double[] steady = Histories.repeat(0.03, 40);
        steady[0] = 0;
        assertThat(stopsAt(new CorrelationPlateau(), ofImprovements(steady))).isEmpty();
        for (int i = 1; i < 40; i++) {
            steady[i] = i % 2 == 0 ? 0.03 : 0.04;
        }
        assertThat(stopsAt(new CorrelationPlateau(), ofImprovements(steady))).isEmpty();
    }

    @Test
    void noImprovementAtAllIsAPlateauAlthoughCorrelationIsUndefined() {
        StopDecision decision = new CorrelationPlateau().evaluate(ofImprovements(new double[10]));
        assertThat(decision).isInstanceOf(StopDecision.Stop.class);
        assertThat(decision.explanation()).contains("all equal");
    }

    @Test
    void fallingImprovementStillDependsOnTheIteration() {
        double[] falling = new double[15];
        for (int i = 1; i < 15; i++) {
            falling[i] = 0.015 / i;
        }
        assertThat(stopsAt(new CorrelationPlateau(), ofImprovements(falling))).isEmpty();
    }

    @Test
    void everyDefaultHasItsReason() {
        TrainingRequest.Limits limits = new TrainingRequest.Limits(
                OptionalInt.of(50), 0.02, 3, Optional.of(Duration.ofSeconds(1000)), OptionalLong.of(10_000));
        StoppingCriterion defaults = StoppingCriteria.defaults(limits);
        assertThat(reason(defaults, rising(49, false, false))).isNull();
        assertThat(reason(defaults, rising(50, false, false))).isEqualTo("max_iterations");
        assertThat(reason(defaults, rising(5, true, true))).isEqualTo("targets_reached");
        assertThat(reason(defaults, rising(5, false, true))).isEqualTo("gaps_exhausted");
        assertThat(reason(defaults, ofImprovements(0, 0, 0, 0))).isEqualTo("improvement_below_threshold");
        int[] always = new int[12];
        Arrays.fill(always, 1);
        assertThat(reason(defaults, Histories.of(new double[12], always))).isEqualTo("correlation_plateau");
        assertThat(reason(new TimeLimit(300), rising(29, false, false))).isNull();
        assertThat(reason(new TimeLimit(300), rising(30, false, false))).isEqualTo("time_limit");
        assertThat(reason(new EvaluationBudget(3000), rising(30, false, false))).isEqualTo("evaluation_budget");
    }

    @Test
    void chosenCriterionReplacesTheTrendRulesButNotTheLimits() {
        TrainingRequest.Limits limits =
                new TrainingRequest.Limits(OptionalInt.of(6), 0.02, 3, Optional.empty(), OptionalLong.empty());
        StoppingCriterion chosen = StoppingCriteria.withLimits(new Patience(100, 0), limits);
        assertThat(reason(chosen, ofImprovements(0, 0, 0, 0, 0))).isNull();
        assertThat(reason(chosen, ofImprovements(0, 0, 0, 0, 0, 0))).isEqualTo("max_iterations");
    }

    @Test
    void gapsThatNobodyLooksIntoAnyMoreAreExhausted() {
        assertThat(stopsAt(new GapsExhausted(), asked(100, 300, 300, 300, 300, 300)))
                .as("four in a row")
                .isEmpty();
        Optional<StoppingCriteria.Replay> replay =
                StoppingCriteria.replay(new GapsExhausted(), asked(100, 300, 300, 300, 300, 300, 300, 400));
        assertThat(replay.orElseThrow().iteration()).isEqualTo(7);
        assertThat(replay.orElseThrow().stop().reason()).isEqualTo(new StopReason.GapsExhausted());
        assertThat(replay.orElseThrow().stop().explanation()).contains("last 5 iterations asked the evaluator nothing");
        assertThat(stopsAt(new GapsExhausted(), asked(new long[30])))
                .as("other loops count no calls")
                .isEmpty();
    }

    /** Evaluator calls of the whole session up to the end of each iteration. */
    private static TrainingHistory asked(long... calls) {
        List<IterationSummary> iterations = new ArrayList<>();
        for (int i = 1; i <= calls.length; i++) {
            iterations.add(new IterationSummary(
                    i,
                    new PerformanceMetrics(0.5, 0.5, 0.5, 1),
                    0,
                    0,
                    calls[i - 1],
                    Duration.ofSeconds(i),
                    false,
                    false,
                    OptionalDouble.empty(),
                    OptionalDouble.empty()));
        }
        return new TrainingHistory(iterations);
    }

    private static String reason(StoppingCriterion criterion, TrainingHistory history) {
        return criterion.evaluate(history) instanceof StopDecision.Stop stop
                ? stop.reason().code()
                : null;
    }

    private static TrainingHistory rising(int n, boolean targets, boolean gaps) {
        List<IterationSummary> iterations = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            iterations.add(new IterationSummary(
                    i,
                    new PerformanceMetrics(0.5, 0.5, 0.5, 1),
                    i == 1 ? 0 : 0.05,
                    0,
                    100L * i,
                    Duration.ofSeconds(10L * i),
                    targets && i == n,
                    gaps && i == n,
                    OptionalDouble.empty(),
                    OptionalDouble.empty()));
        }
        return new TrainingHistory(iterations);
    }
}
