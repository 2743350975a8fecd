package dev.apes.engine.stopping;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.OptionalDouble;

/**
 * Prechelt's GL (Early Stopping, But When?, 1998): stops when the validation loss exceeds its minimum so far by more than {@code alpha} per
 * cent of it. Does not depend on the loss's scale, but on its zero: meant for losses above 0. It reads validation losses; an
 * iteration without one is passed over, and never stops. Minimum history: two iterations. It is asked of the whole history, for its minimum.
 *
 * @param alpha per cent, above 0
 */
public record GeneralizationLoss(double alpha) implements BuiltIn {
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
    public int minimumHistory() {
        return 2;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        OptionalDouble gl = Losses.generalizationLoss(history);
        if (gl.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        String figures = "validation loss is %.2f %% above its minimum; limit %.2f %%";
        return gl.getAsDouble() <= alpha
                ? Decisions.goOn(figures, gl.getAsDouble(), alpha)
                : Decisions.stop(new StopReason.Criterion(name()), figures, gl.getAsDouble(), alpha);
    }
}
