package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Stops when what optimising can still gain is bounded by less than is worth having, {@code times} iterations in a row (Makarova et al., Automatic
 * Termination for Hyperparameter Optimization, AutoML 2022: the best upper confidence bound of what was tried against the best bound of anything
 * in the space). The bound is the surrogate's and comes with the history; an iteration without one never stops. In APES it is the sum over the
 * rules of what search and model leave to be gained, and unknown until every rule was searched since its last promotion. Minimum
 * history: {@code times}.
 *
 * @param tolerance a bound not above it is not worth having, at least 0, in units of the bound; {@link #noiseLevel} gives the paper's
 * @param times how often in a row, at least 1
 */
public record RegretBound(double tolerance, int times) implements BuiltIn {
    /** 0.005, the smallest effect a promotion needs, once. */
    public RegretBound() {
        this(0.005, 1);
    }

    /** Validates. */
    public RegretBound {
        Checks.inRange(tolerance, 0, Double.MAX_VALUE, "tolerance");
        Decisions.iterations(times, 1, "times");
    }

    /**
     * The paper's tolerance: the standard deviation of the incumbent's cross-validated score, beyond which a smaller regret can't be told
     * from noise; with Nadeau and Bengio's (2003) correction for training sets that overlap: sqrt(1/k + n_validation/n_training) · s.
     *
     * @param foldDeviation sample standard deviation of the score over the folds, at least 0
     * @param folds at least 2
     * @param training samples a fold is trained on, at least 1
     * @param validation samples a fold is scored on, at least 1
     * @return the tolerance
     */
    public static double noiseLevel(double foldDeviation, int folds, int training, int validation) {
        Checks.inRange(foldDeviation, 0, Double.MAX_VALUE, "foldDeviation");
        Checks.atLeast(folds, 2, "folds");
        Checks.atLeast(training, 1, "training");
        Checks.atLeast(validation, 1, "validation");
        return Math.sqrt(1.0 / folds + (double) validation / training) * foldDeviation;
    }

    @Override
    public String name() {
        return "regret_bound";
    }

    @Override
    public int minimumHistory() {
        return times;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n < minimumHistory()) {
            return Decisions.goOn("%d of the %d iterations needed", n, times);
        }
        List<IterationSummary> iterations = history.iterations();
        double largest = 0;
        for (int i = n - 1; i >= n - times; i--) {
            OptionalDouble bound = iterations.get(i).regretBound();
            if (bound.isEmpty()) {
                return Decisions.goOn("what can still be gained is not known in iteration %d", i + 1);
            }
            if (bound.getAsDouble() > tolerance) {
                return Decisions.goOn("up to %.4f may still be gained, more than %.4g", bound.getAsDouble(), tolerance);
            }
            largest = Math.max(largest, bound.getAsDouble());
        }
        return Decisions.stop(
                new StopReason.Criterion(name()),
                "at most %.4f can still be gained, not more than %.4g, %d times in a row",
                largest,
                tolerance,
                times);
    }
}
