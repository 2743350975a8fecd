package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Percentile bootstrap (Efron 1979). */
public final class Bootstrap {
    private Bootstrap() {}

    /**
     * Resamples values with replacement and takes the empirical quantiles of the statistic.
     *
     * @param values at least one finite value
     * @param statistic a function of a sample of the same size, finite; the array it gets is reused and must not be kept
     * @param resamples at least 40; 2,000 is usual for a 95 % interval
     * @param level coverage in (0, 1)
     * @param random source of the resampling
     * @return the statistic with its interval
     */
    public static Interval percentile(
            double[] values,
            ToDoubleFunction<double[]> statistic,
            int resamples,
            double level,
            RandomGenerator random) {
        Samples.checked(values, 1, "sample");
        double[] resample = new double[values.length];
        return ofIndices(
                values.length,
                indices -> {
                    for (int i = 0; i < indices.length; i++) {
                        resample[i] = values[indices[i]];
                    }
                    return statistic.applyAsDouble(resample);
                },
                resamples,
                level,
                random);
    }

    /**
     * Resamples positions, for statistics of several arrays or of whole groups (let a position stand for a group).
     *
     * @param size how many positions there are, at least 1
     * @param statistic a function of {@code size} positions in [0, size), finite; the array it gets is reused
     * @param resamples at least 40
     * @param level coverage in (0, 1)
     * @param random source of the resampling
     * @return the statistic of all positions with its interval
     */
    public static Interval ofIndices(
            int size, ToDoubleFunction<int[]> statistic, int resamples, double level, RandomGenerator random) {
        Samples.level(level);
        if (size < 1 || resamples < 40) {
            throw new IllegalArgumentException(
                    "bootstrap needs size >= 1 and resamples >= 40 but got " + size + " and " + resamples);
        }
        int[] indices = new int[size];
        Arrays.setAll(indices, i -> i);
        double estimate = statistic.applyAsDouble(indices);
        double[] drawn = new double[resamples];
        for (int k = 0; k < resamples; k++) {
            for (int i = 0; i < size; i++) {
                indices[i] = random.nextInt(size);
            }
            drawn[k] = statistic.applyAsDouble(indices);
        }
        Samples.checked(drawn, 1, "bootstrapped statistic");
        Arrays.sort(drawn);
        double tail = (1 - level) / 2;
        return new Interval(estimate, quantile(drawn, tail), quantile(drawn, 1 - tail), level);
    }

    /** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
    private static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
