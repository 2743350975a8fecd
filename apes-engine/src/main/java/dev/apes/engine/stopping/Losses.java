package dev.apes.engine.stopping;

import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Optional;

/** The loss curves of a history, where every iteration has both losses. */
record Losses(double[] training, double[] validation) {
    static final String MISSING = "the history has no training and validation loss for every iteration";

    static Optional<Losses> of(TrainingHistory history) {
        boolean complete = history.iterations().stream()
                .allMatch(
                        i -> i.trainingLoss().isPresent() && i.validationLoss().isPresent());
        return complete
                ? Optional.of(new Losses(
                        history.iterations().stream()
                                .map(IterationSummary::trainingLoss)
                                .mapToDouble(l -> l.getAsDouble())
                                .toArray(),
                        history.iterations().stream()
                                .map(IterationSummary::validationLoss)
                                .mapToDouble(l -> l.getAsDouble())
                                .toArray()))
                : Optional.empty();
    }

    int size() {
        return training.length;
    }

    /** Prechelt's GL after {@code n} iterations: how many per cent the validation loss lies above its minimum so far. */
    double generalizationLoss(int n) {
        double minimum = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            minimum = Math.min(minimum, validation[i]);
        }
        double excess = validation[n - 1] - minimum;
        return excess == 0 ? 0 : 100 * excess / Math.max(Math.abs(minimum), 1e-12);
    }

    /** Prechelt's P_k after {@code n >= k} iterations: by how many per mille the mean training loss of a strip exceeds its minimum. */
    double progress(int n, int strip) {
        double sum = 0;
        double minimum = Double.POSITIVE_INFINITY;
        for (int i = n - strip; i < n; i++) {
            sum += training[i];
            minimum = Math.min(minimum, training[i]);
        }
        double excess = sum / strip - minimum;
        return excess <= 0 ? 0 : 1000 * excess / Math.max(Math.abs(minimum), 1e-12);
    }
}
