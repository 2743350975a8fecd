package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads loss curves from a history, as little of them as is asked for. */
final class Losses {
    static final String MISSING = "the history lacks losses that this criterion reads";

    private Losses() {}

    /**
     * The training losses of some iterations.
     *
     * @param from position from 0, inclusive
     * @param to exclusive
     * @return empty if one of them has none
     */
    static Optional<double[]> training(TrainingHistory history, int from, int to) {
        return read(history.iterations(), from, to, IterationSummary::trainingLoss);
    }

    /** Like {@link #training}, of validation losses. */
    static Optional<double[]> validation(TrainingHistory history, int from, int to) {
        return read(history.iterations(), from, to, IterationSummary::validationLoss);
    }

    /**
     * Prechelt's GL after the newest iteration: by how many per cent its validation loss lies above the minimum so far. Iterations
     * without one are passed over. The minimum makes this the one figure that needs the whole history; it is read once and not copied.
     *
     * @return empty if the newest iteration has no validation loss; infinite above a minimum of 0
     */
    static OptionalDouble generalizationLoss(TrainingHistory history) {
        OptionalDouble newest =
                history.last().map(IterationSummary::validationLoss).orElse(OptionalDouble.empty());
        if (newest.isEmpty()) {
            return newest;
        }
        double minimum = Double.POSITIVE_INFINITY;
        for (IterationSummary iteration : history.iterations()) {
            minimum = Math.min(minimum, iteration.validationLoss().orElse(Double.POSITIVE_INFINITY));
        }
        return OptionalDouble.of(100 * excess(newest.getAsDouble(), minimum));
    }

    /** Prechelt's P_k: by how many per mille the mean training loss of a strip exceeds its minimum. */
    static double progress(double[] strip) {
        double mean = 0;
        double minimum = Double.POSITIVE_INFINITY;
        for (double loss : strip) {
            mean += loss / strip.length;
            minimum = Math.min(minimum, loss);
        }
        return 1000 * excess(mean, minimum);
    }

    private static double excess(double value, double minimum) {
        return value <= minimum ? 0 : (value - minimum) / Math.abs(minimum);
    }

    private static Optional<double[]> read(
            List<IterationSummary> iterations, int from, int to, Function<IterationSummary, OptionalDouble> loss) {
        double[] losses = new double[to - from];
        for (int i = from; i < to; i++) {
            OptionalDouble value = loss.apply(iterations.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            losses[i - from] = value.getAsDouble();
        }
        return Optional.of(losses);
    }
}
