package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.ScoreHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class StoppingPropertiesTest {
    @Provide
    Arbitrary<double[]> scores() {
        return Arbitraries.doubles()
                .between(0, 1)
                .ofScale(4)
                .array(double[].class)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<StoppingCriterion> criteria() {
        return Arbitraries.of(new ArrayList<>(StoppingCriteria.builtIn().values()));
    }

    /** Iterations with everything a criterion may read, on a grid on which shifting and scaling by powers of two are exact. */
    @Provide
    Arbitrary<TrainingHistory> histories() {
        Arbitrary<Double> figure = Arbitraries.integers().between(1, 64).map(i -> i / 128.0);
        return Combinators.combine(figure, figure, figure)
                .as((score, training, validation) -> new double[] {score, training, validation})
                .list()
                .ofMaxSize(70)
                .map(rows -> transformed(rows, r -> r));
    }

    @Property(tries = 300)
    void neverBeforeTheMinimumHistory(
            @ForAll("histories") TrainingHistory history, @ForAll("criteria") StoppingCriterion c) {
        int minimum = StoppingCriteria.minimumHistory(c);
        for (int n = 0; n < Math.min(minimum, history.size() + 1); n++) {
            assertThat(c.evaluate(prefix(history, n))).as(c.name()).isInstanceOf(StopDecision.Continue.class);
        }
    }

    @Example
    void theMinimumHistorySuffices() {
        ScoreHistory still = new ScoreHistory();
        ScoreHistory overfitting = new ScoreHistory();
        for (int i = 0; i < 60; i++) {
            still.add(0.5).regretBound(0).cost(0, Duration.ofHours(2));
            overfitting.add(0.5).losses(1.0 / (1 + i), 1 + i);
        }
        for (String name : List.of(
                "improvement_threshold",
                "correlation_plateau",
                "slope_equivalence",
                "recommended",
                "mann_kendall",
                "patience",
                "regret_bound",
                "time_limit",
                "max_iterations:limit=50")) {
            StoppingCriterion c = StoppingCriteria.parse(name);
            assertThat(stop(c, still.toHistory())).as(name).isEqualTo(StoppingCriteria.minimumHistory(c));
        }
        for (String name : List.of("prechelt_gl", "prechelt_pq:alpha=0.01", "prechelt_up", "cdsc")) {
            StoppingCriterion c = StoppingCriteria.parse(name);
            assertThat(stop(c, overfitting.toHistory())).as(name).isEqualTo(StoppingCriteria.minimumHistory(c));
        }
    }

    @Property(tries = 300)
    void anImprovingTailNeverHastensAPlateau(
            @ForAll("scores") double[] scores, @ForAll @IntRange(min = 1, max = 40) int more) {
        double top = Arrays.stream(scores).max().orElse(0);
        double[] rising = Arrays.copyOf(scores, scores.length + more);
        double[] still = rising.clone();
        for (int i = 0; i < more; i++) {
            rising[scores.length + i] = 0.4 * top + 0.01 * (i + 1) + 0.1;
            still[scores.length + i] = 0.4 * top + 0.1;
        }
        for (StoppingCriterion c : plateaus()) {
            int before = stop(c, Histories.ofScores(scores));
            assertThat(stop(c, Histories.ofScores(rising)))
                    .as(c.name())
                    .isGreaterThanOrEqualTo(Math.min(before, scores.length + 1));
        }
        StoppingCriterion patience = new Patience();
        assertThat(stop(patience, Histories.ofScores(rising)))
                .isGreaterThanOrEqualTo(stop(patience, Histories.ofScores(still)));
    }

    @Property(tries = 200)
    void noPlateauIsSeenWhileEveryIterationGains(@ForAll("scores") double[] scores) {
        double[] joined = new double[scores.length + 60];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = i < scores.length ? scores[i] / 4 : 0.25 + 0.01 * (i - scores.length);
        }
        TrainingHistory history = Histories.ofScores(joined);
        for (StoppingCriterion c : plateaus()) {
            // from where the whole of each window lies in the rise
            for (int n = scores.length + 22; n <= joined.length; n++) {
                assertThat(c.evaluate(prefix(history, n))).as(c.name()).isInstanceOf(StopDecision.Continue.class);
            }
        }
    }

    private static List<StoppingCriterion> plateaus() {
        return List.of(new SlopeEquivalence(), new MannKendall(), new Patience());
    }

    @Property(tries = 200)
    void whatIsClaimedNotToMatterDoesNot(@ForAll("histories") TrainingHistory history) {
        TrainingHistory scaled = transformed(rows(history), r -> new double[] {r[0] / 2, r[1] * 1024, r[2] / 64});
        TrainingHistory shifted = transformed(rows(history), r -> new double[] {r[0] + 0.5, r[1] + 2, r[2] - 4});
        for (StoppingCriterion c : List.of(new MannKendall(), new MannKendall(10, 0.3, 1, 5), new RisingStrips(1, 3))) {
            same(c, c, history, scaled);
            same(c, c, history, shifted);
        }
        CorrelationDriven losses = new CorrelationDriven(5, -0.4321, 1);
        same(losses, losses, history, scaled);
        same(losses, losses, history, shifted);
        same(new GeneralizationLoss(), new GeneralizationLoss(), history, scaled);
        same(new ProgressQuotient(0.1, 4), new ProgressQuotient(0.1, 4), history, scaled);
        same(new SlopeEquivalence(8, 0.02, 0.9, 1, 2), new SlopeEquivalence(8, 0.01, 0.9, 1, 2), history, scaled);
        same(new SlopeEquivalence(8, 0.02, 0.9, 1), new SlopeEquivalence(8, 0.02, 0.9, 1), history, shifted);
        same(new Patience(4, 0.0101), new Patience(4, 0.00505), history, scaled);
        same(new Patience(4, 0.0101), new Patience(4, 0.0101), history, shifted);
    }

    private static void same(
            StoppingCriterion a, StoppingCriterion b, TrainingHistory history, TrainingHistory transformed) {
        assertThat(stop(b, transformed)).as(a.name()).isEqualTo(stop(a, history));
    }

    @Property(tries = 200)
    void aResumedSessionDecidesAsAnUninterruptedOne(
            @ForAll("histories") TrainingHistory history,
            @ForAll("criteria") StoppingCriterion c,
            @ForAll @IntRange(min = 0, max = 70) int crash) {
        // what is left after the crash: committed iterations and the criterion's text
        StoppingCriterion resumed = StoppingCriteria.parse(StoppingCriteria.format(c));
        List<IterationSummary> committed =
                new ArrayList<>(history.iterations().subList(0, Math.min(crash, history.size())));
        for (int n = committed.size(); n <= history.size(); n++) {
            assertThat(resumed.evaluate(new TrainingHistory(committed))).isEqualTo(c.evaluate(prefix(history, n)));
            if (n < history.size()) {
                committed.add(history.iterations().get(n));
            }
        }
    }

    @Property(tries = 200)
    void whatLiesBeforeTheWindowDoesNotMatter(
            @ForAll("histories") TrainingHistory history, @ForAll("histories") TrainingHistory other) {
        int longest = 25;
        List<IterationSummary> recent =
                history.iterations().subList(Math.max(0, history.size() - longest), history.size());
        if (recent.size() < longest) {
            return;
        }
        for (StoppingCriterion c : List.of(
                new ImprovementThreshold(),
                new CorrelationPlateau(),
                new SlopeEquivalence(),
                new SlopeEquivalence(5, 0.02, 0.9, 2, 2),
                new MannKendall(),
                new CorrelationDriven())) {
            List<IterationSummary> joined = new ArrayList<>(other.iterations());
            joined.addAll(recent);
            assertThat(c.evaluate(renumbered(joined))).as(c.name()).isEqualTo(c.evaluate(renumbered(recent)));
        }
    }

    @Property(tries = 300)
    void anotherAlternativeNeverDelaysAndAnotherConditionNeverHastens(
            @ForAll("scores") double[] scores,
            @ForAll("criteria") StoppingCriterion a,
            @ForAll("criteria") StoppingCriterion b) {
        TrainingHistory history = Histories.ofScores(scores);
        int alone = stop(a, history);
        int other = stop(b, history);
        assertThat(stop(StoppingCriteria.anyOf(a, b), history)).isEqualTo(Math.min(alone, other));
        assertThat(stop(StoppingCriteria.allOf(a, b), history)).isGreaterThanOrEqualTo(Math.max(alone, other));
    }

    @Property(tries = 300)
    void whatFollowsDoesNotChangeWhenItStops(
            @ForAll("scores") double[] scores,
            @ForAll("scores") double[] tail,
            @ForAll("criteria") StoppingCriterion c) {
        TrainingHistory shorter = Histories.ofScores(scores);
        List<Double> joined = new ArrayList<>();
        for (double s : scores) {
            joined.add(s);
        }
        for (double s : tail) {
            joined.add(s);
        }
        TrainingHistory longer = Histories.ofScores(
                joined.stream().mapToDouble(Double::doubleValue).toArray());
        StoppingCriteria.replay(c, shorter)
                .ifPresent(r -> assertThat(StoppingCriteria.replay(c, longer)).contains(r));
    }

    @Property(tries = 200)
    void sameHistorySameAnswer(@ForAll("scores") double[] scores, @ForAll("criteria") StoppingCriterion c) {
        StopDecision first = c.evaluate(Histories.ofScores(scores));
        assertThat(c.evaluate(Histories.ofScores(scores.clone()))).isEqualTo(first);
    }

    @Property(tries = 200)
    void trendCriteriaDoNotDependOnTheLevel(@ForAll("scores") double[] scores) {
        double[] shifted = scores.clone();
        double[] low = scores.clone();
        for (int i = 0; i < scores.length; i++) {
            low[i] = scores[i] / 4;
            shifted[i] = low[i] + 0.5;
        }
        for (StoppingCriterion c : List.of(new SlopeEquivalence(), new MannKendall(), new Patience(10, 0.01))) {
            assertThat(stop(c, Histories.ofScores(shifted))).as(c.name()).isEqualTo(stop(c, Histories.ofScores(low)));
        }
    }

    @Example
    void numbersThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histories.ofImprovements(0, Double.NaN))
                .withMessageContaining("iteration 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Histories.ofScores(0.5, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new SlopeEquivalence(20, Double.NaN, 0.95, 3));
    }

    private static int stop(StoppingCriterion criterion, TrainingHistory history) {
        return StoppingCriteria.replay(criterion, history)
                .map(StoppingCriteria.Replay::iteration)
                .orElse(Integer.MAX_VALUE);
    }

    private static TrainingHistory prefix(TrainingHistory history, int n) {
        return new TrainingHistory(history.iterations().subList(0, n));
    }

    private static List<double[]> rows(TrainingHistory history) {
        return history.iterations().stream()
                .map(i -> new double[] {
                    i.metrics().modelAccuracy(),
                    i.trainingLoss().orElseThrow(),
                    i.validationLoss().orElseThrow()
                })
                .toList();
    }

    private static TrainingHistory transformed(List<double[]> rows, UnaryOperator<double[]> change) {
        ScoreHistory history = new ScoreHistory();
        for (double[] row : rows) {
            double[] r = change.apply(row);
            history.add(r[0]).losses(r[1], r[2]);
        }
        return history.toHistory();
    }

    private static TrainingHistory renumbered(List<IterationSummary> iterations) {
        List<IterationSummary> numbered = new ArrayList<>();
        for (IterationSummary i : iterations) {
            numbered.add(new IterationSummary(
                    numbered.size() + 1,
                    i.metrics(),
                    i.improvement(),
                    i.promotions(),
                    i.evaluatorCalls(),
                    i.elapsed(),
                    i.targetsReached(),
                    i.gapsExhausted(),
                    i.trainingLoss(),
                    i.validationLoss(),
                    i.regretBound()));
        }
        return new TrainingHistory(numbered);
    }
}
