package dev.apes.generators.copula;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The marginals of a full fit, by which rows are scored until the next one. Immutable. */
final class ReferenceScores {
    private static final int DRIFT_POINTS = 50;

    private final Marginal[] marginals;
    private final double[] missingShares;
    private final int[] missingLatent;
    private final List<Marginal> latents;
    private final double[][] hermite;

    /**
     * @param marginals by column, null where it was always missing
     * @param missingShares by column
     */
    ReferenceScores(Marginal[] marginals, double[] missingShares) {
        this.marginals = marginals;
        this.missingShares = missingShares;
        this.missingLatent = new int[marginals.length];
        this.latents = new ArrayList<>(Arrays.asList(marginals));
        for (int c = 0; c < missingLatent.length; c++) {
            missingLatent[c] = -1;
            if (missingShares[c] > 0 && missingShares[c] < 1) {
                missingLatent[c] = latents.size();
                latents.add(indicator(StandardNormal.quantile(1 - missingShares[c])));
            }
        }
        hermite = new double[latents.size()][];
        for (int i = 0; i < hermite.length; i++) {
            hermite[i] = latents.get(i) == null
                    ? new double[Marginal.TERMS + 1]
                    : latents.get(i).hermite();
        }
    }

    private static Marginal indicator(double above) {
        double[] z = {-Marginal.END, above, above, Marginal.END};
        return new Marginal(z, new double[] {0, 0, 1, 1}, true, null, 0, 1, "missing");
    }

    /** {@return for each column the latent that says whether it is missing, or -1} */
    int[] missingLatent() {
        return missingLatent;
    }

    /** {@return the Hermite coefficients of each latent variable's score; all 0 where the column was always missing} */
    double[][] hermite() {
        return hermite;
    }

    /** {@return the scores of a column's cells; NaN where missing} */
    static double[] of(Marginal marginal, double[] cells) {
        double[] scores = new double[cells.length];
        for (int r = 0; r < cells.length; r++) {
            scores[r] = Double.isNaN(cells[r]) || marginal == null ? Double.NaN : marginal.score(cells[r]);
        }
        return scores;
    }

    /** {@return the scores of a column's being missing or not} */
    double[] ofMissing(int column, double[] cells) {
        Marginal indicator = latents.get(missingLatent[column]);
        double present = indicator.score(0);
        double missing = indicator.score(1);
        return Arrays.stream(cells)
                .map(v -> Double.isNaN(v) ? missing : present)
                .toArray();
    }

    /** {@return the scores of all latent variables in some rows, given by column} */
    List<double[]> scores(IntFunction<double[]> cells) {
        List<double[]> scores = new ArrayList<>();
        for (int c = 0; c < marginals.length; c++) {
            scores.add(of(marginals[c], cells.apply(c)));
        }
        for (int c = 0; c < marginals.length; c++) {
            if (missingLatent[c] >= 0) {
                scores.add(ofMissing(c, cells.apply(c)));
            }
        }
        return scores;
    }

    /** {@return whether each column is never, sometimes or always missing as it was} */
    boolean covers(TableSummary all) {
        for (int c = 0; c < marginals.length; c++) {
            double now = all.missingShare(c);
            if ((missingShares[c] > 0) != (now > 0) || (missingShares[c] < 1) != (now < 1)) {
                return false;
            }
            boolean unseen = all.schema().get(c).type() != ColumnType.CATEGORICAL
                    && all.schema().get(c).type() != ColumnType.BOOLEAN
                    && marginals[c] == null;
            if (unseen && now < 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Marginals for more rows, of the same form; a family that the test now rejects yields to what fits best.
     *
     * @param all what has been seen, of which {@link #covers} is true
     * @param sorted present cells of the numeric columns in ascending order
     * @return the marginals, null where a column was always missing
     */
    Marginal[] refitted(TableSummary all, double[][] sorted) {
        Marginal[] refitted = new Marginal[marginals.length];
        for (int c = 0; c < refitted.length; c++) {
            if (marginals[c] != null) {
                ColumnSchema column = all.schema().get(c);
                long[] levels = all.levels(c);
                double[] cells = sorted[c];
                refitted[c] = MarginalFitter.refit(column, cells, levels, marginals[c])
                        .or(() -> MarginalFitter.fit(column, cells, levels, null, true))
                        .orElse(null);
            }
        }
        return refitted;
    }

    /** {@return the largest distance of a column's distribution function now from what it was, or of its missing share} */
    double drift(TableSummary all, double[][] sorted) {
        double worst = 0;
        for (int c = 0; c < marginals.length; c++) {
            worst = Math.max(worst, Math.abs(all.missingShare(c) - missingShares[c]));
            if (marginals[c] != null) {
                long[] levels = all.levels(c);
                worst = Math.max(
                        worst, levels.length > 0 ? drift(marginals[c], levels) : drift(marginals[c], sorted[c]));
            }
        }
        return worst;
    }

    private static double drift(Marginal was, double[] sorted) {
        double worst = 0;
        for (int i = 0; i < DRIFT_POINTS; i++) {
            double p = (i + 0.5) / DRIFT_POINTS;
            double at = was.value(StandardNormal.quantile(p));
            double below = Marginal.lower(sorted, at);
            double upTo = Marginal.upper(sorted, at);
            worst = Math.max(worst, Math.max(below / sorted.length - p, p - upTo / sorted.length));
        }
        return worst;
    }

    private static double drift(Marginal was, long[] levels) {
        long total = Arrays.stream(levels).sum();
        double worst = 0;
        double upTo = 0;
        for (int level : was.levelOrder(levels.length)) {
            upTo += levels[level];
            double[] range = was.interval(level);
            if (!(Double.isInfinite(range[0]) && Double.isInfinite(range[1]))) {
                worst = Math.max(worst, Math.abs(upTo / total - StandardNormal.cdf(range[1])));
            }
        }
        return worst;
    }

    void write(DataOutputStream out) throws IOException {
        for (int c = 0; c < marginals.length; c++) {
            out.writeDouble(missingShares[c]);
            out.writeBoolean(marginals[c] != null);
            if (marginals[c] != null) {
                marginals[c].write(out);
            }
        }
    }

    static ReferenceScores read(DataInputStream in, int width) throws IOException {
        double[] shares = new double[width];
        Marginal[] marginals = new Marginal[width];
        for (int c = 0; c < width; c++) {
            shares[c] = in.readDouble();
            marginals[c] = in.readBoolean() ? Marginal.read(in) : null;
        }
        return new ReferenceScores(marginals, shares);
    }
}
