package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StoppingCriterion} must do: answer any history, the empty one included, as a pure function of it, so that a
 * resumed session decides as an uninterrupted one.
 */
public abstract class StoppingCriterionContract {
    private static final int LENGTH = 60;

    /** Called by JUnit. */
    protected StoppingCriterionContract() {}

    /** {@return a new instance of the criterion under test} */
    protected abstract StoppingCriterion createCriterion();

    @Test
    void hasAName() {
        assertThat(createCriterion().name())
                .isNotBlank()
                .isEqualTo(createCriterion().name());
    }

    @Test
    void answersTheEmptyHistory() {
        assertThat(decide(createCriterion(), new TrainingHistory(List.of())).explanation())
                .isNotBlank();
    }

    @Test
    void answersEveryHistory() {
        StoppingCriterion criterion = createCriterion();
        histories().forEach((kind, history) -> {
            for (int n = 1; n <= LENGTH; n++) {
                StopDecision decision = decide(criterion, prefix(history, n));
                assertThat(decision.explanation()).as("%s after %d", kind, n).isNotBlank();
                if (decision instanceof StopDecision.Stop stop) {
                    assertThat(stop.reason().code()).matches("[a-z][a-z0-9_]*");
                }
            }
        });
    }

    @Test
    void decidesTheSameWhetherItHasSeenLaterIterationsOrNot() {
        histories().forEach((kind, history) -> {
            StoppingCriterion used = createCriterion();
            for (int n = LENGTH; n >= 0; n--) {
                StopDecision afterLonger = decide(used, prefix(history, n));
                assertThat(decide(createCriterion(), prefix(history, n)))
                        .as("%s: fresh instance after %d iterations", kind, n)
                        .isEqualTo(afterLonger);
                assertThat(decide(used, prefix(history, n)))
                        .as("%s: asked again after %d iterations", kind, n)
                        .isEqualTo(afterLonger);
            }
        });
    }

    @Test
    void decidesTheSameOnManyThreads() throws Exception {
        StoppingCriterion criterion = createCriterion();
        List<TrainingHistory> all = List.copyOf(histories().values());
        List<StopDecision> serial = all.stream().map(h -> decide(criterion, h)).toList();

        assertThat(Parallel.collect(
                        8, worker -> all.stream().map(h -> decide(criterion, h)).toList()))
                .containsOnly(serial);
    }

    @Test
    void refusesAnUnknownOptionByName() {
        assertThatThrownBy(() -> createCriterion().configure(Map.of("no_such_option", "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no_such_option");
    }

    @Test
    void configuringNothingChangesNothing() {
        StoppingCriterion plain = createCriterion();
        StoppingCriterion configured = plain.configure(Map.of());

        assertThat(configured.name()).isEqualTo(plain.name());
        histories()
                .forEach((kind, history) ->
                        assertThat(decide(configured, history)).as(kind).isEqualTo(decide(plain, history)));
    }

    private static StopDecision decide(StoppingCriterion criterion, TrainingHistory history) {
        StopDecision decision = criterion.evaluate(history);
        assertThat(decision).as("decision after %d iterations", history.size()).isNotNull();
        return decision;
    }

    private static TrainingHistory prefix(TrainingHistory history, int length) {
        return new TrainingHistory(history.iterations().subList(0, length));
    }

    private static Map<String, TrainingHistory> histories() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, TrainingHistory> histories = new LinkedHashMap<>();
        histories.put("flat", history(i -> 0, true));
        histories.put("steady rise", history(i -> 0.03, true));
        histories.put("saturating", history(i -> 0.2 / i, true));
        histories.put("falling", history(i -> -0.01 * i, true));
        histories.put("staircase", history(i -> i % 12 == 0 ? 0.1 : 0, true));
        histories.put("noise", history(i -> 0.02 * (random.nextDouble() - 0.5), true));
        histories.put("huge", history(i -> i % 2 == 0 ? 1e12 : -1e12, true));
        histories.put("without losses", history(i -> 0.01, false));
        return histories;
    }

    private static TrainingHistory history(IntToDoubleFunction improvement, boolean losses) {
        List<IterationSummary> iterations = new ArrayList<>();
        double level = 0.5;
        for (int i = 1; i <= LENGTH; i++) {
            double gain = i == 1 ? 0 : improvement.applyAsDouble(i);
            level = Math.max(0, Math.min(1, level * (1 + gain)));
            iterations.add(new IterationSummary(
                    i,
                    new PerformanceMetrics(level, level, level / 2, 100),
                    gain,
                    i % 10 == 3 ? 1 : 0,
                    500L * i,
                    Duration.ofSeconds(20L * i),
                    i == LENGTH - 1,
                    i == LENGTH,
                    losses ? OptionalDouble.of(1.0 / i) : OptionalDouble.empty(),
                    losses ? OptionalDouble.of(0.2 + Math.abs(i - 30) / 100.0) : OptionalDouble.empty()));
        }
        return new TrainingHistory(iterations);
    }
}
