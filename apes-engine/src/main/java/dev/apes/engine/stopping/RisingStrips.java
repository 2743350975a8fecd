package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Prechelt's UP (Early Stopping, But When?, 1998): stops when the validation loss at the end of a strip was higher than at the end of the strip before, in {@code strips} strips in
 * a row. Depends neither on the loss's scale nor on its zero, and reads its value at {@code strips + 1} ends of strips. Minimum history:
 * {@code (strips + 1) · strip}; a strip that ends without a validation loss never stops.
 *
 * @param strips from 1 to 10,000
 * @param strip iterations per strip, from 1 to 10,000
 */
public record RisingStrips(int strips, int strip) implements BuiltIn {
    /** Three strips of five. */
    public RisingStrips() {
        this(3, 5);
    }

    /** Validates. */
    public RisingStrips {
        Checks.inRange(strips, 1, 10_000, "strips");
        Checks.inRange(strip, 1, 10_000, "strip");
    }

    @Override
    public String name() {
        return "prechelt_up";
    }

    @Override
    public int minimumHistory() {
        return (strips + 1) * strip;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n == 0 || n % strip != 0) {
            return Decisions.goOn("%d of the %d iterations of a strip", n % strip, strip);
        }
        List<IterationSummary> iterations = history.iterations();
        OptionalDouble later = iterations.get(n - 1).validationLoss();
        if (later.isEmpty()) {
            return Decisions.goOn(Losses.MISSING);
        }
        int rising = 0;
        for (int end = n - strip; end >= strip && rising < strips; end -= strip) {
            OptionalDouble earlier = iterations.get(end - 1).validationLoss();
            if (earlier.isEmpty() || later.getAsDouble() <= earlier.getAsDouble()) {
                break;
            }
            rising++;
            later = earlier;
        }
        return rising < strips
                ? Decisions.goOn("validation loss rose over %d of %d strips in a row", rising, strips)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "validation loss rose over %d strips of %d iterations in a row",
                        rising,
                        strip);
    }
}
