package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Slope;
import java.util.Arrays;
import java.util.Map;

/**
 * Stops when the trend is shown not to be worth having: the upper confidence bound of the least-squares slope of the score over the last
 * {@code window} iterations is below {@code minGain}, {@code times} iterations in a row. Unlike a missing proof of a trend, this
 * is a proof of a missing one: noise makes it go on, not stop.
 *
 * @param window iterations the slope is fitted over, at least 4
 * @param minGain smallest gain of score per iteration worth having, above 0
 * @param confidence one-sided, in (0.5, 1)
 * @param times how often in a row, at least 1
 */
public record SlopeEquivalence(int window, double minGain, double confidence, int times) implements StoppingCriterion {
    /** 20 iterations, 0.0005 an iteration, 95 %, three times. */
    public SlopeEquivalence() {
        this(20, 0.0005, 0.95, 3);
    }

    /** Validates. */
    public SlopeEquivalence {
        Checks.atLeast(window, 4, "window");
        Decisions.positive(minGain, "minGain");
        Decisions.inside(confidence, "confidence");
        if (confidence <= 0.5) {
            throw new IllegalArgumentException("confidence must be above 0.5 but is " + confidence);
        }
        Checks.atLeast(times, 1, "times");
    }

    @Override
    public String name() {
        return "slope_equivalence";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        double[] scores = Decisions.scores(history);
        if (scores.length < window + times - 1) {
            return Decisions.goOn("%d of the %d iterations needed for a trend", scores.length, window + times - 1);
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int back = 0; back < times; back++) {
            int end = scores.length - back;
            double upper = Slope.ofSeries(Arrays.copyOfRange(scores, end - window, end), 2 * confidence - 1)
                    .high();
            if (upper >= minGain) {
                return Decisions.goOn(
                        "the slope may be as large as %.5f an iteration over %d, which is worth having", upper, window);
            }
            largest = Math.max(largest, upper);
        }
        return Decisions.stop(
                new StopReason.Criterion(name()),
                "no trend worth having in %d iterations: slope below %.5f with %.0f %% confidence, %d times in a row",
                window,
                largest,
                100 * confidence,
                times);
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
