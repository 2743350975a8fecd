package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Moments;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How values are spread.
 *
 * @param n how many
 * @param mean arithmetic mean
 * @param deviation standard deviation, n - 1 in the denominator; 0 for a single value
 * @param lowest smallest
 * @param lowerQuartile by linear interpolation of order statistics (Hyndman and Fan's type 7)
 * @param median likewise
 * @param upperQuartile likewise
 * @param highest largest
 * @param histogram equally wide, adjoining bins in order; each holds its lower edge, the last its upper one, too
 */
public record Distribution(
        int n,
        double mean,
        double deviation,
        double lowest,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double highest,
        List<Bin> histogram) {
    private static final int MOST_BINS = 50;

    /** Copies. */
    public Distribution {
        histogram = List.copyOf(histogram);
    }

    /**
     * A bin.
     *
     * @param low lower edge
     * @param high upper edge; equal to the lower one where all values are equal
     * @param count how many values lie in it
     */
    public record Bin(double low, double high, int count) {}

    /**
     * Bins as Freedman and Diaconis (1981) would have them, {@code 2 IQR / n^(1/3)} wide, but at most 50, and Sturges' {@code log2 n + 1}
     * where half of the values are equal.
     *
     * @param values at least one finite value
     * @return their distribution
     */
    public static Distribution of(double[] values) {
        Moments moments = Moments.of(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(sorted);
        double low = percentile.evaluate(25);
        double high = percentile.evaluate(75);
        return new Distribution(
                sorted.length,
                moments.mean(),
                moments.deviation(),
                sorted[0],
                low,
                percentile.evaluate(50),
                high,
                sorted[sorted.length - 1],
                histogram(sorted, bins(sorted, high - low)));
    }

    private static int bins(double[] sorted, double iqr) {
        int n = sorted.length;
        double range = sorted[n - 1] - sorted[0];
        if (range == 0) {
            return 1;
        }
        double wanted = iqr > 0 ? range / (2 * iqr / Math.cbrt(n)) : Math.log(n) / Math.log(2) + 1;
        return (int) Math.max(1, Math.min(MOST_BINS, Math.ceil(wanted)));
    }

    private static List<Bin> histogram(double[] sorted, int bins) {
        double low = sorted[0];
        double range = sorted[sorted.length - 1] - low;
        int[] counts = new int[bins];
        for (double value : sorted) {
            counts[range == 0 ? 0 : Math.min(bins - 1, (int) ((value - low) / range * bins))]++;
        }
        Bin[] all = new Bin[bins];
        Arrays.setAll(
                all,
                i -> new Bin(
                        low + range * i / bins, i == bins - 1 ? low + range : low + range * (i + 1) / bins, counts[i]));
        return List.of(all);
    }
}
