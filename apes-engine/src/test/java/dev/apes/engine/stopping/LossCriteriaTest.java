package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.ScoreHistory;
import org.junit.jupiter.api.Test;

/** Criteria on losses and on the regret, against figures worked out by hand. */
class LossCriteriaTest {
    @Test
    void generalizationLossIsThePercentageAboveTheMinimum() {
        TrainingHistory history = losses(new double[3], 0.5, 0.4, 0.44);
        assertThat(Losses.generalizationLoss(history).getAsDouble()).isCloseTo(10, within(1e-9));
        assertThat(stops(new GeneralizationLoss(9.999), history)).isTrue();
        assertThat(stops(new GeneralizationLoss(10.001), history)).isFalse();
        assertThat(new GeneralizationLoss(5).evaluate(history).explanation())
                .isEqualTo("validation loss is 10.00 % above its minimum; limit 5.00 %");
    }

    @Test
    void progressIsThePerMilleOfTheMeanAboveTheMinimum() {
        assertThat(Losses.progress(new double[] {0.5, 0.4, 0.3, 0.25, 0.2})).isCloseTo(650, within(1e-9));
        assertThat(Losses.progress(new double[] {0.3, 0.3, 0.3})).isZero();
        assertThat(Losses.progress(new double[] {1e308, 1.7e308, 1.7e308})).isFinite();
        // generalisation loss 10 %, training progress 650 per mille: 10 > 0.015 * 650 = 9.75
        TrainingHistory history = losses(new double[] {0.5, 0.4, 0.3, 0.25, 0.2}, 0.6, 0.5, 0.4, 0.42, 0.44);
        assertThat(stops(new ProgressQuotient(0.015, 5), history)).isTrue();
        assertThat(stops(new ProgressQuotient(0.016, 5), history)).isFalse();
        assertThat(stops(new ProgressQuotient(0.001, 4), history))
                .as("inside a strip")
                .isFalse();
    }

    @Test
    void strictlyRisingStripsInARowCount() {
        double[] loss = {9, 1, 9, 2, 9, 3, 9, 3};
        assertThat(stops(new RisingStrips(2, 2), losses(new double[6], 9, 1, 9, 2, 9, 3)))
                .isTrue();
        assertThat(stops(new RisingStrips(1, 2), losses(new double[8], loss))).isFalse();
    }

    @Test
    void correlationOfLossesByHand() {
        // training 3, 2, 1 and validation 1, 2, 4: r = -3 / sqrt(2 * 14 / 3)
        StopDecision decision = new CorrelationDriven(3, -0.98, 1).evaluate(losses(new double[] {3, 2, 1}, 1, 2, 4));
        assertThat(decision).isInstanceOf(StopDecision.Stop.class);
        assertThat(decision.explanation()).contains("-0.982").contains("limit -0.980");
        assertThat(stops(new CorrelationDriven(3, -0.982, 1), losses(new double[] {3, 2, 1}, 1, 2, 4)))
                .isFalse();
        assertThat(stops(new CorrelationDriven(3, 0.5, 1), losses(new double[] {3, 3, 3}, 1, 2, 4)))
                .as("a loss that does not change")
                .isFalse();
    }

    @Test
    void aMissingLossNeverStopsAndIsSaid() {
        ScoreHistory history = new ScoreHistory();
        for (int i = 0; i < 30; i++) {
            history.add(0.5);
            if (i < 29) {
                history.losses(0.1, 0.1 + i);
            }
        }
        for (StoppingCriterion criterion : new StoppingCriterion[] {
            new GeneralizationLoss(), new ProgressQuotient(), new RisingStrips(1, 1), new CorrelationDriven(10, 1, 1)
        }) {
            StopDecision decision = criterion.evaluate(history.toHistory());
            assertThat(decision).as(criterion.name()).isInstanceOf(StopDecision.Continue.class);
            assertThat(decision.explanation()).as(criterion.name()).contains("lacks losses");
        }
        // an iteration before there is a model does not spoil the rest
        ScoreHistory late =
                new ScoreHistory().add(0.5).add(0.5).losses(1, 1).add(0.5).losses(1, 2);
        assertThat(stops(new GeneralizationLoss(), late.toHistory())).isTrue();
    }

    @Test
    void aboveAMinimumOfZeroEveryLossIsTooMuch() {
        assertThat(stops(new GeneralizationLoss(1e9), losses(new double[2], 0, 1e-9)))
                .isTrue();
        assertThat(stops(new GeneralizationLoss(1e-9), losses(new double[2], 0, 0)))
                .isFalse();
    }

    @Test
    void regretStopsWhenBoundedAndSaysByWhat() {
        ScoreHistory history =
                new ScoreHistory().add(0.5).regretBound(0.02).add(0.6).regretBound(0.0049);
        StopDecision decision = new RegretBound().evaluate(history.toHistory());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        StopDecision.Stop.class,
                        stop -> assertThat(stop.reason()).isEqualTo(new StopReason.Criterion("regret_bound")));
        assertThat(decision.explanation()).contains("0.0049").contains("0.005");
        assertThat(stops(new RegretBound(0.005, 2), history.toHistory())).isFalse();
        assertThat(stops(new RegretBound(0.02, 2), history.toHistory())).isTrue();
        assertThat(new RegretBound().evaluate(history.add(0.6).toHistory()).explanation())
                .contains("not known in iteration 3");
    }

    @Test
    void theNoiseLevelIsThePapers() {
        // five folds, four fifths for training: sqrt(1/5 + 1/4) = sqrt(0.45)
        assertThat(RegretBound.noiseLevel(0.02, 5, 80, 20)).isCloseTo(0.02 * Math.sqrt(0.45), within(1e-12));
    }

    private static boolean stops(StoppingCriterion criterion, TrainingHistory history) {
        return criterion.evaluate(history) instanceof StopDecision.Stop;
    }

    private static TrainingHistory losses(double[] training, double... validation) {
        return Histories.ofLosses(training, validation);
    }
}
