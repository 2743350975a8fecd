package dev.apes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreHistoryTest {
    @Test
    void improvementIsRelativeToTheBestBefore() {
        TrainingHistory history =
                new ScoreHistory().add(0.5).add(0.6).add(0.45).add(0.66).toHistory();
        assertThat(history.improvements()).usingComparatorWithPrecision(1e-12).containsExactly(0, 0.2, -0.25, 0.1);
        assertThat(new ScoreHistory().add(0).add(0.5).toHistory().improvements())
                .containsExactly(0, 0);
    }

    @Test
    void theNewestIterationGetsWhatIsKnownOfIt() {
        ScoreHistory history = new ScoreHistory()
                .add(0.5)
                .add(0.6)
                .losses(0.3, 0.4)
                .regretBound(0.1)
                .cost(7, Duration.ofSeconds(3));
        IterationSummary newest = history.toHistory().last().orElseThrow();
        assertThat(newest.trainingLoss()).hasValue(0.3);
        assertThat(newest.validationLoss()).hasValue(0.4);
        assertThat(newest.regretBound()).hasValue(0.1);
        assertThat(newest.evaluatorCalls()).isEqualTo(7);
        assertThat(history.toHistory().iterations().get(0).trainingLoss()).isEmpty();
        assertThat(history.add(0.6).toHistory().last().orElseThrow().elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThatIllegalStateException().isThrownBy(() -> new ScoreHistory().losses(1, 1));
    }

    @Test
    void otherScalesAreMapped() {
        TrainingHistory history =
                ScoreHistory.between(-10, 30).add(-10).add(0).add(30).toHistory();
        assertThat(history.iterations())
                .extracting(i -> i.metrics().modelAccuracy())
                .containsExactly(0.0, 0.25, 1.0);
        assertThat(ScoreHistory.between(0.1, 0.7)
                        .add(0.7)
                        .toHistory()
                        .last()
                        .orElseThrow()
                        .metrics()
                        .ruleEffectiveness())
                .isCloseTo(1, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreHistory.between(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreHistory.between(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreHistory.between(-Double.MAX_VALUE, Double.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsRefusedAndLeavesNoTrace(double bad) {
        ScoreHistory history = new ScoreHistory().add(0.5).losses(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.add(bad))
                .withMessageContaining("score of iteration 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.losses(bad, 1))
                .withMessageContaining("trainingLoss of iteration 1");
        assertThatIllegalArgumentException().isThrownBy(() -> history.losses(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> history.regretBound(bad));
        assertThat(history.toHistory())
                .isEqualTo(new ScoreHistory().add(0.5).losses(1, 2).toHistory());
    }

    @Test
    void aSnapshotDoesNotChange() {
        ScoreHistory history = new ScoreHistory().add(0.5);
        TrainingHistory before = history.toHistory();
        history.losses(1, 1).add(0.6);
        assertThat(before.size()).isEqualTo(1);
        assertThat(before.last().orElseThrow().trainingLoss()).isEmpty();
    }

    @Test
    void everyCriterionIsMadeByItsMethodOrItsName() {
        ScoreHistory history = new ScoreHistory();
        for (int i = 0; i < 22; i++) {
            history.add(0.5);
        }
        for (StoppingCriterion criterion : new StoppingCriterion[] {
            Stopping.recommended(),
            Stopping.slopeEquivalence(20, 0.0005),
            Stopping.mannKendall(20, 0),
            Stopping.patience(10, 0),
            Stopping.anyOf(Stopping.prechelt(5), Stopping.recommended()),
            Stopping.allOf(Stopping.patience(5, 0.01), Stopping.recommended())
        }) {
            assertThat(criterion.evaluate(history.toHistory())).isInstanceOf(StopDecision.Stop.class);
            assertThat(Stopping.parse(Stopping.format(criterion))).isEqualTo(criterion);
        }
        assertThat(Stopping.available())
                .hasSize(15)
                .contains(
                        Stopping.format(Stopping.precheltQuotient(0.5, 5)),
                        Stopping.format(Stopping.precheltStrips(3, 5)),
                        Stopping.format(Stopping.correlationDriven(10, 0, 3)),
                        Stopping.format(Stopping.regretBound(0.005)));
        assertThat(Stopping.minimumHistory(Stopping.recommended())).isEqualTo(22);
        assertThat(Stopping.recommended().evaluate(history.toHistory()).explanation())
                .isEqualTo(
                        "no trend worth having in 20 iterations: slope below 0.00000 with 95 % confidence, 3 times in a row");
    }
}
