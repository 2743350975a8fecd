package dev.apes.benchmarks.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.ScoreHistory;
import dev.apes.engine.Stopping;
import dev.apes.engine.stopping.StoppingCriteria;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoppingBenchmarkTest {
    private static Outcome recommended(Curve curve) {
        return Outcome.of(Stopping.recommended(), curve, 150, 1);
    }

    @Test
    void theRecommendedCriterionKeepsWhatIsPromised() {
        assertThat(recommended(Curve.STEADY).stopped()).as("steady").isZero();

        Outcome staircase = recommended(Curve.STAIRCASE);
        assertThat(staircase.median()).as("staircase").isGreaterThan(120);
        assertThat(staircase.meanLost().estimate()).as("staircase").isLessThan(5e-4);

        Outcome saturating = recommended(Curve.SATURATING);
        assertThat(saturating.median()).as("saturating").isLessThanOrEqualTo(110);
        assertThat(saturating.meanLost().high()).as("saturating").isLessThanOrEqualTo(0.005);

        assertThat(recommended(Curve.FLAT).median()).as("flat").isLessThanOrEqualTo(25);
        assertThat(Outcome.of(Stopping.recommended(), Curve.NOISY, 100, 1)
                        .meanLost()
                        .high())
                .as("noisy")
                .isLessThanOrEqualTo(0.005);
        assertThat(Outcome.of(Stopping.recommended(), Curve.OVERFITTING, 100, 1).median())
                .as("overfitting")
                .isBetween(60.0, 80.0);
    }

    @Test
    void aWindowOfTwoPeriodsSeesThroughTheCycle() {
        Outcome cyclic = Outcome.of(Stopping.slopeEquivalence(60, 0.0005), Curve.CYCLIC, 50, 1);
        assertThat(cyclic.stopped()).isZero();
    }

    @Test
    void theSameRunsAreJudgedWhateverTheThreads() {
        StoppingCriterion patience = Stopping.patience(10, 0);
        assertThat(Outcome.of(patience, Curve.SATURATING, 20, 7).stops())
                .isEqualTo(Outcome.of(patience, Curve.SATURATING, 20, 7).stops())
                .isNotEqualTo(Outcome.of(patience, Curve.SATURATING, 20, 8).stops())
                .isSorted();
    }

    @Test
    void outcomesAreCounted() {
        Outcome o = Outcome.of(Stopping.parse("max_iterations:limit=50"), Curve.STEADY, 3, 1);
        assertThat(o.median()).isEqualTo(50);
        assertThat(o.stopped()).isEqualTo(3);
        assertThat(o.meanLost().estimate()).isCloseTo(150 * 0.003, within(1e-12));
        assertThat(Outcome.of(Stopping.parse("max_iterations:limit=90"), Curve.OVERFITTING, 2, 1)
                        .meanLostAtEnd()
                        .estimate())
                .isCloseTo(Curve.OVERFITTING.truth(60) - Curve.OVERFITTING.truth(89), within(1e-12));
    }

    @Test
    void raysRulesAreRays() {
        ScoreHistory history = new ScoreHistory().add(0.5).add(0.52).add(0.5);
        assertThat(stop(new Rivals.RayTrialPlateau(0.0101, 4, 4), history.add(0.52)))
                .isEqualTo(4);
        assertThat(stop(new Rivals.RayTrialPlateau(0.0099, 4, 4), history)).isZero();
        // the three best of 0.5, 0.52, 0.5, 0.52, 0.52 do not differ
        assertThat(stop(new Rivals.RayExperimentPlateau(0.001, 3, 0), history.add(0.52)))
                .isEqualTo(5);
        assertThat(stop(new Rivals.RayExperimentPlateau(0.001, 3, 1), history)).isZero();
        assertThat(stop(new Rivals.RayExperimentPlateau(0.001, 3, 1), history.add(0.1)))
                .isEqualTo(6);
    }

    @Test
    void printsEveryCurveAndTheCriteriaAskedFor() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StoppingBenchmark.print(2, 1, "recommended", new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String text = bytes.toString(StandardCharsets.UTF_8);
        for (Curve curve : Curve.values()) {
            assertThat(text).contains(curve.formula());
        }
        assertThat(text.lines().filter(l -> l.contains("recommended"))).hasSize(Curve.values().length);
        assertThat(StoppingBenchmark.criteria()).containsKeys("Keras, patience 10", "Ray, trial plateau");
    }

    private static int stop(StoppingCriterion criterion, ScoreHistory history) {
        return StoppingCriteria.replay(criterion, history.toHistory())
                .map(StoppingCriteria.Replay::iteration)
                .orElse(0);
    }
}
