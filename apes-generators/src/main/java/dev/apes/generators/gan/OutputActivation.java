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

    private final TableCode code;

    OutputActivation(TableCode code) {
        this.code = code;
    }

    void forward(float[] raw, float[] row, int at, SeededRandom random) {
        for (int c = 0; c < code.columns(); c++) {
            if (code.offsetAt(c) >= 0) {
                row[at + code.offsetAt(c)] = FastFloat.tanh(raw[code.offsetAt(c)]);
            }
            int from = code.slotsAt(c);
            int count = code.slots(c);
            for (int s = from; s < from + count; s++) {
                double u = Math.max(random.nextDouble(), 1e-16);
                double gumbel = -StrictMath.log(-StrictMath.log(u));
                row[at + s] = (float) ((raw[s] + gumbel) / TEMPERATURE);
            }
            FastFloat.softmax(row, at + from, count, row);
        }
    }

    /**
     * @param row what {@link #forward} made, from {@code at}
     * @param dRow derivative of the loss by it, from {@code at}
     * @param dRaw derivative by the raw output, overwritten
     */
    void backward(float[] row, float[] dRow, int at, float[] dRaw) {
        for (int c = 0; c < code.columns(); c++) {
            int o = code.offsetAt(c);
            if (o >= 0) {
                dRaw[o] = dRow[at + o] * (1 - row[at + o] * row[at + o]);
            }
            int from = code.slotsAt(c);
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
