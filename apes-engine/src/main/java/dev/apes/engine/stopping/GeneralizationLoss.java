package dev.apes.engine.stopping;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Map;
import java.util.Optional;

/**
 * Prechelt's GL (Early Stopping, But When?, 1998): stops when the validation loss exceeds its minimum so far by more than {@code alpha} per cent.
 * Needs both losses in every iteration; without them it never stops.
 *
 * @param alpha per cent, above 0
 */
public record GeneralizationLoss(double alpha) implements StoppingCriterion {
    /** 5 %. */
    public GeneralizationLoss() {
        this(5);
    }

    /** Validates. */
    public GeneralizationLoss {
        Decisions.positive(alpha, "alpha");
    }

    @Override
    public String name() {
        return "prechelt_gl";
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        Optional<Losses> losses = Losses.of(history);
        if (losses.isEmpty() || losses.get().size() == 0) {
            return Decisions.goOn(Losses.MISSING);
        }
        double gl = losses.get().generalizationLoss(losses.get().size());
        return gl <= alpha
                ? Decisions.goOn("validation loss is %.2f %% above its minimum; limit %.2f %%", gl, alpha)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "validation loss is %.2f %% above its minimum; limit %.2f %%",
                        gl,
                        alpha);
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
