package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How alike single columns are, in [0, 1], 1 is equal. Numbers: 1 minus the Kolmogorov-Smirnov statistic, sup |F(x) − G(x)| of the
 * empirical distribution functions. Categories and booleans: 1 minus the total variation distance, ½ Σ |p − q| over levels. Missing
 * cells are left out, as SDMetrics does; {@link #missingSimilarity} looks at them.
 */
public final class ColumnShapes {
    private ColumnShapes() {}

    /**
     * @param real what was learnt from
     * @param synthetic rows of the same schema
     * @param column from 0
     * @return how alike the column is; empty if it has no values on one side
     */
    public static OptionalDouble score(Table real, Table synthetic, int column) {
        double[] a = present(real.column(column));
        double[] b = present(synthetic.column(column));
        if (a.length == 0 || b.length == 0) {
            return OptionalDouble.empty();
        }
        ColumnSchema schema = real.schema().get(column);
        boolean numeric = schema.type() == ColumnType.NUMERIC || schema.type() == ColumnType.INTEGER;
        return OptionalDouble.of(1 - (numeric ? kolmogorovSmirnov(a, b) : totalVariation(a, b, schema)));
    }

    /**
     * @param real what was learnt from
     * @param synthetic rows of the same schema, at least one
     * @param column from 0
     * @return 1 minus the difference of the shares of missing cells
     */
    public static double missingSimilarity(Table real, Table synthetic, int column) {
        double a = 1 - (double) present(real.column(column)).length / real.rows();
        double b = 1 - (double) present(synthetic.column(column)).length / synthetic.rows();
        return 1 - Math.abs(a - b);
    }

    /** The largest distance of two empirical distribution functions; both samples not empty, without NaN. */
    static double kolmogorovSmirnov(double[] a, double[] b) {
        double[] x = a.clone();
        double[] y = b.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double worst = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double at = Math.min(x[i], y[j]);
            while (i < x.length && x[i] <= at) {
                i++;
            }
            while (j < y.length && y[j] <= at) {
                j++;
            }
            worst = Math.max(worst, Math.abs((double) i / x.length - (double) j / y.length));
        }
        return worst;
    }

    private static double totalVariation(double[] a, double[] b, ColumnSchema schema) {
        double[] difference = new double[(int) schema.max() + 1];
        for (double v : a) {
            difference[(int) v] += 1.0 / a.length;
        }
        for (double v : b) {
            difference[(int) v] -= 1.0 / b.length;
        }
        double sum = 0;
        for (double d : difference) {
            sum += Math.abs(d);
        }
        return sum / 2;
    }

    static double[] present(double[] cells) {
        return Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray();
    }
}
