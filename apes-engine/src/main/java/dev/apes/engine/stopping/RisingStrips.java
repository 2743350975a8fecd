package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Map;
import java.util.Optional;

/**
 * Prechelt's UP (1998): stops when the validation loss at the end of a strip was higher than at the end of the strip before, in {@code strips} strips in
 * a row.
 *
 * @param strips at least 1
 * @param strip iterations per strip, at least 1
 */
public record RisingStrips(int strips, int strip) implements StoppingCriterion {
    /** Three strips of five. */
    public RisingStrips() {
        this(3, 5);
    }

    /** Validates. */
    public RisingStrips {
        Checks.atLeast(strips, 1, "strips");
        Checks.atLeast(strip, 1, "strip");
    }

    @Override
    public String name() {
        return "prechelt_up";
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
        double[] loss = losses.get().validation();
        int rising = 0;
        for (int end = n; end - strip >= strip && loss[end - 1] > loss[end - 1 - strip]; end -= strip) {
            rising++;
        }
        return rising < strips
                ? Decisions.goOn("validation loss rose over %d of %d strips in a row", rising, strips)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "validation loss rose over %d strips of %d iterations in a row",
                        rising,
                        strip);
    }

    @Override
    public StoppingCriterion configure(Map<String, String> options) {
        return RecordOptions.configured(this, options);
    }
}
