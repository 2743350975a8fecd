package dev.apes.generators.smote;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in the space in which SMOTE-NC looks for neighbours: numbers divided by their column's standard deviation, so that one
 * column's median standard deviation, which the paper lets a differing category count, is 1 for all. The squared distance of two
 * rows is the sum over columns of (a − b)² for numbers and of 1 for categories that differ; a value missing on one side counts 1,
 * on both sides 0. Immutable and thread-safe.
 */
final class ScaledRows {
    private static final int COLUMNS_BETWEEN_LOOKS = 8;

    private final int width;
    private final boolean[] numeric;
    private final double[] size;
    private final double[] deviation;
    private final float[] cells;

    ScaledRows(TableSummary summary) {
        List<ColumnSchema> schema = summary.schema();
        width = schema.size();
        numeric = new boolean[width];
        size = new double[width];
        deviation = new double[width];
        cells = new float[width * summary.rows()];
        for (int c = 0; c < width; c++) {
            ColumnType type = schema.get(c).type();
            numeric[c] = type == ColumnType.NUMERIC || type == ColumnType.INTEGER;
            double[] column = summary.kept(c);
            scale(c, column);
            for (int r = 0; r < column.length; r++) {
                cells[r * width + c] = (float) scaled(c, column[r]);
            }
        }
    }

    /** Divides by the largest size first: squares of huge values overflow, those of tiny ones vanish. */
    private void scale(int c, double[] column) {
        size[c] = 1;
        deviation[c] = 1;
        if (!numeric[c]) {
            return;
        }
        double largest = 0;
        int n = 0;
        for (double v : column) {
            if (!Double.isNaN(v)) {
                largest = Math.max(largest, Math.abs(v));
                n++;
            }
        }
        if (largest == 0) {
            return;
        }
        double mean = 0;
        for (double v : column) {
            mean += Double.isNaN(v) ? 0 : v / largest / n;
        }
        double squares = 0;
        for (double v : column) {
            double d = Double.isNaN(v) ? 0 : v / largest - mean;
            squares += d * d;
        }
        size[c] = largest;
        deviation[c] = squares > 0 ? Math.sqrt(squares / n) : 1;
    }

    /** {@return a cell's place on its column's axis; NaN if missing} */
    double scaled(int column, double cell) {
        return numeric[column] ? cell / size[column] / deviation[column] : cell;
    }

    int rows() {
        return cells.length / width;
    }

    boolean numeric(int column) {
        return numeric[column];
    }

    /** {@return the cell on its column's axis} */
    double cell(int row, int column) {
        return cells[row * width + column];
    }

    /** {@return the squared distance, or some number above {@code limit} once it is known to exceed that} */
    double squaredDistance(int a, int b, double limit) {
        int atA = a * width;
        int atB = b * width;
        double sum = 0;
        for (int from = 0; from < width && sum <= limit; from += COLUMNS_BETWEEN_LOOKS) {
            int to = Math.min(width, from + COLUMNS_BETWEEN_LOOKS);
            for (int c = from; c < to; c++) {
                float d = cells[atA + c] - cells[atB + c];
                // d is NaN if either is missing
                if (d != d) {
                    sum += Float.isNaN(cells[atA + c]) && Float.isNaN(cells[atB + c]) ? 0 : 1;
                } else {
                    sum += numeric[c] ? (double) d * d : d == 0 ? 0 : 1;
                }
            }
        }
        return sum;
    }

    /**
     * @param row whose neighbours are wanted
     * @param pool rows among which to look, ascending
     * @param count how many at most
     * @param apart whether rows at distance 0 are left out
     * @return the nearest, nearest first, ties by place in the pool; fewer if the pool has no more
     */
    int[] nearest(int row, int[] pool, int count, boolean apart) {
        int[] found = new int[count];
        double[] distances = new double[count];
        int n = 0;
        for (int other : pool) {
            if (other == row) {
                continue;
            }
            double limit = n < count ? Double.POSITIVE_INFINITY : distances[n - 1];
            double d = squaredDistance(row, other, limit);
            if ((apart && d == 0) || (n == count && d >= limit)) {
                continue;
            }
            int at = n < count ? n++ : n - 1;
            while (at > 0 && distances[at - 1] > d) {
                distances[at] = distances[at - 1];
                found[at] = found[at - 1];
                at--;
            }
            distances[at] = d;
            found[at] = other;
        }
        return Arrays.copyOf(found, n);
    }
}
