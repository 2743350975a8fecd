package dev.apes.benchmarks.stopping;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.statistics.Moments;
import java.util.Arrays;
import java.util.List;

/** Rules of other systems that the benchmark puts beside ours. They read the score, which on plain histories is any of the metrics. */
final class Rivals {
    private Rivals() {}

    /** Ray Tune's TrialPlateauStopper: the last scores hardly differ. Its defaults are 0.01, 4, 4. */
    record RayTrialPlateau(double deviation, int results, int grace) implements StoppingCriterion {
        @Override
        public String name() {
            return "ray_trial_plateau";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            int n = history.size();
            if (n < Math.max(results, grace)) {
                return new StopDecision.Continue("too few results");
            }
            return decide(
                    name(), populationDeviation(scores(history.iterations().subList(n - results, n))) <= deviation);
        }
    }

    /** Ray Tune's ExperimentPlateauStopper over the iterations of one run: the best scores hardly differ. Its defaults are 0.001, 10, 0. */
    record RayExperimentPlateau(double deviation, int top, int patience) implements StoppingCriterion {
        @Override
        public String name() {
            return "ray_experiment_plateau";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            int plateau = 0;
            for (int n = history.size(); n >= top && plateau <= patience; n--) {
                double[] best = scores(history.iterations().subList(0, n));
                Arrays.sort(best);
                if (populationDeviation(Arrays.copyOfRange(best, n - top, n)) > deviation) {
                    break;
                }
                plateau++;
            }
            return decide(name(), plateau > patience);
        }
    }

    /** The earlier system's rule: improvement does not correlate with the iteration, whatever its size. */
    record BareCorrelation(double limit, int window) implements StoppingCriterion {
        @Override
        public String name() {
            return "bare_correlation";
        }

        @Override
        public StopDecision evaluate(TrainingHistory history) {
            int n = history.size();
            if (n < window + 1) {
                return new StopDecision.Continue("too few improvements");
            }
            double[] gains = new double[window];
            double[] position = new double[window];
            double[] scores = scores(history.iterations().subList(n - window - 1, n));
            for (int i = 0; i < window; i++) {
                gains[i] = scores[i + 1] - scores[i];
                position[i] = i;
            }
            return decide(name(), Math.abs(Correlation.pearson(position, gains).orElse(0)) < limit);
        }
    }

    private static StopDecision decide(String name, boolean stop) {
        return stop
                ? new StopDecision.Stop(new StopReason.Criterion(name), "plateau")
                : new StopDecision.Continue("no plateau");
    }

    private static double[] scores(List<IterationSummary> iterations) {
        return iterations.stream()
                .map(IterationSummary::metrics)
                .mapToDouble(PerformanceMetrics::modelAccuracy)
                .toArray();
    }

    /** numpy's, which Ray uses: divided by n. */
    private static double populationDeviation(double[] values) {
        double n = values.length;
        return Moments.of(values).deviation() * Math.sqrt((n - 1) / n);
    }
}
