package dev.apes.generators.copula;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Decimals;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A copula with what it takes to fit it further at the price of the new rows alone. Immutable and thread-safe.
 *
 * <p>A full fit is a pure function of the summary. Where the summary has at least {@value #LEAST_ROWS} rows, rows that make the
 * table at most half as large again update it instead: counts, missing shares, quantiles and the parameters of families are then
 * those of all rows, exactly; the correlation is that of all kept rows, scored by the marginals of the last full fit; the form of
 * each marginal and the order of levels stay those of the last full fit. As that fixes what rows are scored by, it does not matter
 * in which portions rows arrive. A full fit follows on its own once the table has grown beyond that, a column is missing
 * or present for the first time, or some column's distribution function has moved by more
 * than {@value #MOST_DRIFT} since: ten rows added to a hundred move it by 0.09 at most.
 */
public final class FittedCopula {
    /** The choices of the option {@code marginals}, the default first. */
    public static final List<String> MARGINALS = List.of("auto", "empirical");

    private static final int LEAST_ROWS = 2_000;
    private static final double MOST_GROWTH = 1.5;
    private static final double MOST_DRIFT = 0.1;

    private final TableSummary summary;
    private final boolean families;
    /** Rows seen at the last full fit. */
    private final long fullTotal;

    private final ReferenceScores reference;
    private final ScoreSums sums;
    /** Present cells of the numeric columns in ascending order; null for others. */
    private final double[][] sorted;

    private final CopulaModel model;

    private FittedCopula(
            TableSummary summary,
            boolean families,
            long fullTotal,
            ReferenceScores reference,
            ScoreSums sums,
            double[][] sorted,
            Marginal[] marginals,
            Cancellation cancellation) {
        this.summary = summary;
        this.families = families;
        this.fullTotal = fullTotal;
        this.reference = reference;
        this.sums = sums;
        this.sorted = sorted;
        double[][] estimated = LatentCorrelation.estimate(reference.hermite(), sums, cancellation);
        double[] above = new double[marginals.length];
        Arrays.setAll(above, c -> StandardNormal.quantile(1 - summary.missingShare(c)));
        int[] decimals = new int[marginals.length];
        Arrays.setAll(
                decimals,
                c -> summary.schema().get(c).type() == ColumnType.NUMERIC ? Decimals.of(sorted[c]) : Decimals.ANY);
        this.model = new CopulaModel(
                summary.schema(),
                marginals,
                reference.missingLatent(),
                above,
                decimals,
                NearestCorrelation.of(estimated));
    }

    /**
     * A full fit.
     *
     * @param summary what has been seen
     * @param families whether parametric families are considered for numeric columns
     * @param cancellation asked between columns
     * @return the fitted copula
     */
    public static FittedCopula of(TableSummary summary, boolean families, Cancellation cancellation) {
        int width = summary.schema().size();
        double[][] sorted = sorted(summary);
        Marginal[] marginals = new Marginal[width];
        double[][] scores = new double[width][];
        // categories are ordered by what they tell of the others, which therefore come first
        for (boolean categories : new boolean[] {false, true}) {
            for (int c = 0; c < width; c++) {
                cancellation.throwIfCancelled();
                ColumnSchema column = summary.schema().get(c);
                if (categories == (column.type() == ColumnType.CATEGORICAL)) {
                    int[] order = categories ? LevelOrder.of(summary.kept(c), summary.levels(c), scores) : null;
                    marginals[c] = MarginalFitter.fit(column, sorted[c], summary.levels(c), order, families)
                            .orElse(null);
                    scores[c] = ReferenceScores.of(marginals[c], summary.kept(c));
                }
            }
        }
        double[] shares = new double[width];
        Arrays.setAll(shares, summary::missingShare);
        ReferenceScores reference = new ReferenceScores(marginals, shares);
        List<double[]> latentScores = new ArrayList<>(Arrays.asList(scores));
        for (int c = 0; c < width; c++) {
            if (reference.missingLatent()[c] >= 0) {
                latentScores.add(reference.ofMissing(c, summary.kept(c)));
            }
        }
        ScoreSums sums = ScoreSums.of(latentScores, cancellation);
        return new FittedCopula(summary, families, summary.total(), reference, sums, sorted, marginals, cancellation);
    }

    private static double[][] sorted(TableSummary summary) {
        double[][] sorted = new double[summary.schema().size()][];
        for (int c = 0; c < sorted.length; c++) {
            sorted[c] = numeric(summary, c) ? KeptRows.sorted(summary.kept(c)) : new double[0];
        }
        return sorted;
    }

    private static boolean numeric(TableSummary summary, int c) {
        ColumnType type = summary.schema().get(c).type();
        return type == ColumnType.NUMERIC || type == ColumnType.INTEGER;
    }

    /** {@return what rows are drawn from} */
    public CopulaModel model() {
        return model;
    }

    /** {@return what has been seen} */
    public TableSummary summary() {
        return summary;
    }

    /** {@return whether parametric families are considered} */
    public boolean families() {
        return families;
    }

    /** {@return whether this is the full fit to its summary, not an update of an earlier one} */
    public boolean full() {
        return fullTotal == summary.total();
    }

    /**
     * @param more rows of the same schema
     * @param seed decides which rows are kept
     * @param families whether parametric families are considered; a change asks for a full fit
     * @param cancellation asked between columns
     * @return a copula that has seen these, too
     */
    public FittedCopula further(Table more, long seed, boolean families, Cancellation cancellation) {
        TableSummary all = summary.plus(more, seed);
        if (more.rows() == 0 && families == this.families) {
            return this;
        }
        boolean small = fullTotal < LEAST_ROWS || all.total() > MOST_GROWTH * fullTotal;
        if (small || families != this.families || !reference.covers(all)) {
            return of(all, families, cancellation);
        }
        KeptRows change = new KeptRows(summary, all);
        double[][] merged = new double[sorted.length][];
        for (int c = 0; c < merged.length; c++) {
            merged[c] = numeric(all, c) ? change.merged(c, sorted[c]) : sorted[c];
        }
        cancellation.throwIfCancelled();
        Marginal[] marginals = reference.refitted(all, merged);
        if (!(reference.drift(all, merged) <= MOST_DRIFT)) {
            return of(all, families, cancellation);
        }
        ScoreSums updated = sums.plus(reference.scores(change::added), 1, cancellation)
                .plus(reference.scores(change::removed), -1, cancellation);
        return new FittedCopula(all, families, fullTotal, reference, updated, merged, marginals, cancellation);
    }

    /**
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        out.writeBoolean(families);
        summary.write(out);
        out.writeLong(fullTotal);
        if (!full()) {
            reference.write(out);
            sums.write(out);
        }
    }

    /**
     * @param in what {@link #write} wrote
     * @return an equal copula
     * @throws IOException if it cannot be read
     */
    public static FittedCopula read(DataInputStream in) throws IOException {
        boolean families = in.readBoolean();
        TableSummary summary = TableSummary.read(in);
        long fullTotal = in.readLong();
        if (fullTotal == summary.total()) {
            return of(summary, families, Cancellation.NONE);
        }
        ReferenceScores reference = ReferenceScores.read(in, summary.schema().size());
        ScoreSums sums = ScoreSums.read(in);
        double[][] sorted = sorted(summary);
        Marginal[] marginals = reference.refitted(summary, sorted);
        return new FittedCopula(summary, families, fullTotal, reference, sums, sorted, marginals, Cancellation.NONE);
    }
}
