package dev.apes.generators.copula;

import dev.apes.api.Cancellation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What the correlation of scores is computed from: for each pair of latent variables the number of rows in which both are known and
 * the sums of their scores, squares and products over these. Rows can be added and taken away. Immutable.
 */
final class ScoreSums {
    /** Per pair: rows, Σa, Σb, Σa², Σb², Σab. */
    private static final int FIELDS = 6;

    private final int variables;
    private final double[] sums;

    private ScoreSums(int variables, double[] sums) {
        this.variables = variables;
        this.sums = sums;
    }

    /**
     * @param scores scores by variable and row, {@code NaN} where unknown
     * @param cancellation asked once per variable
     * @return their sums
     */
    static ScoreSums of(List<double[]> scores, Cancellation cancellation) {
        int n = scores.size();
        return new ScoreSums(n, new double[n * (n - 1) / 2 * FIELDS]).plus(scores, 1, cancellation);
    }

    /**
     * @param scores of rows to add or take away
     * @param sign 1 or -1
     * @param cancellation asked once per variable
     * @return the sums with or without them
     */
    ScoreSums plus(List<double[]> scores, int sign, Cancellation cancellation) {
        double[] result = sums.clone();
        boolean[] complete = new boolean[variables];
        for (int i = 0; i < variables; i++) {
            cancellation.throwIfCancelled();
            complete[i] = isComplete(scores.get(i));
            for (int j = 0; j < i; j++) {
                add(result, at(i, j), sign, scores.get(i), scores.get(j), complete[i] && complete[j]);
            }
        }
        return new ScoreSums(variables, result);
    }

    private static void add(double[] into, int at, int sign, double[] a, double[] b, boolean complete) {
        int m = 0;
        double sumA = 0;
        double sumB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (int r = 0; r < a.length; r++) {
            double u = a[r];
            double v = b[r];
            if (complete || (u == u && v == v)) {
                m++;
                sumA += u;
                sumB += v;
                squareA += u * u;
                squareB += v * v;
                product += u * v;
            }
        }
        into[at] += sign * m;
        into[at + 1] += sign * sumA;
        into[at + 2] += sign * sumB;
        into[at + 3] += sign * squareA;
        into[at + 4] += sign * squareB;
        into[at + 5] += sign * product;
    }

    private static int at(int i, int j) {
        return (i * (i - 1) / 2 + j) * FIELDS;
    }

    private static boolean isComplete(double[] scores) {
        for (double s : scores) {
            if (Double.isNaN(s)) {
                return false;
            }
        }
        return true;
    }

    int variables() {
        return variables;
    }

    /** {@return in how many rows both variables are known; {@code j < i}} */
    double rows(int i, int j) {
        return sums[at(i, j)];
    }

    /** {@return Pearson's correlation of two variables' scores, {@code j < i}; {@code NaN} if either does not vary} */
    double correlation(int i, int j) {
        int at = at(i, j);
        double m = sums[at];
        double sumA = sums[at + 1];
        double sumB = sums[at + 2];
        double varianceA = sums[at + 3] - sumA * sumA / m;
        double varianceB = sums[at + 4] - sumB * sumB / m;
        if (m < 2 || !(varianceA > 1e-12) || !(varianceB > 1e-12)) {
            return Double.NaN;
        }
        return (sums[at + 5] - sumA * sumB / m) / Math.sqrt(varianceA * varianceB);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(variables);
        for (double sum : sums) {
            out.writeDouble(sum);
        }
    }

    static ScoreSums read(DataInputStream in) throws IOException {
        int n = in.readInt();
        double[] sums = new double[n * (n - 1) / 2 * FIELDS];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readDouble();
        }
        return new ScoreSums(n, sums);
    }
}
