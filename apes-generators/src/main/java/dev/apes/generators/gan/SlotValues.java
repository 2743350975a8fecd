package dev.apes.generators.gan;

import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/**
 * What the mode and the offset of every number amount to together, as one figure the critic sees beside them: the normal score
 * of the mode's centre among the data, and from there in a straight line to the scores one deviation away. Without it a critic
 * has to find out from ten places of a row that two columns rise together, which takes it longer than the whole training. A relaxed
 * slot counts in proportion. Immutable.
 */
final class SlotValues {
    private static final double ROOT_2 = 1.4142135623730951;
    /** An offset of one deviation. */
    private static final double DEVIATION = 0.25;

    private final TableCode code;
    private final int[] columns;
    private final float[][] centre;
    private final float[][] slope;

    /**
     * @param code of the table
     * @param summary the rows
     */
    SlotValues(TableCode code, TableSummary summary) {
        this.code = code;
        columns = IntStream.range(0, code.columns())
                .filter(c -> !code.discrete(c))
                .toArray();
        centre = new float[columns.length][];
        slope = new float[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            int c = columns[i];
            double[] sorted = Arrays.stream(summary.kept(c))
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            // the last slot means missing and amounts to nothing
            int slots = code.slots(c) - 1;
            centre[i] = new float[slots + 1];
            slope[i] = new float[slots + 1];
            for (int s = 0; s < slots && sorted.length > 0; s++) {
                centre[i][s] = (float) score(sorted, code.cell(c, s, 0, null));
                if (code.hasOffset(c, s)) {
                    double above = score(sorted, code.cell(c, s, DEVIATION, null));
                    double below = score(sorted, code.cell(c, s, -DEVIATION, null));
                    slope[i][s] = (float) ((above - below) / (2 * DEVIATION));
                }
            }
        }
    }

    /** The normal score of the middle of a value's ranks. */
    private static double score(double[] sorted, double value) {
        int below = rank(sorted, value, false);
        int upTo = rank(sorted, value, true);
        double share = (0.5 * (below + upTo) + 0.5) / (sorted.length + 1);
        return -ROOT_2 * Erf.erfcInv(2 * share);
    }

    private static int rank(double[] sorted, double value, boolean withEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (withEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many figures there are, one per column of numbers. */
    int width() {
        return columns.length;
    }

    /**
     * @param row a coded row, from {@code at}
     * @param at where it begins
     * @param into where the figures go
     */
    void write(float[] row, int at, int into) {
        for (int i = 0; i < columns.length; i++) {
            int offsetAt = code.offsetAt(columns[i]);
            float offset = offsetAt < 0 ? 0 : row[at + offsetAt];
            int from = at + code.slotsAt(columns[i]);
            float sum = 0;
            for (int s = 0; s < centre[i].length; s++) {
                sum += row[from + s] * (centre[i][s] + slope[i][s] * offset);
            }
            row[into + i] = sum;
        }
    }

    /**
     * Hands the derivative by the figures on to the row they are made of.
     *
     * @param row a coded row, from {@code at}
     * @param dRow derivative of the loss by it, added to; that by the figures from {@code into}
     */
    void backward(float[] row, float[] dRow, int at, int into) {
        for (int i = 0; i < columns.length; i++) {
            float d = dRow[into + i];
            int offsetAt = code.offsetAt(columns[i]);
            float offset = offsetAt < 0 ? 0 : row[at + offsetAt];
            int from = at + code.slotsAt(columns[i]);
            float byOffset = 0;
            for (int s = 0; s < centre[i].length; s++) {
                dRow[from + s] += d * (centre[i][s] + slope[i][s] * offset);
                byOffset += row[from + s] * slope[i][s];
            }
            if (offsetAt >= 0) {
                dRow[at + offsetAt] += d * byOffset;
            }
        }
    }
}
