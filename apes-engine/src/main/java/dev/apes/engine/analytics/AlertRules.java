package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.Slope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** When figures become alerts. No rule reads a clock: ages and free bytes are passed in. */
public final class AlertRules {
    /** Room below which a training is about to fail. */
    public static final long CRITICAL_BYTES = 128L << 20;

    /** Room below which it may fail soon. */
    public static final long WARNING_BYTES = 1L << 30;

    /** Scores that {@link #regression} and {@link #stall} need at least. */
    public static final int WINDOW = 20;

    private static final int RECENT = 5;
    private static final double SMALLEST_FALL = 0.02;
    private static final double WORTH_HAVING = 0.0005;
    private static final double MAD_TO_SIGMA = 1.482602218505602;

    private AlertRules() {}

    /**
     * The mean of the last five scores against the best mean of five before: it must be lower by 0.02 and by four standard errors of the
     * difference of two such means. The noise is taken from the differences of neighbouring scores, so that steps and trends do not pass
     * for it: {@code 1.4826 · MAD / √2}; the best of many means is higher than its expectation, which is why it takes four.
     *
     * @param scores of all iterations, or the last so many, in order
     * @param firstIteration number of the first of them
     * @return the alert, if there is cause
     */
    public static Optional<Alert> regression(double[] scores, int firstIteration) {
        int n = scores.length;
        if (n < WINDOW) {
            return Optional.empty();
        }
        double now = Moments.of(Arrays.copyOfRange(scores, n - RECENT, n)).mean();
        double best = Double.NEGATIVE_INFINITY;
        int at = 0;
        for (int i = 0; i + 2 * RECENT <= n; i++) {
            double mean = Moments.of(Arrays.copyOfRange(scores, i, i + RECENT)).mean();
            if (mean > best) {
                best = mean;
                at = i + RECENT - 1;
            }
        }
        double tolerated = Math.max(SMALLEST_FALL, 4 * noise(scores) * Math.sqrt(2.0 / RECENT));
        return best - now > tolerated
                ? Optional.of(new Alert.Regression(best, firstIteration + at, now, RECENT, tolerated))
                : Optional.empty();
    }

    private static double noise(double[] scores) {
        double[] steps = new double[scores.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = scores[i + 1] - scores[i];
        }
        double middle = Anomalies.median(steps);
        double mad = Anomalies.median(
                Arrays.stream(steps).map(s -> Math.abs(s - middle)).toArray());
        return MAD_TO_SIGMA * mad / Math.sqrt(2);
    }

    /**
     * No promotion in the last twenty iterations, and the 95 % upper bound of their scores' slope is below 0.0005 an iteration.
     *
     * @param scores of the last iterations, in order
     * @param promotions of the same iterations
     * @return the alert, if there is cause
     */
    public static Optional<Alert> stall(double[] scores, int[] promotions) {
        int n = scores.length;
        if (promotions.length != n) {
            throw new IllegalArgumentException(
                    "scores and promotions must have the same length but have " + n + " and " + promotions.length);
        }
        if (n < WINDOW || Arrays.stream(promotions, n - WINDOW, n).sum() > 0) {
            return Optional.empty();
        }
        double bound =
                Slope.fitSeries(Arrays.copyOfRange(scores, n - WINDOW, n)).upper(0.95);
        return bound < WORTH_HAVING ? Optional.of(new Alert.Stall(WINDOW, bound, WORTH_HAVING)) : Optional.empty();
    }

    /**
     * @param age how long nothing was heard of the process of a session that has not ended
     * @param expected how often it should be
     * @param held whether the process still holds the session's lease
     * @return an alert where six beats in a row were missed, or the lease is free
     */
    public static Optional<Alert> heartbeat(Duration age, Duration expected, boolean held) {
        return !held || age.compareTo(expected.multipliedBy(6)) > 0
                ? Optional.of(new Alert.LostHeartbeat(age, expected, held))
                : Optional.empty();
    }

    /**
     * @param place the folder where data are kept
     * @param free bytes left
     * @param total bytes there are
     * @return an alert below 1 GiB, where that is also less than a tenth of the disk; below 128 MiB always
     */
    public static Optional<Alert> disk(String place, long free, long total) {
        return free < CRITICAL_BYTES || free < WARNING_BYTES && free < total / 10
                ? Optional.of(new Alert.FullDisk(place, free, total))
                : Optional.empty();
    }
}
