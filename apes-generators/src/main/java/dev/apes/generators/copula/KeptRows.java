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
        boolean[] differs = new boolean[before.rows()];
        // as long as all rows are kept, none is replaced
        for (int c = 0; c < before.schema().size() && after.rows() < after.total(); c++) {
            double[] was = before.kept(c);
            double[] is = after.kept(c);
            for (int r = 0; r < differs.length; r++) {
                differs[r] |= Double.doubleToRawLongBits(was[r]) != Double.doubleToRawLongBits(is[r]);
            }
        }
        this.replaced =
                IntStream.range(0, differs.length).filter(r -> differs[r]).toArray();
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
        double[] present = new double[cells.length];
        int n = 0;
        for (double v : cells) {
            if (v == v) {
                present[n++] = v;
            }
        }
        double[] sorted = n == present.length ? present : Arrays.copyOf(present, n);
        Arrays.sort(sorted);
        return sorted;
    }
}
