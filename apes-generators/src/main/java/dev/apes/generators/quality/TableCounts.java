package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Figures that come from counting: what lies within bounds, repeats, stands apart, and how evenly levels are used. */
final class TableCounts {
    private TableCounts() {}

    static boolean numeric(Table table, int column) {
        ColumnType type = table.schema().get(column).type();
        return type == ColumnType.NUMERIC || type == ColumnType.INTEGER;
    }

    /**
     * Share of generated cells within the real column's smallest and largest value (numbers) or among its levels (others), over all
     * columns of that kind and all cells that are not missing; columns without real values are left out.
     */
    static OptionalDouble adherence(Table real, Table synthetic, boolean numbers) {
        long within = 0;
        long all = 0;
        for (int c = 0; c < real.schema().size(); c++) {
            double[] known = ColumnShapes.present(real.column(c));
            if (numeric(real, c) != numbers || known.length == 0) {
                continue;
            }
            Arrays.sort(known);
            for (double v : ColumnShapes.present(synthetic.column(c))) {
                all++;
                boolean inside =
                        numbers ? v >= known[0] && v <= known[known.length - 1] : Arrays.binarySearch(known, v) >= 0;
                within += inside ? 1 : 0;
            }
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) within / all);
    }

    /** Share of generated rows that equal a real row in every cell; both missing is equal. */
    static double copies(Table real, Table synthetic) {
        Set<List<Double>> known = rows(real);
        int copies = 0;
        for (int r = 0; r < synthetic.rows(); r++) {
            copies += known.contains(boxed(synthetic.row(r))) ? 1 : 0;
        }
        return (double) copies / synthetic.rows();
    }

    /** Number of different rows over the number of rows. */
    static double distinct(Table table) {
        return (double) rows(table).size() / table.rows();
    }

    private static Set<List<Double>> rows(Table table) {
        Set<List<Double>> rows = new HashSet<>();
        for (int r = 0; r < table.rows(); r++) {
            rows.add(boxed(table.row(r)));
        }
        return rows;
    }

    private static List<Double> boxed(double[] row) {
        List<Double> boxed = new ArrayList<>(row.length);
        for (double v : row) {
            // + 0.0 makes the two zeros one
            boxed.add(v + 0.0);
        }
        return boxed;
    }

    /** Distance of each row to the nearest other row of its table, by Gower with the reference's ranges; at least two rows. */
    static double[] nearestOthers(Table table, Table reference) {
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            rows.add(table.row(r));
        }
        NearestRows nearest = new NearestRows(new RowDistance(reference), rows);
        double[] distances = new double[rows.size()];
        Arrays.setAll(distances, r -> nearest.to(rows.get(r), r).first());
        return distances;
    }

    /**
     * How evenly the levels seen in the real table are used: the entropy −Σ p ln p of a column's levels over ln K, K the number of
     * levels with real rows; the mean over categorical and boolean columns with K ≥ 2. Levels without real rows do not count.
     */
    static OptionalDouble balance(Table real, Table table) {
        double sum = 0;
        int columns = 0;
        for (int c = 0; c < real.schema().size(); c++) {
            if (numeric(real, c)) {
                continue;
            }
            long[] known = counts(real, c);
            long[] counts = counts(table, c);
            double total = 0;
            int levels = 0;
            for (int l = 0; l < known.length; l++) {
                levels += known[l] > 0 ? 1 : 0;
                total += known[l] > 0 ? counts[l] : 0;
            }
            if (levels < 2 || total == 0) {
                continue;
            }
            double entropy = 0;
            for (int l = 0; l < known.length; l++) {
                double p = known[l] > 0 ? counts[l] / total : 0;
                entropy -= p > 0 ? p * Math.log(p) : 0;
            }
            sum += entropy / Math.log(levels);
            columns++;
        }
        return columns == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / columns);
    }

    private static long[] counts(Table table, int column) {
        long[] counts = new long[(int) table.schema().get(column).max() + 1];
        for (double v : ColumnShapes.present(table.column(column))) {
            counts[(int) v]++;
        }
        return counts;
    }
}
