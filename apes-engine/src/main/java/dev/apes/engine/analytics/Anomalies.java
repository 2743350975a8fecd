package dev.apes.engine.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values that stand out from those around them: Hampel's identifier (1974) over a centred window, with the modified z-score of Iglewicz and
 * Hoaglin (How to Detect and Handle Outliers, 1993): {@code (x - median) / (1.4826 · MAD)}, or where more than half of the window are equal
 * {@code (x - median) / (1.2533 · mean absolute deviation)}. A lasting step is no anomaly; the trend shows it.
 */
public final class Anomalies {
    /** Distance at which Iglewicz and Hoaglin label a value. */
    public static final double THRESHOLD = 3.5;

    private static final double MAD_TO_SIGMA = 1.482602218505602;
    private static final double MEAN_DEVIATION_TO_SIGMA = 1.2533141373155003;

    private Anomalies() {}

    /**
     * A value that stands out.
     *
     * @param position from 0
     * @param value what it is
     * @param expected median of its window
     * @param distance from it in robust standard deviations, signed
     */
    public record Anomaly(int position, double value, double expected, double distance) {}

    /**
     * @param values finite values in order of time
     * @param halfWindow how many values on each side belong to a window, at least 3; at the ends there are fewer
     * @return those that stand out, in order
     */
    public static List<Anomaly> of(double[] values, int halfWindow) {
        if (halfWindow < 3) {
            throw new IllegalArgumentException("halfWindow must be at least 3 but is " + halfWindow);
        }
        List<Anomaly> found = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("values[" + i + "] must be a finite number but is " + values[i]);
            }
            double[] window = Arrays.copyOfRange(
                    values, Math.max(0, i - halfWindow), Math.min(values.length, i + halfWindow + 1));
            if (window.length < 5) {
                continue;
            }
            double median = median(window);
            double[] deviations = new double[window.length];
            double sum = 0;
            for (int k = 0; k < window.length; k++) {
                deviations[k] = Math.abs(window[k] - median);
                sum += deviations[k];
            }
            double mad = median(deviations);
            double sigma = mad > 0 ? MAD_TO_SIGMA * mad : MEAN_DEVIATION_TO_SIGMA * sum / window.length;
            double distance = sigma == 0 ? 0 : (values[i] - median) / sigma;
            if (Math.abs(distance) > THRESHOLD) {
                found.add(new Anomaly(i, values[i], median, distance));
            }
        }
        return found;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
