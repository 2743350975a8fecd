package dev.apes.generators.gan;

import dev.apes.generators.neural.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015, algorithm 1) of one layer's output, with PyTorch's settings: ε = 1e-5, running mean
 * and variance moved by a tenth per batch. In training the batch's own mean and variance count, in sampling the running ones.
 */
final class BatchNorm {
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private final Parameter scale;
    private final Parameter shift;
    private final Parameter running;
    private final float[] mean;
    private final float[] inverse;

    BatchNorm(int width) {
        scale = new Parameter(1, width).filled(1);
        shift = new Parameter(1, width);
        running = new Parameter(2, width);
        Arrays.fill(running.value()[1], 1);
        mean = new float[width];
        inverse = new float[width];
    }

    List<Parameter> parameters() {
        return List.of(scale, shift);
    }

    /** Mean and variance over the batches so far, not learnt by gradients. */
    Parameter running() {
        return running;
    }

    /** Takes mean and variance of a whole batch; adds them to the running ones. */
    void measure(float[][] x, int rows) {
        float[] variance = new float[mean.length];
        Arrays.fill(mean, 0);
        for (int r = 0; r < rows; r++) {
            add(mean, x[r]);
        }
        scale(mean, 1f / rows);
        for (int r = 0; r < rows; r++) {
            addSquares(variance, x[r], mean);
        }
        scale(variance, 1f / rows);
        float[] runningMean = running.value()[0];
        float[] runningVariance = running.value()[1];
        float unbiased = rows > 1 ? (float) rows / (rows - 1) : 1;
        for (int j = 0; j < mean.length; j++) {
            inverse[j] = 1 / (float) Math.sqrt(variance[j] + EPSILON);
            runningMean[j] += MOMENTUM * (mean[j] - runningMean[j]);
            runningVariance[j] += MOMENTUM * (unbiased * variance[j] - runningVariance[j]);
        }
    }

    /** After {@link #measure}: {@code x} becomes the normalised value, {@code y} that scaled, shifted and rectified. */
    void forward(float[][] x, int from, int to, float[][] y) {
        float[] g = scale.value()[0];
        float[] b = shift.value()[0];
        for (int r = from; r < to; r++) {
            float[] row = x[r];
            for (int j = 0; j < g.length; j++) {
                row[j] = (row[j] - mean[j]) * inverse[j];
                y[r][j] = Math.max(0, g[j] * row[j] + b[j]);
            }
        }
    }

    /** With the running mean and variance; changes nothing. */
    void sample(float[][] x, int from, int to, float[][] y) {
        float[] g = scale.value()[0];
        float[] b = shift.value()[0];
        float[] m = running.value()[0];
        float[] v = running.value()[1];
        for (int r = from; r < to; r++) {
            for (int j = 0; j < g.length; j++) {
                y[r][j] = Math.max(0, g[j] * (x[r][j] - m[j]) / (float) Math.sqrt(v[j] + EPSILON) + b[j]);
            }
        }
    }

    /**
     * For a whole batch.
     *
     * @param normal what {@link #forward} left in {@code x}
     * @param y what it left in {@code y}
     * @param dy derivative of the loss by {@code y}, in the first places of its rows
     * @param dx derivative of the loss by {@code x}, overwritten
     */
    void backward(float[][] normal, float[][] y, int rows, float[][] dy, float[][] dx) {
        int width = mean.length;
        float[] sum = new float[width];
        float[] product = new float[width];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                float d = y[r][j] > 0 ? dy[r][j] : 0;
                dx[r][j] = d;
                sum[j] += d;
                product[j] += d * normal[r][j];
            }
        }
        add(shift.gradient(0)[0], sum);
        add(scale.gradient(0)[0], product);
        float[] g = scale.value()[0];
        float share = 1f / rows;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                dx[r][j] = g[j] * inverse[j] * (dx[r][j] - share * (sum[j] + normal[r][j] * product[j]));
            }
        }
    }

    private static void add(float[] sum, float[] x) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += x[j];
        }
    }

    private static void addSquares(float[] sum, float[] x, float[] mean) {
        for (int j = 0; j < sum.length; j++) {
            float d = x[j] - mean[j];
            sum[j] += d * d;
        }
    }

    private static void scale(float[] x, float by) {
        for (int j = 0; j < x.length; j++) {
            x[j] *= by;
        }
    }
}
