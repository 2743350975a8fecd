package dev.apes.generators.diffusion;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.generators.neural.Decimals;
import dev.apes.generators.table.SeededRandom;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The quantile transformation of one column of numbers: a value is written as the standard normal score of its rank, by at most
 * {@link #KNOTS} quantiles of the data and straight lines between them. A value that repeats takes a range of ranks and is
 * written as a random one of them, so that the scores are normal whatever the column looks like. Immutable.
 */
final class QuantileCode {
    static final int KNOTS = 1_000;

    private static final double OFTEN = 5;

    private final ColumnSchema column;
    private final double[] knots;
    private final int decimals;
    private final boolean repeating;

    private QuantileCode(ColumnSchema column, double[] knots, int decimals, boolean repeating) {
        this.column = column;
        this.knots = knots;
        this.decimals = decimals;
        this.repeating = repeating;
    }

    /**
     * @param column numeric or integer
     * @param cells its cells, at least one not NaN
     * @return its code
     */
    static QuantileCode fit(ColumnSchema column, double[] cells) {
        double[] sorted = Arrays.stream(cells)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .toArray();
        double[] knots = new double[Math.min(KNOTS, sorted.length)];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = sorted[(int) ((long) i * (sorted.length - 1) / Math.max(1, knots.length - 1))];
        }
        long distinct = Arrays.stream(sorted).distinct().count();
        int decimals = column.type() == ColumnType.INTEGER ? 0 : Decimals.of(sorted);
        return new QuantileCode(column, knots, decimals, sorted.length >= OFTEN * distinct);
    }

    /**
     * @param value a number
     * @param random chooses among the ranks of a repeated value
     * @return its score; that of the nearest value seen if it lies outside of them
     */
    double score(double value, SeededRandom random) {
        int last = knots.length - 1;
        int first = firstAtLeast(value);
        double rank;
        if (first > last) {
            rank = last;
        } else if (knots[first] == value + 0.0) {
            int end = first;
            while (end < last && knots[end + 1] == knots[first]) {
                end++;
            }
            rank = first + (end - first + 1) * random.nextDouble() - 0.5;
        } else if (first == 0) {
            rank = 0;
        } else {
            double below = knots[first - 1];
            rank = first - 1 + (value / 2 - below / 2) / (knots[first] / 2 - below / 2);
        }
        double bounded = Math.max(-0.45, Math.min(last + 0.45, rank));
        return NormalScore.quantile((bounded + 0.5) / knots.length);
    }

    private int firstAtLeast(double value) {
        int low = 0;
        int high = knots.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (knots[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * @param score any number
     * @return the value of that score, within the values seen
     */
    double value(double score) {
        double rank = Math.max(0, Math.min(knots.length - 1, NormalScore.cdf(score) * knots.length - 0.5));
        int below = (int) rank;
        int above = Math.min(knots.length - 1, below + 1);
        double share = rank - below;
        double value = repeating
                ? knots[share < 0.5 ? below : above]
                : Decimals.round((1 - share) * knots[below] + share * knots[above], decimals);
        double bounded = Math.max(knots[0], Math.min(knots[knots.length - 1], value));
        return Math.max(column.min(), Math.min(column.max(), bounded));
    }

    /**
     * @param low smallest further value
     * @param high largest further value
     * @return this code, reaching as far as they do
     */
    QuantileCode reaching(double low, double high) {
        double[] wider = knots.clone();
        wider[0] = Math.min(wider[0], low);
        wider[wider.length - 1] = Math.max(wider[wider.length - 1], high);
        return new QuantileCode(column, wider, decimals, repeating);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(knots.length);
        for (double knot : knots) {
            out.writeDouble(knot);
        }
        out.writeByte(decimals);
        out.writeBoolean(repeating);
    }

    static QuantileCode read(ColumnSchema column, DataInputStream in) throws IOException {
        double[] knots = new double[in.readInt()];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = in.readDouble();
        }
        return new QuantileCode(column, knots, in.readByte(), in.readBoolean());
    }
}
