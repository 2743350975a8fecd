package dev.apes.generators.copula;

import java.util.stream.IntStream;

/**
 * Moves a point of latent space to where conditions hold, and the rest of it along: each conditioned variable goes to the nearest
 * score that its condition allows, the others by what the change of those predicts of them (Matheron's rule, which turns a draw
 * from a joint normal law into one from the conditional law). Immutable.
 */
public final class ConditionalMove {
    private final double[][] ranges;
    private final double[] values;
    private final int[] conditioned;
    private final double[][] correlation;
    private final double[][] inverse;

    ConditionalMove(double[][] correlation, double[][] ranges, double[] values) {
        this.correlation = correlation;
        this.ranges = ranges;
        this.values = values;
        this.conditioned =
                IntStream.range(0, ranges.length).filter(i -> ranges[i] != null).toArray();
        double[][] block = new double[conditioned.length][conditioned.length];
        for (int i = 0; i < conditioned.length; i++) {
            for (int j = 0; j < conditioned.length; j++) {
                block[i][j] = correlation[conditioned[i]][conditioned[j]];
            }
        }
        this.inverse = SymmetricInverse.of(block);
    }

    /**
     * @param z a point; moved in place
     */
    public void apply(double[] z) {
        double[] change = new double[conditioned.length];
        for (int i = 0; i < change.length; i++) {
            double[] range = ranges[conditioned[i]];
            double at = z[conditioned[i]];
            change[i] = Math.max(-4, Math.min(4, Math.min(range[1], Math.max(range[0], at)))) - at;
        }
        double[] weights = new double[conditioned.length];
        for (int i = 0; i < change.length; i++) {
            for (int j = 0; j < change.length; j++) {
                weights[i] += inverse[i][j] * change[j];
            }
        }
        for (int v = 0; v < z.length; v++) {
            for (int i = 0; i < weights.length; i++) {
                z[v] += correlation[v][conditioned[i]] * weights[i];
            }
        }
    }

    /**
     * @param row cells; those under a condition are set to what it asks for
     */
    public void fix(double[] row) {
        for (int c = 0; c < row.length; c++) {
            if (!Double.isNaN(values[c])) {
                row[c] = values[c];
            }
        }
    }
}
