package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How alike the dependence of two columns is, in [0, 1], 1 is equal. Two numbers: 1 − |r − s| / 2 of Pearson's correlations.
 * Otherwise the contingency similarity, 1 − ½ Σ |p − q| over the cells of the two-way table, for which numbers are cut into ten
 * intervals of equal width over the <i>real</i> column's range (SDMetrics now bins each side by its own edges; a synthetic value
 * outside falls into the nearest interval here). Rows with a missing cell in either column are left out. All pairs count,
 * also weakly dependent ones.
 */
public final class PairTrends {
    private static final int BINS = 10;

    private PairTrends() {}

    /**
     * @param real what was learnt from
     * @param synthetic rows of the same schema
     * @param a a column, from 0
     * @param b another
     * @return how alike their dependence is; empty if a correlation is undefined or a side has no complete rows
     */
    public static OptionalDouble score(Table real, Table synthetic, int a, int b) {
        if (numeric(real, a) && numeric(real, b)) {
            double r = correlation(real, a, b);
            double s = correlation(synthetic, a, b);
            return Double.isNaN(r) || Double.isNaN(s)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(1 - Math.abs(r - s) / 2);
        }
        Binning binA = Binning.of(real, a);
        Binning binB = Binning.of(real, b);
        Map<Long, Double> difference = new TreeMap<>();
        boolean some =
                count(real, a, b, binA, binB, 1, difference) && count(synthetic, a, b, binA, binB, -1, difference);
        if (!some) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (double d : difference.values()) {
            sum += Math.abs(d);
        }
        return OptionalDouble.of(1 - sum / 2);
    }

    /**
     * How strongly two columns of a table depend on each other: Pearson's correlation, in [-1, 1], of two numbers; otherwise Cramér's V
     * of the two-way table, √(χ² / (n (min(rows, columns) − 1))), in [0, 1], with the same intervals as {@link #score}.
     *
     * @param real whose range cuts numbers into intervals
     * @param table the table looked at
     * @param a a column, from 0
     * @param b another
     * @return the dependence; empty if a column does not vary among rows complete in both
     */
    public static OptionalDouble association(Table real, Table table, int a, int b) {
        if (numeric(real, a) && numeric(real, b)) {
            double r = correlation(table, a, b);
            return Double.isNaN(r) ? OptionalDouble.empty() : OptionalDouble.of(r);
        }
        Map<Long, Double> cells = new TreeMap<>();
        if (!count(table, a, b, Binning.of(real, a), Binning.of(real, b), 1, cells)) {
            return OptionalDouble.empty();
        }
        Map<Long, Double> ofA = new TreeMap<>();
        Map<Long, Double> ofB = new TreeMap<>();
        cells.forEach((cell, p) -> {
            ofA.merge(cell >> 32, p, Double::sum);
            ofB.merge(cell & 0xFFFFFFFFL, p, Double::sum);
        });
        int free = Math.min(ofA.size(), ofB.size()) - 1;
        if (free < 1) {
            return OptionalDouble.empty();
        }
        // χ² / n = Σ p² / (p_a p_b) − 1
        double sum = -1;
        for (Map.Entry<Long, Double> cell : cells.entrySet()) {
            double p = cell.getValue();
            sum += p * p / (ofA.get(cell.getKey() >> 32) * ofB.get(cell.getKey() & 0xFFFFFFFFL));
        }
        return OptionalDouble.of(Math.sqrt(Math.max(0, Math.min(1, sum / free))));
    }

    private static boolean count(
            Table table, int a, int b, Binning binA, Binning binB, int sign, Map<Long, Double> difference) {
        int complete = 0;
        for (int r = 0; r < table.rows(); r++) {
            complete += complete(table, r, a, b) ? 1 : 0;
        }
        for (int r = 0; r < table.rows(); r++) {
            if (complete(table, r, a, b)) {
                long cell = binA.of(table.cell(r, a)) * (1L << 32) + binB.of(table.cell(r, b));
                difference.merge(cell, (double) sign / complete, Double::sum);
            }
        }
        return complete > 0;
    }

    private static boolean complete(Table table, int row, int a, int b) {
        return !Double.isNaN(table.cell(row, a)) && !Double.isNaN(table.cell(row, b));
    }

    private static double correlation(Table table, int a, int b) {
        double n = 0;
        double meanA = 0;
        double meanB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (complete(table, r, a, b)) {
                n++;
                double da = table.cell(r, a) - meanA;
                double db = table.cell(r, b) - meanB;
                meanA += da / n;
                meanB += db / n;
                squaresA += da * (table.cell(r, a) - meanA);
                squaresB += db * (table.cell(r, b) - meanB);
                products += da * (table.cell(r, b) - meanB);
            }
        }
        return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : Double.NaN;
    }

    private static boolean numeric(Table table, int column) {
        ColumnType type = table.schema().get(column).type();
        return type == ColumnType.NUMERIC || type == ColumnType.INTEGER;
    }

    private record Binning(boolean numeric, double low, double width) {
        static Binning of(Table real, int column) {
            ColumnSchema schema = real.schema().get(column);
            boolean numeric = schema.type() == ColumnType.NUMERIC || schema.type() == ColumnType.INTEGER;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double v : real.column(column)) {
                low = v < low ? v : low;
                high = v > high ? v : high;
            }
            return new Binning(numeric, low, (high - low) / BINS);
        }

        int of(double value) {
            if (!numeric) {
                return (int) value;
            }
            return width > 0 ? (int) Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / width))) : 0;
        }
    }
}
