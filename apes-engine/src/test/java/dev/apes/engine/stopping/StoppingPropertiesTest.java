package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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

    @Property(tries = 300)
    void neverBeforeTheMinimumHistory(@ForAll("scores") double[] scores) {
        check(new ImprovementThreshold(), 4, scores);
        check(new CorrelationPlateau(), 10, scores);
        check(new SlopeEquivalence(), 22, scores);
        check(new MannKendall(), 22, scores);
        check(new Patience(), 11, scores);
    }

    private static void check(StoppingCriterion criterion, int earliest, double[] scores) {
        StoppingCriteria.replay(criterion, Histories.ofScores(scores))
                .ifPresent(r -> assertThat(r.iteration()).as(criterion.name()).isGreaterThanOrEqualTo(earliest));
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
}
