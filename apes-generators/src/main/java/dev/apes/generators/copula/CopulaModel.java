package dev.apes.generators.copula;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Decimals;
import dev.apes.generators.table.Conditions;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted copula: one latent normal variable per column, one more per column that is sometimes missing, and their correlation.
 * A pure function of the summary it was fitted to. Immutable and thread-safe.
 */
public final class CopulaModel {
    private static final int ROWS_BETWEEN_QUESTIONS = 256;

    private final List<ColumnSchema> schema;
    private final Marginal[] marginals;
    /** For each column the latent that says whether it is missing, or -1. */
    private final int[] missingLatent;

    private final double[] missingAbove;
    /** To how many decimals a numeric column is given, as its values were. */
    private final int[] decimals;

    private final double[][] correlation;
    private final double[][] precision;
    private final LatentSampler free;

    CopulaModel(
            List<ColumnSchema> schema,
            Marginal[] marginals,
            int[] missingLatent,
            double[] missingAbove,
            int[] decimals,
            double[][] correlation) {
        this.schema = schema;
        this.marginals = marginals;
        this.missingLatent = missingLatent;
        this.missingAbove = missingAbove;
        this.decimals = decimals;
        this.correlation = correlation;
        this.precision = SymmetricInverse.of(correlation);
        this.free = sampler(Map.of());
    }

    /**
     * @param summary what has been seen
     * @param families whether parametric families are considered for numeric columns
     * @param cancellation asked between columns
     * @return the model
     */
    public static CopulaModel fit(TableSummary summary, boolean families, Cancellation cancellation) {
        return FittedCopula.of(summary, families, cancellation).model();
    }

    /** {@return the columns} */
    public List<ColumnSchema> schema() {
        return schema;
    }

    /**
     * Draws rows.
     *
     * @param request how many, from which seed, under which conditions
     * @return the rows
     * @throws IllegalArgumentException if a condition can't be met
     */
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        double[] conditions = Conditions.byColumn(schema, request.conditions());
        LatentSampler sampler = request.conditions().isEmpty() ? free : sampler(request.conditions());
        SeededRandom random = new SeededRandom(request.seed());
        int width = schema.size();
        double[][] columns = new double[width][request.rows()];
        double[] z = new double[correlation.length];
        double[] draws = new double[correlation.length];
        for (int r = 0; r < request.rows(); r++) {
            if (r % ROWS_BETWEEN_QUESTIONS == 0) {
                request.cancellation().throwIfCancelled();
            }
            sampler.draw(random, z, draws);
            for (int c = 0; c < width; c++) {
                columns[c][r] = Double.isNaN(conditions[c]) ? cell(c, z) : conditions[c];
            }
        }
        return new Table(schema, columns);
    }

    private double cell(int c, double[] z) {
        if (marginals[c] == null || (missingLatent[c] >= 0 && z[missingLatent[c]] > missingAbove[c])) {
            return Double.NaN;
        }
        double value = marginals[c].value(z[c]);
        if (decimals[c] == Decimals.ANY) {
            return value;
        }
        // a bound of the column may have more decimals than its values
        double rounded = Decimals.round(value, decimals[c]) + 0.0;
        ColumnSchema column = schema.get(c);
        return rounded < column.min() || rounded > column.max() ? value : rounded;
    }

    private LatentSampler sampler(Map<String, Double> conditions) {
        double[] low = new double[correlation.length];
        double[] high = new double[correlation.length];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        conditions.forEach((name, value) -> {
            int c = Conditions.index(schema, name);
            if (marginals[c] != null) {
                double[] range = marginals[c].interval(value);
                boolean point = range[0] == range[1];
                low[c] = point ? marginals[c].score(value) : range[0];
                high[c] = point ? low[c] : range[1];
            }
            if (missingLatent[c] >= 0) {
                high[missingLatent[c]] = missingAbove[c];
            }
        });
        return new LatentSampler(correlation, low, high);
    }

    /**
     * How far a row lies from the centre of the data against the learnt dependence: Mahalanobis' distance of its normal scores,
     * missing values counted as average. The density of the copula falls with it.
     *
     * @param row cells in schema order
     * @return the squared distance, at least 0
     */
    public double squaredDistance(double[] row) {
        double[] s = latent(row);
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                sum += s[i] * precision[i][j] * s[j];
            }
        }
        return sum;
    }

    /** {@return how many latent variables there are: one per column, one more per column that is sometimes missing} */
    public int latents() {
        return correlation.length;
    }

    /**
     * @param row cells in schema order
     * @return the mean normal scores of its cells, 0 where missing, then those of what is and is not missing
     */
    public double[] latent(double[] row) {
        double[] z = new double[correlation.length];
        for (int c = 0; c < row.length; c++) {
            boolean missing = Double.isNaN(row[c]);
            z[c] = missing || marginals[c] == null ? 0 : marginals[c].score(row[c]);
            if (missingLatent[c] >= 0) {
                z[missingLatent[c]] = missing
                        ? StandardNormal.meanBetween(missingAbove[c], Double.POSITIVE_INFINITY)
                        : StandardNormal.meanBetween(Double.NEGATIVE_INFINITY, missingAbove[c]);
            }
        }
        return z;
    }

    /**
     * @param z normal scores, as from {@link #latent}
     * @return the row they stand for
     */
    public double[] row(double[] z) {
        double[] row = new double[schema.size()];
        for (int c = 0; c < row.length; c++) {
            row[c] = cell(c, z);
        }
        return row;
    }

    /**
     * @param random the stream
     * @return a draw of all latent variables
     */
    public double[] drawLatent(SeededRandom random) {
        double[] z = new double[correlation.length];
        free.draw(random, z, new double[correlation.length]);
        return z;
    }

    /**
     * Prepares moving rows so that they meet conditions.
     *
     * @param conditions by column name
     * @return the move
     * @throws IllegalArgumentException if a condition can't be met
     */
    public ConditionalMove move(Map<String, Double> conditions) {
        double[] values = Conditions.byColumn(schema, conditions);
        double[][] ranges = new double[correlation.length][];
        for (int c = 0; c < values.length; c++) {
            if (!Double.isNaN(values[c])) {
                if (marginals[c] != null) {
                    ranges[c] = marginals[c].interval(values[c]);
                }
                if (missingLatent[c] >= 0) {
                    ranges[missingLatent[c]] = new double[] {Double.NEGATIVE_INFINITY, missingAbove[c]};
                }
            }
        }
        return new ConditionalMove(correlation, ranges, values);
    }

    /** The fitted marginal of a column, empty if it was always missing. */
    Optional<Marginal> marginal(int column) {
        return Optional.ofNullable(marginals[column]);
    }

    /** The correlation of two columns' latent variables. */
    double correlation(int a, int b) {
        return correlation[a][b];
    }
}
