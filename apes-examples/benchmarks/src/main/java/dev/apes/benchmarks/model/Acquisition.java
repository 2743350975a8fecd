package dev.apes.benchmarks.model;

import dev.apes.api.Checks;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses which applications of rules are worth an evaluator's call: those whose forecast the model is unsure of. An application is drawn
 * without replacement with a probability that grows with the variance of its forecast (Efraimidis and Spirakis 2006), so that a few of
 * one kind do not take all calls, as they would if the most uncertain came first.
 */
final class Acquisition {
    private Acquisition() {}

    /**
     * @param deviations standard deviation of each candidate's forecast, at least 0; infinite for one that nothing is known of, which
     *     comes before all others
     * @param count how many to choose, at least 0; all, if there are not as many candidates
     * @param random draws
     * @return indices of those chosen, ascending
     */
    static int[] choose(double[] deviations, int count, RandomGenerator random) {
        Checks.atLeast(count, 0, "count");
        int n = deviations.length;
        double[] keys = new double[n];
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            Checks.inRange(deviations[i], 0, Double.POSITIVE_INFINITY, "deviation of candidate " + i);
            double exponential = -Math.log(1 - random.nextDouble());
            // by the smallest: the waiting times of events that come at the rate of the variance
            keys[i] = exponential / (deviations[i] * deviations[i]);
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(keys[a], keys[b]));
        return Arrays.stream(order, 0, Math.min(count, n))
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
