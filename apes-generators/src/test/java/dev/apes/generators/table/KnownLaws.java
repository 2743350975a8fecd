package dev.apes.generators.table;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Tables drawn from laws that are known: a Gaussian copula with given latent correlation and marginals of many shapes. */
public final class KnownLaws {
    public static final List<ColumnSchema> SCHEMA = List.of(
            ColumnSchema.numeric("normal", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
            ColumnSchema.numeric("exponential", 0, Double.POSITIVE_INFINITY),
            ColumnSchema.numeric("share", 0, 1),
            ColumnSchema.numeric("mostly_zero", 0, 100),
            ColumnSchema.integer("count", 0, 1000),
            ColumnSchema.categorical("kind", List.of("b", "d", "a", "c")),
            ColumnSchema.bool("half"),
            ColumnSchema.bool("rare"));

    /** Latent correlation of every column with the first; the columns are independent given it. */
    public static final double[] LOADING = {1, 0.8, -0.6, 0.5, 0.7, 0.6, 0.6, 0.6};

    private KnownLaws() {}

    /**
     * @param rows how many
     * @param missing share of cells missing, at random
     * @param seed of the draw
     */
    public static Table table(int rows, double missing, long seed) {
        SplittableRandom uniform = new SplittableRandom(seed);
        SeededRandom random = new SeededRandom(seed);
        double[][] x = new double[SCHEMA.size()][rows];
        for (int r = 0; r < rows; r++) {
            double hidden = random.nextGaussian();
            for (int c = 0; c < x.length; c++) {
                double z = LOADING[c] * hidden + Math.sqrt(1 - LOADING[c] * LOADING[c]) * random.nextGaussian();
                x[c][r] = uniform.nextDouble() < missing ? Double.NaN : cell(c, z);
            }
        }
        return new Table(SCHEMA, x);
    }

    private static double cell(int column, double z) {
        double u = 1 / (1 + StrictMath.exp(-1.702 * z));
        return switch (column) {
            case 0 -> 50 + 7 * z;
            case 1 -> -3 * StrictMath.log1p(-u);
            case 2 -> 1 / (1 + StrictMath.exp(-z));
            case 3 -> Math.max(0, Math.min(100, 20 * z));
            case 4 -> Math.min(1000, Math.floor(StrictMath.exp(4 + 0.8 * z)));
            // ordered along the latent variable as 2, 0, 3, 1, which the names don't tell
            case 5 -> z < -0.8 ? 2 : z < 0 ? 0 : z < 1 ? 3 : 1;
            case 6 -> z > 0 ? 1 : 0;
            default -> z > 1.5 ? 1 : 0;
        };
    }

    /**
     * Many columns: the eight above, over and over, each time with a hidden variable of their own.
     *
     * @param rows how many
     * @param width how many columns
     * @param seed of the draw
     */
    public static Table wide(int rows, int width, long seed) {
        List<ColumnSchema> schema = new ArrayList<>();
        double[][] x = new double[width][];
        for (int c = 0; c < width; c += SCHEMA.size()) {
            Table part = table(rows, 0, seed + c);
            for (int i = 0; i < SCHEMA.size() && c + i < width; i++) {
                ColumnSchema of = SCHEMA.get(i);
                schema.add(new ColumnSchema(of.name() + c, of.type(), of.min(), of.max(), of.levels()));
                x[c + i] = part.column(i);
            }
        }
        return new Table(schema, x);
    }

    /** The largest distance of the empirical distribution functions of two samples; missing values left out. */
    public static double kolmogorovSmirnov(double[] a, double[] b) {
        double[] x = Arrays.stream(a).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] y = Arrays.stream(b).filter(v -> !Double.isNaN(v)).sorted().toArray();
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
}
