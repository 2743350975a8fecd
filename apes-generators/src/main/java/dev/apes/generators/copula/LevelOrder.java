package dev.apes.generators.copula;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which a category's levels share the z axis. A copula sees a category through one variable, so the order decides
 * how much of its dependence survives: levels are ordered by the mean score of the column that tells them apart best, i.e. has
 * the largest share of variance between levels (η²). Without such a column, by frequency, most frequent first.
 */
final class LevelOrder {
    /** η² below which an order by a column's means would follow noise. */
    private static final double WORTH_FOLLOWING = 0.005;

    private LevelOrder() {}

    /**
     * @param cells the category's cells
     * @param counts how often each level was seen
     * @param scores normal scores of the other columns; null where not fitted yet
     * @return all levels, each once
     */
    static int[] of(double[] cells, long[] counts, double[][] scores) {
        double best = WORTH_FOLLOWING;
        double[] bestMeans = null;
        for (double[] column : scores) {
            if (column != null) {
                double[] means = new double[counts.length];
                double share = betweenShare(cells, column, means);
                if (share > best) {
                    best = share;
                    bestMeans = means;
                }
            }
        }
        double[] means = bestMeans;
        Comparator<Integer> byFrequency = Comparator.comparingLong((Integer l) -> -counts[l]);
        Comparator<Integer> comparator = means == null
                ? byFrequency
                : Comparator.comparingDouble((Integer l) -> means[l]).thenComparing(byFrequency);
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(comparator.thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** η² corrected for the number of levels (ε², Kelley 1935), and the mean of {@code column} by level. */
    private static double betweenShare(double[] cells, double[] column, double[] means) {
        int[] n = new int[means.length];
        int total = 0;
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < cells.length; r++) {
            if (!Double.isNaN(cells[r]) && !Double.isNaN(column[r])) {
                n[(int) cells[r]]++;
                means[(int) cells[r]] += column[r];
                total++;
                sum += column[r];
                squares += column[r] * column[r];
            }
        }
        double grand = total == 0 ? 0 : sum / total;
        double between = 0;
        int groups = 0;
        for (int l = 0; l < means.length; l++) {
            means[l] = n[l] == 0 ? grand : means[l] / n[l];
            between += n[l] * (means[l] - grand) * (means[l] - grand);
            groups += n[l] > 0 ? 1 : 0;
        }
        double all = squares - total * grand * grand;
        if (!(all > 1e-12) || total <= groups) {
            return 0;
        }
        double within = (all - between) / (total - groups);
        return (between - (groups - 1) * within) / all;
    }
}
