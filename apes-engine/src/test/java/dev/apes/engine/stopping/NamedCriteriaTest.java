package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.statistics.RandomStreams;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedCriteriaTest {
    private static final int LENGTH = 200;
    private static final int RUNS = 60;

    /** Median stop over noisy runs; runs that never stop count as the length. */
    private static double medianStop(StoppingCriterion criterion, IntToDoubleFunction curve) {
        double[] stops = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = new RandomStreams(1).stream("noise", run);
            double[] scores = new double[LENGTH];
            Arrays.setAll(
                    scores, t -> Math.max(0, Math.min(1, curve.applyAsDouble(t) + 0.005 * random.nextGaussian())));
            stops[run] = StoppingCriteria.replay(criterion, Histories.ofScores(scores))
                    .map(StoppingCriteria.Replay::iteration)
                    .orElse(LENGTH);
        }
        Arrays.sort(stops);
        return stops[RUNS / 2];
    }

    @ParameterizedTest
    @CsvSource({"slope_equivalence", "mann_kendall"})
    void trendCriteriaTellTheCurvesApart(String name) {
        StoppingCriterion criterion = StoppingCriteria.parse(name);
        assertThat(medianStop(criterion, t -> 0.3 + 0.003 * t))
                .as("steady rise")
                .isEqualTo(LENGTH);
        assertThat(medianStop(criterion, t -> 0.9 - 0.6 * Math.exp(-t / 20.0)))
                .as("saturating")
                .isBetween(82.0, 115.0);
        assertThat(medianStop(criterion, t -> 0.4 + 0.05 * Math.min(t / 15, 8)))
                .as("staircase")
                .isGreaterThan(120);
        assertThat(medianStop(criterion, t -> 0.5)).as("flat").isLessThanOrEqualTo(25);
    }

    @Test
    void patienceWaitsForAGainOfMoreThanItsDelta() {
        double[] scores = {0.5, 0.6, 0.61, 0.62, 0.6, 0.6};
        assertThat(stopsAt(new Patience(3, 0), scores)).isEmpty();
        assertThat(stopsAt(new Patience(2, 0), scores)).contains(6);
        assertThat(stopsAt(new Patience(3, 0.05), scores)).contains(5);
    }

    @Test
    void precheltsCriteriaReadTheLosses() {
        double[] training = {1, 0.8, 0.6, 0.5, 0.45, 0.44, 0.43, 0.42, 0.41, 0.40};
        double[] validation = {1, 0.8, 0.7, 0.72, 0.74, 0.76, 0.78, 0.8, 0.82, 0.84};
        assertThat(StoppingCriteria.replay(new GeneralizationLoss(10), Histories.ofLosses(training, validation))
                        .orElseThrow()
                        .iteration())
                .isEqualTo(7);
        // second strip: progress 1000 (0.42 / 0.40 - 1) = 50, generalisation loss 20 %
        assertThat(StoppingCriteria.replay(new ProgressQuotient(0.39, 5), Histories.ofLosses(training, validation))
                        .orElseThrow()
                        .iteration())
                .isEqualTo(10);
        assertThat(StoppingCriteria.replay(new ProgressQuotient(0.41, 5), Histories.ofLosses(training, validation)))
                .isEmpty();
        assertThat(StoppingCriteria.replay(new RisingStrips(3, 2), Histories.ofLosses(training, validation))
                        .orElseThrow()
                        .iteration())
                .isEqualTo(10);
        assertThat(StoppingCriteria.replay(new RisingStrips(4, 2), Histories.ofLosses(training, validation)))
                .isEmpty();
    }

    @Test
    void correlationOfLossesFallsWhenOverfittingBegins() {
        double[] training = new double[40];
        double[] validation = new double[40];
        for (int i = 0; i < 40; i++) {
            training[i] = Math.exp(-i / 10.0);
            validation[i] = Math.exp(-i / 10.0) + (i > 20 ? 0.02 * (i - 20) : 0);
        }
        int stop = StoppingCriteria.replay(new CorrelationDriven(), Histories.ofLosses(training, validation))
                .orElseThrow()
                .iteration();
        assertThat(stop).isBetween(24, 34);
        assertThat(StoppingCriteria.replay(new CorrelationDriven(), Histories.ofScores(new double[60])))
                .as("without losses")
                .isEmpty();
    }

    @Test
    void everyBuiltInCriterionIsInstalled() {
        assertThat(new PluginRegistry(new PluginRegistry.Explicit(), getClass().getClassLoader())
                        .names()
                        .get("stoppingCriteria"))
                .containsAll(StoppingCriteria.builtIn().keySet());
    }

    @Test
    void textAndCriterionBelongTogether() {
        assertThat(StoppingCriteria.parse("improvement_threshold:threshold=0.05, patience=4"))
                .isEqualTo(new ImprovementThreshold(0.05, 4));
        assertThat(StoppingCriteria.parse("slope_equivalence:min_gain=0.001"))
                .isEqualTo(new SlopeEquivalence(20, 0.001, 0.95, 3));
        StoppingCriterion combined = StoppingCriteria.parse("patience:patience=5&mann_kendall|max_iterations:limit=7");
        assertThat(StoppingCriteria.parse(StoppingCriteria.format(combined))).isEqualTo(combined);
        StoppingCriteria.builtIn()
                .forEach((name, criterion) -> assertThat(StoppingCriteria.parse(StoppingCriteria.format(criterion)))
                        .isEqualTo(criterion));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nonsense; nonsense",
                "patience:patience; written option=value",
                "patience:patience=0; at least 1",
                "patience:patience=2.5; whole number",
                "patience:depth=1; depth",
                "patience:patience=1,patience=2; twice",
                "targets_reached:x=1; takes none",
                "correlation_plateau:correlation=NaN; correlation",
                "max_iterations|; lacks a name"
            })
    void badTextIsRefusedByName(String text, String named) {
        assertThatThrownBy(() -> StoppingCriteria.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(named);
    }

    private static Optional<Integer> stopsAt(StoppingCriterion criterion, double[] scores) {
        return StoppingCriteria.replay(criterion, Histories.ofScores(scores)).map(StoppingCriteria.Replay::iteration);
    }
}
