package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;

/**
 * The early stopping of Keras: stops when the score has not exceeded the best by more than {@code minDelta} for {@code patience} iterations.
 * It is fooled by staircases longer than its patience, and noise feeds its best. Does not depend on the level of the scores, nor on their
 * scale if {@code minDelta} scales along. Minimum history: {@code patience + 1}. Which score was best depends on the
 * whole history, which is read once and not copied.
 *
 * @param patience at least 1
 * @param minDelta at least 0, in units of score
 */
public record Patience(int patience, double minDelta) implements BuiltIn {
    /** Ten iterations, any gain counts. */
    public Patience() {
        this(10, 0);
    }

    /** Validates. */
    public Patience {
        Decisions.iterations(patience, 1, "patience");
        Checks.inRange(minDelta, 0, 1, "minDelta");
    }

    @Override
    public String name() {
        return "patience";
    }

    @Override
    public int minimumHistory() {
        return patience + 1;
    }

    @Override
    public boolean readsScores() {
        return true;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        double best = Double.NEGATIVE_INFINITY;
        int waited = 0;
        for (IterationSummary iteration : history.iterations()) {
            double score = Decisions.score(iteration);
            boolean better = score > best + minDelta;
            waited = better ? 0 : waited + 1;
            best = better ? score : best;
        }
        return waited < patience
                ? Decisions.goOn("no gain of more than %.4g for %d of %d iterations", minDelta, waited, patience)
                : Decisions.stop(
                        new StopReason.Criterion(name()),
                        "no gain of more than %.4g over the best score of %.4f for %d iterations",
                        minDelta,
                        best,
                        waited);
    }
}
