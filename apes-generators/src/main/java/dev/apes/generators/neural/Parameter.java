package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A matrix that is learnt: its values, the running batch's gradient in every lane, and Adam's two moments. What lanes share they only read. */
public final class Parameter {
    private final float[][] value;
    private final float[][][] gradient;
    private final float[][] first;
    private final float[][] second;

    /**
     * @param rows at least 1
     * @param width at least 1
     */
    public Parameter(int rows, int width) {
        value = new float[rows][width];
        gradient = new float[Lanes.COUNT][rows][width];
        first = new float[rows][width];
        second = new float[rows][width];
    }

    /** {@return the values, to read and to write} */
    public float[][] value() {
        return value;
    }

    /**
     * @param lane from 0
     * @return that lane's gradient, to add to
     */
    public float[][] gradient(int lane) {
        return gradient[lane];
    }

    float[][] first() {
        return first;
    }

    float[][] second() {
        return second;
    }

    /**
     * Draws every value uniformly.
     *
     * @param bound the largest absolute value
     * @param random the stream
     * @return this
     */
    public Parameter uniform(double bound, SeededRandom random) {
        for (float[] row : value) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return this;
    }

    /**
     * @param v what every value becomes
     * @return this
     */
    public Parameter filled(float v) {
        for (float[] row : value) {
            Arrays.fill(row, v);
        }
        return this;
    }

    /** Sets the gradient to 0 in every lane. */
    public void clearGradient() {
        for (float[][] lane : gradient) {
            for (float[] row : lane) {
                Arrays.fill(row, 0);
            }
        }
    }

    /** {@return whether every value is a finite number} */
    public boolean finite() {
        for (float[] row : value) {
            float sum = 0;
            for (float v : row) {
                // 0 for a finite number, NaN otherwise
                sum += v - v;
            }
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return a copy of values and moments, for {@link #restore}} */
    float[][][] snapshot() {
        return new float[][][] {copy(value), copy(first), copy(second)};
    }

    void restore(float[][][] snapshot) {
        copy(snapshot[0], value);
        copy(snapshot[1], first);
        copy(snapshot[2], second);
    }

    private static float[][] copy(float[][] from) {
        float[][] to = new float[from.length][];
        for (int r = 0; r < from.length; r++) {
            to[r] = from[r].clone();
        }
        return to;
    }

    private static void copy(float[][] from, float[][] to) {
        for (int r = 0; r < from.length; r++) {
            System.arraycopy(from[r], 0, to[r], 0, to[r].length);
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(value.length);
        out.writeInt(value[0].length);
        for (float[][] part : new float[][][] {value, first, second}) {
            for (float[] row : part) {
                for (float v : row) {
                    out.writeFloat(v);
                }
            }
        }
    }

    void read(DataInputStream in) throws IOException {
        int rows = in.readInt();
        int width = in.readInt();
        if (rows != value.length || width != value[0].length) {
            throw new IOException("the saved network has a matrix of " + rows + " x " + width + " where " + value.length
                    + " x " + value[0].length + " is expected; it was saved with other settings");
        }
        for (float[][] part : new float[][][] {value, first, second}) {
            for (float[] row : part) {
                for (int j = 0; j < width; j++) {
                    row[j] = in.readFloat();
                }
            }
        }
    }
}
