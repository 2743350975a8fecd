package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.List;

/**
 * An affine layer, {@code y = xW + b}, and its derivatives. Weights and biases start uniform within ±1/√inputs, as PyTorch's
 * {@code Linear} does. Lanes may run beside each other; {@link #prepareBackward} comes before them, after every change of weights.
 */
public final class Dense {
    private final Parameter weight;
    private final Parameter bias;
    private final float[][] transposed;
    private final float[][][] turned = new float[Lanes.COUNT][][];

    /**
     * @param inputs at least 1
     * @param outputs at least 1
     * @param random where the first weights come from
     */
    public Dense(int inputs, int outputs, SeededRandom random) {
        double bound = 1 / Math.sqrt(inputs);
        weight = new Parameter(inputs, outputs).uniform(bound, random);
        bias = new Parameter(1, outputs).uniform(bound, random);
        transposed = new float[outputs][inputs];
    }

    /** {@return weight and bias} */
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /**
     * @param x {@code [rows][inputs]}
     * @param from first row to use
     * @param to behind the last
     * @param y {@code [rows][outputs]}, overwritten
     */
    public void forward(float[][] x, int from, int to, float[][] y) {
        float[] b = bias.value()[0];
        for (int r = from; r < to; r++) {
            System.arraycopy(b, 0, y[r], 0, b.length);
        }
        MatrixProduct.add(x, from, to, weight.value(), y);
    }

    /**
     * Adds to {@code y} rather than overwriting it.
     *
     * @param x {@code [rows][inputs]}
     * @param from first row to use
     * @param to behind the last
     * @param y {@code [rows][outputs]}
     */
    public void addTo(float[][] x, int from, int to, float[][] y) {
        float[] b = bias.value()[0];
        for (int r = from; r < to; r++) {
            float[] row = y[r];
            for (int j = 0; j < b.length; j++) {
                row[j] += b[j];
            }
        }
        MatrixProduct.add(x, from, to, weight.value(), y);
    }

    /** Takes note of the weights as they are now, for {@link #backward}. */
    public void prepareBackward() {
        MatrixProduct.transpose(weight.value(), transposed);
    }

    /**
     * @param dy derivative of the loss by {@code y}
     * @param from first row to use
     * @param to behind the last
     * @param dx derivative of the loss by {@code x}, overwritten; rows may be shorter than {@code inputs}, if only the first
     *     are wanted
     */
    public void backward(float[][] dy, int from, int to, float[][] dx) {
        for (int r = from; r < to; r++) {
            Arrays.fill(dx[r], 0);
        }
        MatrixProduct.add(dy, from, to, transposed, dx);
    }

    /**
     * Adds the gradients of weight and bias.
     *
     * @param x what {@link #forward} was given
     * @param from first row to use
     * @param to behind the last
     * @param dy derivative of the loss by {@code y}
     * @param lane whose gradients to add to
     */
    public void addGradients(float[][] x, int from, int to, float[][] dy, int lane) {
        MatrixProduct.addTransposed(x, from, to, dy, weight.gradient(lane));
        addBiasGradient(from, to, dy, lane);
    }

    /**
     * Like {@link #addGradients}, for derivatives that are mostly zero: what costs is every {@code dy} that is not 0, there every {@code x}.
     * The sums are the same but for rounding.
     *
     * @param x what {@link #forward} was given
     * @param from first row to use
     * @param to behind the last
     * @param dy derivative of the loss by {@code y}
     * @param lane whose gradients to add to
     */
    public void addSparseGradients(float[][] x, int from, int to, float[][] dy, int lane) {
        addSparseWeightGradient(x, from, to, dy, lane);
        addBiasGradient(from, to, dy, lane);
    }

    private void addBiasGradient(int from, int to, float[][] dy, int lane) {
        float[] db = bias.gradient(lane)[0];
        for (int r = from; r < to; r++) {
            float[] row = dy[r];
            for (int j = 0; j < db.length; j++) {
                db[j] += row[j];
            }
        }
    }

    /**
     * The linear part alone, {@code y = xW}.
     *
     * @param x {@code [rows][inputs]}
     * @param from first row to use
     * @param to behind the last
     * @param y {@code [rows][outputs]}, overwritten
     */
    public void linear(float[][] x, int from, int to, float[][] y) {
        for (int r = from; r < to; r++) {
            Arrays.fill(y[r], 0);
        }
        MatrixProduct.add(x, from, to, weight.value(), y);
    }

    /**
     * Adds {@code xᵀ · dy} to the weight's gradient and nothing to the bias's.
     *
     * @param x {@code [rows][inputs]}
     * @param from first row to use
     * @param to behind the last
     * @param dy {@code [rows][outputs]}
     * @param lane whose gradient to add to
     */
    public void addWeightGradient(float[][] x, int from, int to, float[][] dy, int lane) {
        MatrixProduct.addTransposed(x, from, to, dy, weight.gradient(lane));
    }

    /**
     * Like {@link #addWeightGradient}, for {@code dy} that are mostly zero.
     *
     * @param x {@code [rows][inputs]}
     * @param from first row to use
     * @param to behind the last
     * @param dy {@code [rows][outputs]}
     * @param lane whose gradient to add to
     */
    public void addSparseWeightGradient(float[][] x, int from, int to, float[][] dy, int lane) {
        if (turned[lane] == null) {
            turned[lane] = new float[transposed.length][transposed[0].length];
        }
        MatrixProduct.addTransposed(dy, from, to, x, turned[lane]);
        MatrixProduct.moveTransposed(turned[lane], weight.gradient(lane));
    }
}
