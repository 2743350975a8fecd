package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;

/**
 * Reads a network's output as the law of a row: per column a softmax over the slots that occur, and a normal offset around the
 * hyperbolic tangent of its output. Immutable.
 */
public final class NetworkOutput {
    private final TableCode code;
    private final float[] deviation;
    private final int[] modeOffsetsAt;

    /**
     * @param code the table's code
     * @param deviation the offset's standard deviation by column, at least 0
     */
    public NetworkOutput(TableCode code, float[] deviation) {
        this(code, deviation, null);
    }

    /**
     * @param code the table's code
     * @param deviation the offset's standard deviation by column, at least 0
     * @param modeOffsetsAt by column, where the output holds what each mode adds to the offset before the hyperbolic
     *     tangent; null if it is the same offset whatever the mode
     */
    public NetworkOutput(TableCode code, float[] deviation, int[] modeOffsetsAt) {
        this.code = code;
        this.deviation = deviation.clone();
        this.modeOffsetsAt = modeOffsetsAt == null ? null : modeOffsetsAt.clone();
    }

    private float offset(int column, int slot, float[] output) {
        float own = modeOffsetsAt == null ? 0 : output[modeOffsetsAt[column] + slot];
        return FastFloat.tanh(output[code.offsetAt(column)] + own);
    }

    /**
     * Draws a cell.
     *
     * @param column from 0
     * @param output a row of the network's output
     * @param random the stream
     * @return the cell
     */
    public double draw(int column, float[] output, SeededRandom random) {
        double[] share = shares(column, output);
        double left = random.nextDouble();
        int slot = 0;
        for (int s = 0; s < share.length; s++) {
            if (share[s] > 0) {
                slot = s;
                left -= share[s];
                if (left < 0) {
                    break;
                }
            }
        }
        double offset = 0;
        if (code.hasOffset(column, slot)) {
            offset = offset(column, slot, output);
            if (deviation[column] > 0) {
                offset += deviation[column] * random.nextGaussian();
            }
        }
        return code.cell(column, slot, Math.max(-1, Math.min(1, offset)), random);
    }

    /** The probability of every slot, 0 for those that have not occurred. */
    private double[] shares(int column, float[] output) {
        int at = code.slotsAt(column);
        double[] share = new double[code.slots(column)];
        float max = Float.NEGATIVE_INFINITY;
        for (int s = 0; s < share.length; s++) {
            if (code.occurs(column, s)) {
                max = Math.max(max, output[at + s]);
            }
        }
        double sum = 0;
        for (int s = 0; s < share.length; s++) {
            if (code.occurs(column, s)) {
                share[s] = FastFloat.exp(output[at + s] - max);
                sum += share[s];
            }
        }
        for (int s = 0; s < share.length; s++) {
            share[s] /= sum;
        }
        return share;
    }

    /**
     * How well an output explains what is wanted.
     *
     * @param conditions what is wanted
     * @param output a row of the network's output
     * @return the logarithm of its density, up to a constant; never NaN
     */
    public double logLikelihood(Conditions conditions, float[] output) {
        double sum = 0;
        for (int c : conditions.columns()) {
            double[] share = shares(c, output);
            double density = 0;
            for (int s = 0; s < share.length; s++) {
                if (share[s] > 0) {
                    double offset = code.hasOffset(c, s) ? offset(c, s, output) : 0;
                    density += share[s]
                            * code.likelihood(c, conditions.wanted(c), s, offset, Math.max(0.02, deviation[c]));
                }
            }
            // what no row holds is equally unlikely everywhere
            sum += StrictMath.log(Math.max(density, 1e-300));
        }
        return sum;
    }
}
