package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.statistics.Moments;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Stops when improvement has become independent of the iteration while being small: there are at least {@code window} iterations,
 * Pearson's r between iteration and improvement over the last {@code window} of them is nearer to 0 than {@code correlation}, and their mean
 * improvement is not above {@code threshold}. The baseline is left out, since its improvement of 0 is none. Where r is undefined, because all
 * improvements are equal, it is taken as 0. The condition on the mean is what tells a plateau from a steady rise, whose
 * improvements do not depend on the iteration either. Minimum history: {@code window}.
 *
 * @param correlation |r| below which there is no trend, in [0, 1]
 * @param threshold mean improvement above which it never stops, in [0, 1]
 * @param window iterations looked at, at least 4
 */
public record CorrelationPlateau(double correlation, double threshold, int window) implements BuiltIn {
    /** |r| below 0.1 over 10 iterations with a mean of at most 0.02. */
    public CorrelationPlateau() {
        this(0.1, 0.02, 10);
    }

    /** Validates. */
    public CorrelationPlateau {
        Checks.inRange(correlation, 0, 1, "correlation");
        Checks.inRange(threshold, 0, 1, "threshold");
        Decisions.iterations(window, 4, "window");
    }

    @Override
    public String name() {
        return "correlation_plateau";
    }

    @Override
    public int minimumHistory() {
        return window;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n < window) {
            return Decisions.goOn("%d of the %d iterations needed to see a plateau", n, window);
        }
        double[] recent = improvements(history, Math.max(1, n - window), n);
        double[] position = new double[recent.length];
        Arrays.setAll(position, i -> i);
        OptionalDouble r = Correlation.pearson(position, recent);
        double mean = Moments.of(recent).mean();
        String figures = r.isPresent() ? "r = %.3f" : "improvements all equal (r = %.0f)";
        if (Math.abs(r.orElse(0)) >= correlation) {
            return Decisions.goOn(
                    "improvement still depends on the iteration: " + figures + " over %d", r.orElse(0), recent.length);
        }
        if (mean > threshold) {
            return Decisions.goOn(
                    figures + " over %d iterations, but a mean improvement of %.4f above %.4g",
                    r.orElse(0),
                    recent.length,
                    mean,
                    threshold);
        }
        return Decisions.stop(
                new StopReason.CorrelationPlateau(r.orElse(0), recent.length),
                "plateau: " + figures + " over %d iterations, mean improvement %.4f not above %.4g",
                r.orElse(0),
                recent.length,
                mean,
                threshold);
    }

    private static double[] improvements(TrainingHistory history, int from, int to) {
        double[] improvements = new double[to - from];
        Arrays.setAll(improvements, i -> history.iterations().get(from + i).improvement());
        return improvements;
    }
}
