package dev.apes.api.stopping;

import dev.apes.api.Checks;
import dev.apes.api.metrics.PerformanceMetrics;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a stopping criterion may know of one committed iteration.
 *
 * @param iteration from 1, contiguous
 * @param metrics validation figures
 * @param improvement deciding weighted improvement against the best before it; 0 in the first iteration
 * @param promotions how many candidates became incumbents in it, at least 0
 * @param evaluatorCalls calls of the whole session up to its end, non-decreasing
 * @param elapsed running time of the whole session up to its end, non-decreasing
 * @param targetsReached whether its metrics reached all targets
 * @param gapsExhausted whether its gap report left nothing worth having
 * @param trainingLoss the model's loss on training samples, where known
 * @param validationLoss the model's cross-validated loss, where known
 * @param regretBound upper confidence bound of the gain that optimising can still bring, at least 0, where known
 */
public record IterationSummary(
        int iteration,
        PerformanceMetrics metrics,
        double improvement,
        int promotions,
        long evaluatorCalls,
        Duration elapsed,
        boolean targetsReached,
        boolean gapsExhausted,
        OptionalDouble trainingLoss,
        OptionalDouble validationLoss,
        OptionalDouble regretBound) {
    /** Without a bound on the regret; see the record. */
    public IterationSummary(
            int iteration,
            PerformanceMetrics metrics,
            double improvement,
            int promotions,
            long evaluatorCalls,
            Duration elapsed,
            boolean targetsReached,
            boolean gapsExhausted,
            OptionalDouble trainingLoss,
            OptionalDouble validationLoss) {
        this(
                iteration,
                metrics,
                improvement,
                promotions,
                evaluatorCalls,
                elapsed,
                targetsReached,
                gapsExhausted,
                trainingLoss,
                validationLoss,
                OptionalDouble.empty());
    }

    /** Validates. */
    public IterationSummary {
        Checks.atLeast(iteration, 1, "iteration");
        Objects.requireNonNull(metrics, "metrics");
        Checks.finite(improvement, "improvement of iteration " + iteration);
        Checks.atLeast(promotions, 0, "promotions of iteration " + iteration);
        Checks.atLeast(evaluatorCalls, 0, "evaluatorCalls of iteration " + iteration);
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(trainingLoss, "trainingLoss");
        Objects.requireNonNull(validationLoss, "validationLoss");
        trainingLoss.ifPresent(v -> Checks.finite(v, "trainingLoss of iteration " + iteration));
        validationLoss.ifPresent(v -> Checks.finite(v, "validationLoss of iteration " + iteration));
        Objects.requireNonNull(regretBound, "regretBound");
        regretBound.ifPresent(v -> Checks.inRange(v, 0, Double.MAX_VALUE, "regretBound of iteration " + iteration));
    }
}
