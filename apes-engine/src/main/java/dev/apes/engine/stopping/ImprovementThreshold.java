package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.List;

/**
 * Stops when the improvement stayed below a threshold several times in a row. The first iteration is the baseline and never counts; an
 * iteration with a promotion sets the count back to 0, whatever its improvement. Minimum history: {@code patience + 1}.
 *
 * @param threshold smallest improvement that counts, in [0, 1]; one exactly as large counts
 * @param patience how often in a row it must be missed, at least 1
 */
public record ImprovementThreshold(double threshold, int patience) implements BuiltIn {
    /** 0.02, three times. */
    public ImprovementThreshold() {
        this(0.02, 3);
    }

    /** Validates. */
    public ImprovementThreshold {
        Checks.inRange(threshold, 0, 1, "threshold");
        Decisions.iterations(patience, 1, "patience");
    }

    @Override
    public String name() {
        return "improvement_threshold";
    }

    @Override
    public int minimumHistory() {
        return patience + 1;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        List<IterationSummary> iterations = history.iterations();
        int missed = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = iterations.size() - 1; i >= 1 && missed < patience; i--) {
            IterationSummary iteration = iterations.get(i);
            if (iteration.promotions() > 0 || iteration.improvement() >= threshold) {
                break;
            }
            missed++;
            largest = Math.max(largest, iteration.improvement());
        }
        if (missed < patience) {
            return Decisions.goOn(
                    "improvement below %.4g in %d of %d iterations in a row", threshold, missed, patience);
        }
        return Decisions.stop(
                new StopReason.ImprovementBelowThreshold(threshold, patience),
                "no promotion and improvement below %.4g in the last %d iterations (at most %.4f)",
                threshold,
                missed,
                largest);
    }
}
