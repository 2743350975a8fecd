package dev.apes.engine.stopping;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Histories made of plain numbers. */
final class Histories {
    private Histories() {}

    /** One iteration each; the first is the baseline. */
    static TrainingHistory ofImprovements(double... improvements) {
        return of(improvements, new int[improvements.length]);
    }

    static TrainingHistory of(double[] improvements, int[] promotions) {
        List<IterationSummary> iterations = new ArrayList<>();
        for (int i = 0; i < improvements.length; i++) {
            iterations.add(iteration(
                    i + 1, 0.5, improvements[i], promotions[i], OptionalDouble.empty(), OptionalDouble.empty()));
        }
        return new TrainingHistory(iterations);
    }

    /** All three metrics equal the score. */
    static TrainingHistory ofScores(double... scores) {
        List<IterationSummary> iterations = new ArrayList<>();
        double best = scores.length == 0 ? 1 : scores[0];
        for (int i = 0; i < scores.length; i++) {
            double improvement = best == 0 ? 0 : (scores[i] - best) / best;
            best = Math.max(best, scores[i]);
            iterations.add(iteration(i + 1, scores[i], improvement, 0, OptionalDouble.empty(), OptionalDouble.empty()));
        }
        return new TrainingHistory(iterations);
    }

    static TrainingHistory ofLosses(double[] training, double[] validation) {
        List<IterationSummary> iterations = new ArrayList<>();
        for (int i = 0; i < training.length; i++) {
            iterations.add(
                    iteration(i + 1, 0.5, 0, 0, OptionalDouble.of(training[i]), OptionalDouble.of(validation[i])));
        }
        return new TrainingHistory(iterations);
    }

    static double[] repeat(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }

    private static IterationSummary iteration(
            int number,
            double score,
            double improvement,
            int promotions,
            OptionalDouble training,
            OptionalDouble validation) {
        return new IterationSummary(
                number,
                new PerformanceMetrics(score, score, score, 100),
                improvement,
                promotions,
                100L * number,
                Duration.ofSeconds(10L * number),
                false,
                false,
                training,
                validation);
    }
}
