package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Correlation;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The correlation-driven stopping criterion, CDSC (Miseta, Fodor and Vathy-Fogarassy, Neurocomputing 2024): stops when the rolling Pearson correlation of training
 * and validation loss was below a threshold {@code times} iterations in a row: what is learnt no longer carries over. Windows in which a
 * loss does not change have no correlation and count as not below. Depends neither on the scale of a loss nor on its zero. Minimum history:
 * {@code window + times - 1}; a window in which a loss is missing never stops.
 *
 * @param window iterations per correlation, at least 3
 * @param threshold in [-1, 1]
 * @param times at least 1
 */
public record CorrelationDriven(int window, double threshold, int times) implements BuiltIn {
    /** Ten iterations, below 0, three times. */
    public CorrelationDriven() {
        this(10, 0, 3);
    }

    /** Validates. */
    public CorrelationDriven {
        Decisions.iterations(window, 3, "window");
        Checks.inRange(threshold, -1, 1, "threshold");
        Decisions.iterations(times, 1, "times");
    }

    @Override
    public String name() {
        return "cdsc";
    }

    @Override
    public int minimumHistory() {
        return window + times - 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n < minimumHistory()) {
            return Decisions.goOn("%d of the %d iterations needed", n, minimumHistory());
        }
        int from = n - minimumHistory();
        Optional<double[]> training = Losses.training(history, from, n);
        Optional<double[]> validation = Losses.validation(history, from, n);
        if (training.isEmpty() || validation.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        double highest = -1;
        for (int start = times - 1; start >= 0; start--) {
            OptionalDouble r = Correlation.pearson(
                    Arrays.copyOfRange(training.get(), start, start + window),
                    Arrays.copyOfRange(validation.get(), start, start + window));
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
}
