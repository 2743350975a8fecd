package dev.apes.generators.copula;

import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What changed among the kept rows of a summary when further rows were merged into it. */
final class KeptRows {
    private final TableSummary before;
    private final TableSummary after;
    private final int[] replaced;

    KeptRows(TableSummary before, TableSummary after) {
        this.before = before;
        this.after = after;
        this.replaced = IntStream.range(0, before.rows()).filter(this::differs).toArray();
    }

    private boolean differs(int row) {
        for (int c = 0; c < before.schema().size(); c++) {
            if (Double.doubleToRawLongBits(before.kept(c)[row]) != Double.doubleToRawLongBits(after.kept(c)[row])) {
                return true;
            }
        }
        return false;
    }

    /** {@return the column's cells in rows that are kept no more} */
    double[] removed(int column) {
        double[] cells = before.kept(column);
        return Arrays.stream(replaced).mapToDouble(r -> cells[r]).toArray();
    }

    /** {@return the column's cells in rows that are kept now and were not} */
    double[] added(int column) {
        double[] cells = after.kept(column);
        return IntStream.concat(Arrays.stream(replaced), IntStream.range(before.rows(), after.rows()))
                .mapToDouble(r -> cells[r])
                .toArray();
    }

    /** {@return the column's present cells before, in ascending order, brought up to date} */
    double[] merged(int column, double[] sorted) {
        double[] in = sorted(added(column));
        double[] out = sorted(removed(column));
        double[] merged = new double[sorted.length + in.length - out.length];
        int i = 0;
        int o = 0;
        int n = 0;
        for (double v : sorted) {
            while (i < in.length && in[i] < v) {
                merged[n++] = in[i++];
            }
            if (o < out.length && out[o] == v) {
                o++;
            } else {
                merged[n++] = v;
            }
        }
        System.arraycopy(in, i, merged, n, in.length - i);
        return merged;
    }

    /** {@return the cells that are not missing, in ascending order} */
    static double[] sorted(double[] cells) {
        double[] present = Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray();
        Arrays.sort(present);
        return present;
    }
}
