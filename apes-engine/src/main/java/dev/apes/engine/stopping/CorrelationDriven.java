package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Correlation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The correlation-driven stopping criterion, CDSC (Miseta, Fodor and Vathy-Fogarassy, Neurocomputing 2024): stops when the rolling Pearson correlation of training
 * and validation loss was below a threshold {@code times} iterations in a row: what is learnt no longer carries over. Windows in which a
 * loss does not change have no correlation and count as not below.
 *
 * @param window iterations per correlation, at least 3
 * @param threshold in [-1, 1]
 * @param times at least 1
 */
public record CorrelationDriven(int window, double threshold, int times) implements StoppingCriterion {
    /** Ten iterations, below 0, three times. */
    public CorrelationDriven() {
        this(10, 0, 3);
    }

    /** Validates. */
    public CorrelationDriven {
        Checks.atLeast(window, 3, "window");
        Checks.inRange(threshold, -1, 1, "threshold");
        Checks.atLeast(times, 1, "times");
    }

    @Override
    public String name() {
        return "cdsc";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        Optional<Losses> losses = Losses.of(history);
        if (losses.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        int n = losses.get().size();
        if (n < window + times - 1) {
            return Decisions.goOn("%d of the %d iterations needed", n, window + times - 1);
        }
        double highest = -1;
        for (int back = 0; back < times; back++) {
            OptionalDouble r = Correlation.pearson(
                    Arrays.copyOfRange(losses.get().training(), n - back - window, n - back),
                    Arrays.copyOfRange(losses.get().validation(), n - back - window, n - back));
            if (r.isEmpty() || r.getAsDouble() >= threshold) {
                return r.isEmpty()
                        ? Decisions.goOn("a loss did not change over %d iterations", window)
                        : Decisions.goOn("losses correlate by %.3f over %d iterations", r.getAsDouble(), window);
            }
            highest = Math.max(highest, r.getAsDouble());
        }
        return Decisions.stop(
                new StopReason.Criterion(name()),
                "training and validation loss correlate by %.3f at most over %d iterations, %d times in a row; limit %.3f",
                highest,
                window,
                times,
                threshold);
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
