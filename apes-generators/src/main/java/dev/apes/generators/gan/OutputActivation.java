package dev.apes.generators.gan;

import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.SeededRandom;

/**
 * What makes a row of the generator's raw output: the hyperbolic tangent of offsets, and of slots a draw from the softmax relaxed with
 * Gumbel noise at temperature 0.2 (Jang, Gu and Poole, 2017). Stateless but for the code.
 */
final class OutputActivation {
    private static final float TEMPERATURE = 0.2f;
    /** A share below this is taken for none: products skip zeros, and nearly all shares are that small. */
    private static final float NOTHING = 1e-4f;

    /** What a draw next to 1 leaves in single precision. */
    private static final float LEAST_EXPONENTIAL = 1e-7f;

    private final TableCode code;
    private final int[] modeOffsetsAt;
    private final int[] modes;
    private final int width;

    OutputActivation(TableCode code) {
        this.code = code;
        modeOffsetsAt = new int[code.columns()];
        modes = new int[code.columns()];
        int end = code.width();
        for (int c = 0; c < modeOffsetsAt.length; c++) {
            modeOffsetsAt[c] = end;
            modes[c] = modes(code, c);
            end += modes[c];
        }
        width = end;
    }

    private static int modes(TableCode code, int column) {
        int modes = 0;
        while (modes < code.slots(column) && code.hasOffset(column, modes)) {
            modes++;
        }
        return modes;
    }

    /** How many numbers the generator's raw output has: those of the code, and behind them one for each mode. */
    int width() {
        return width;
    }

    /** Where in the raw output each column's modes stand. */
    int[] modeOffsetsAt() {
        return modeOffsetsAt.clone();
    }

    /**
     * Gumbel noise is {@code −log E} of an exponential draw E, so that at a temperature of a fifth the relaxed draw is {@code
     * e^(5 logit) / E⁵} over its sum: one logarithm a slot.
     */
    void forward(float[] raw, float[] row, int at, SeededRandom random) {
        for (int c = 0; c < code.columns(); c++) {
            int from = code.slotsAt(c);
            int count = code.slots(c);
            float max = raw[from];
            for (int s = from + 1; s < from + count; s++) {
                max = Math.max(max, raw[s]);
            }
            float sum = 0;
            for (int s = from; s < from + count; s++) {
                float exponential = -FastFloat.log((float) Math.max(random.nextDouble(), 1e-16));
                float e = Math.max(exponential, LEAST_EXPONENTIAL);
                float square = e * e;
                row[at + s] = FastFloat.exp((raw[s] - max) / TEMPERATURE) / (square * square * e);
                sum += row[at + s];
            }
            float scale = 1 / sum;
            for (int s = from; s < from + count; s++) {
                float share = row[at + s] * scale;
                row[at + s] = share < NOTHING ? 0 : share;
            }
            int o = code.offsetAt(c);
            if (o >= 0) {
                float offset = 0;
                for (int m = 0; m < modes[c]; m++) {
                    offset += row[at + from + m] * FastFloat.tanh(raw[o] + raw[modeOffsetsAt[c] + m]);
                }
                row[at + o] = offset;
            }
        }
    }

    /**
     * @param row what {@link #forward} made, from {@code at}
     * @param dRow derivative of the loss by it, from {@code at}; overwritten in part
     * @param dRaw the raw output, turned into the derivative by it
     */
    void backward(float[] row, float[] dRow, int at, float[] dRaw) {
        for (int c = 0; c < code.columns(); c++) {
            int o = code.offsetAt(c);
            int from = code.slotsAt(c);
            if (o >= 0) {
                float shared = 0;
                float d = dRow[at + o];
                for (int m = 0; m < modes[c]; m++) {
                    float share = row[at + from + m];
                    float tanh = FastFloat.tanh(dRaw[o] + dRaw[modeOffsetsAt[c] + m]);
                    dRow[at + from + m] += d * tanh;
                    dRaw[modeOffsetsAt[c] + m] = d * share * (1 - tanh * tanh);
                    shared += dRaw[modeOffsetsAt[c] + m];
                }
                dRaw[o] = shared;
            }
            int end = from + code.slots(c);
            float mean = 0;
            for (int s = from; s < end; s++) {
                mean += row[at + s] * dRow[at + s];
            }
            for (int s = from; s < end; s++) {
                dRaw[s] = row[at + s] * (dRow[at + s] - mean) / TEMPERATURE;
            }
        }
    }
}
