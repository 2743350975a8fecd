package dev.apes.engine.stopping;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Prechelt's PQ (Early Stopping, But When?, 1998): stops when the generalisation loss in per cent exceeds {@code alpha} times the training progress of the last strip in per
 * mille: overfitting is forgiven while training still moves. Looked at after each full strip. A strip without progress makes any
 * generalisation loss too much. Like {@link GeneralizationLoss} it asks the whole history for the minimum. Minimum history: one
 * strip; a strip without training losses, or an end of one without validation loss, never stops.
 *
 * @param alpha above 0
 * @param strip iterations per strip, at least 2
 */
public record ProgressQuotient(double alpha, int strip) implements BuiltIn {
    /** 0.5 over strips of five. */
    public ProgressQuotient() {
        this(0.5, 5);
    }

    /** Validates. */
    public ProgressQuotient {
        Decisions.positive(alpha, "alpha");
        Decisions.iterations(strip, 2, "strip");
    }

    @Override
    public String name() {
        return "prechelt_pq";
    }

    @Override
    public int minimumHistory() {
        return strip;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n == 0 || n % strip != 0) {
            return Decisions.goOn("%d of the %d iterations of a strip", n % strip, strip);
        }
        OptionalDouble gl = Losses.generalizationLoss(history);
        Optional<double[]> training = Losses.training(history, n - strip, n);
        if (gl.isEmpty() || training.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        double progress = Losses.progress(training.get());
        return gl.getAsDouble() <= alpha * progress
                ? Decisions.goOn(
                        "generalisation loss %.2f %%, training progress %.2f per mille", gl.getAsDouble(), progress)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "generalisation loss of %.2f %% is more than %.2f times the training progress of %.2f per mille",
                        gl.getAsDouble(),
                        alpha,
                        progress);
    }
}
