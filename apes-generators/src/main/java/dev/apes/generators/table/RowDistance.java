package dev.apes.generators.table;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.List;

/**
 * Gower's distance between rows of mixed type (<i>A general coefficient of similarity</i>, Biometrics 27, 1971): the mean over
 * columns of |a − b| / range for numbers, with the range of the reference table, and of 0 or 1 for categories and booleans. A
 * value missing on one side counts 1, on both sides 0. Numbers outside the reference's range are at most 1 apart. Immutable.
 */
public final class RowDistance {
    private final boolean[] numeric;
    private final double[] range;

    /** @param reference whose ranges scale the numeric columns */
    public RowDistance(Table reference) {
        List<ColumnSchema> schema = reference.schema();
        numeric = new boolean[schema.size()];
        range = new double[schema.size()];
        for (int c = 0; c < schema.size(); c++) {
            ColumnType type = schema.get(c).type();
            numeric[c] = type == ColumnType.NUMERIC || type == ColumnType.INTEGER;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double v : reference.column(c)) {
                low = v < low ? v : low;
                high = v > high ? v : high;
            }
            range[c] = high > low ? high - low : 0;
        }
    }

    /**
     * @param a a row
     * @param b another
     * @return their distance in [0, 1]
     */
    public double between(double[] a, double[] b) {
        return between(a, b, Double.POSITIVE_INFINITY);
    }

    /**
     * Gives up once the distance is known to exceed a limit.
     *
     * @param a a row
     * @param b another
     * @param limit beyond which the exact distance does not matter
     * @return their distance, or some number above {@code limit}
     */
    public double between(double[] a, double[] b, double limit) {
        double stop = limit * numeric.length;
        double sum = 0;
        for (int c = 0; c < numeric.length; c++) {
            sum += cell(c, a[c], b[c]);
            if (sum > stop) {
                break;
            }
        }
        return sum / numeric.length;
    }

    private double cell(int c, double a, double b) {
        if (a == b) {
            return 0;
        }
        boolean missingA = Double.isNaN(a);
        boolean missingB = Double.isNaN(b);
        if (missingA || missingB) {
            return missingA && missingB ? 0 : 1;
        }
        return numeric[c] && range[c] > 0 ? Math.min(1, Math.abs(a - b) / range[c]) : 1;
    }
}
