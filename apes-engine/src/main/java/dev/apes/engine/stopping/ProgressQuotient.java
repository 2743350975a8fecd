package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Map;
import java.util.Optional;

/**
 * Prechelt's PQ (1998): stops when the generalisation loss in per cent exceeds {@code alpha} times the training progress of the last strip in per
 * mille: overfitting is forgiven while training still moves. Looked at after each full strip. A strip without progress makes any
 * generalisation loss too much.
 *
 * @param alpha above 0
 * @param strip iterations per strip, at least 2
 */
public record ProgressQuotient(double alpha, int strip) implements StoppingCriterion {
    /** 0.5 over strips of five. */
    public ProgressQuotient() {
        this(0.5, 5);
    }

    /** Validates. */
    public ProgressQuotient {
        Decisions.positive(alpha, "alpha");
        Checks.atLeast(strip, 2, "strip");
    }

    @Override
    public String name() {
        return "prechelt_pq";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        Optional<Losses> losses = Losses.of(history);
        if (losses.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        int n = losses.get().size();
        if (n == 0 || n % strip != 0) {
            return Decisions.goOn("%d of the %d iterations of a strip", n % strip, strip);
        }
        double gl = losses.get().generalizationLoss(n);
        double progress = losses.get().progress(n, strip);
        return gl <= alpha * progress
                ? Decisions.goOn("generalisation loss %.2f %%, training progress %.2f per mille", gl, progress)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "generalisation loss of %.2f %% is more than %.2f times the training progress of %.2f per mille",
                        gl,
                        alpha,
                        progress);
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
