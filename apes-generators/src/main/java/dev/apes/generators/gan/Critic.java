package dev.apes.generators.gan;

import dev.apes.generators.neural.Dense;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * CTGAN's critic: two affine layers with leaky rectifiers (slope 0.2) and dropout of one half, and an affine layer to one number. A
 * leaky rectifier and a dropout multiply by a mask that no small change of input or weights alters, so that the critic is a
 * product of matrices and masks, and the derivative of its gradient's norm by the weights, which the penalty of Gulrajani et al. (<i>Improved
 * training of Wasserstein GANs</i>, 2017, equation 3) needs, has a closed form.
 */
final class Critic {
    private static final float SLOPE = 0.2f;
    private static final float DROPPED = 0.5f;

    /** The bits of what a number above 0 that is not dropped is multiplied by. */
    private static final int KEPT = Float.floatToRawIntBits(1 / (1 - DROPPED));

    /** The bits of what one below 0 is. */
    private static final int BENT = Float.floatToRawIntBits(SLOPE / (1 - DROPPED));

    private final int width;
    private final Dense layer1;
    private final Dense layer2;
    private final Dense head;

    Critic(int inputs, int width, SeededRandom random) {
        this.width = width;
        layer1 = new Dense(inputs, width, random);
        layer2 = new Dense(width, width, random);
        head = new Dense(width, 1, random);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        Stream.of(layer1, layer2, head).forEach(layer -> all.addAll(layer.parameters()));
        return all;
    }

    void prepareBackward() {
        layer1.prepareBackward();
        layer2.prepareBackward();
    }

    /** The buffers of a pass; lanes work on rows of their own. */
    final class Pass {
        /** What is judged. */
        final float[][] x;
        /** The verdicts, one number each. */
        final float[] verdict;

        private final float[][] mask1;
        private final float[][] mask2;
        private final float[][] hidden1;
        private final float[][] hidden2;
        private final float[][] d1;
        private final float[][] d2;
        private final float[][] dx;

        Pass(int rows, int inputs) {
            x = new float[rows][inputs];
            verdict = new float[rows];
            mask1 = new float[rows][width];
            mask2 = new float[rows][width];
            hidden1 = new float[rows][width];
            hidden2 = new float[rows][width];
            d1 = new float[rows][width];
            d2 = new float[rows][width];
            dx = new float[rows][inputs];
        }

        /**
         * Judges rows.
         *
         * @param seed decides what is dropped, of every row by itself
         */
        void forward(int from, int to, long seed) {
            SeededRandom[] random = new SeededRandom[to];
            for (int r = from; r < to; r++) {
                random[r] = new SeededRandom(Streams.seed(seed, "row", r));
            }
            layer1.forward(x, from, to, hidden1);
            bend(hidden1, mask1, from, to, random);
            layer2.forward(hidden1, from, to, hidden2);
            bend(hidden2, mask2, from, to, random);
            float[] w = headWeights();
            float bias = head.parameters().get(1).value()[0][0];
            for (int r = from; r < to; r++) {
                float sum = bias;
                for (int j = 0; j < width; j++) {
                    sum += hidden2[r][j] * w[j];
                }
                verdict[r] = sum;
            }
        }

        private float[] headWeights() {
            float[] w = new float[width];
            for (int j = 0; j < width; j++) {
                w[j] = head.parameters().get(0).value()[j][0];
            }
            return w;
        }

        private void addHeadGradient(float[] w, int lane) {
            float[][] gradient = head.parameters().get(0).gradient(lane);
            for (int j = 0; j < width; j++) {
                gradient[j][0] += w[j];
            }
        }

        private void bend(float[][] h, float[][] mask, int from, int to, SeededRandom[] random) {
            for (int r = from; r < to; r++) {
                for (int start = 0; start < width; start += Long.SIZE) {
                    bend(h[r], mask[r], start, Math.min(width, start + Long.SIZE), random[r].nextLong());
                }
            }
        }

        // without branches: neither what is dropped nor a sign can be predicted
        private static void bend(float[] h, float[] mask, int from, int to, long kept) {
            for (int j = from; j < to; j++) {
                int negative = Float.floatToRawIntBits(h[j]) >> 31;
                int bits = KEPT ^ ((KEPT ^ BENT) & negative);
                mask[j] = Float.intBitsToFloat(bits & -((int) (kept >>> (j - from)) & 1));
                h[j] *= mask[j];
            }
        }

        /**
         * Adds gradients of the weights.
         *
         * @param slope derivative of the loss by every verdict
         */
        void addGradients(int lane, int from, int to, float slope) {
            down(from, to, slope);
            float[] w = new float[width];
            for (int r = from; r < to; r++) {
                addScaled(w, hidden2[r], slope);
            }
            addHeadGradient(w, lane);
            head.parameters().get(1).gradient(lane)[0][0] += slope * (to - from);
            layer2.addGradients(hidden1, from, to, d2, lane);
            layer1.addGradients(x, from, to, d1, lane);
        }

        /** The loss's derivative by the input of rows. */
        float[][] inputGradients(int from, int to, float slope) {
            down(from, to, slope);
            layer1.backward(d1, from, to, dx);
            return dx;
        }

        private void down(int from, int to, float slope) {
            float[] w = headWeights();
            for (int r = from; r < to; r++) {
                float[] d = d2[r];
                float[] mask = mask2[r];
                for (int j = 0; j < d.length; j++) {
                    d[j] = slope * w[j] * mask[j];
                }
            }
            layer2.backward(d2, from, to, d1);
            multiply(d1, mask1, from, to);
        }

        private static void multiply(float[][] values, float[][] masks, int from, int to) {
            for (int r = from; r < to; r++) {
                float[] value = values[r];
                float[] mask = masks[r];
                for (int j = 0; j < value.length; j++) {
                    value[j] *= mask[j];
                }
            }
        }

        private static void addScaled(float[] sum, float[] x, float by) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += by * x[j];
            }
        }

        /**
         * Adds the gradients of {@code weight · (‖∂verdict/∂x‖ − 1)²} summed over
         * rows. With masks M and weights W the gradient is {@code
         * g = u₁W₁ᵀ}, {@code u₁ = M₁ ∘ u₂W₂ᵀ}, {@code u₂ = M₂ ∘ w₃}; from {@code r = ∂penalty/∂g} follow {@code ∂W₁ = rᵀu₁}, {@code ∂W₂
         * = (M₁ ∘ rW₁)ᵀu₂} and {@code ∂w₃ = Σ M₂ ∘ ((M₁ ∘ rW₁)W₂)}. The hidden values are overwritten.
         *
         * @return the penalty
         */
        double penalise(int lane, int from, int to, float weight) {
            float[][] g = inputGradients(from, to, 1);
            double penalty = 0;
            for (int r = from; r < to; r++) {
                double squares = 0;
                for (float v : g[r]) {
                    squares += (double) v * v;
                }
                double norm = Math.sqrt(squares) + 1e-12;
                penalty += weight * (norm - 1) * (norm - 1);
                float factor = (float) (2 * weight * (norm - 1) / norm);
                for (int j = 0; j < g[r].length; j++) {
                    g[r][j] *= factor;
                }
            }
            layer1.addSparseWeightGradient(g, from, to, d1, lane);
            layer1.linear(g, from, to, hidden1);
            multiply(hidden1, mask1, from, to);
            layer2.addWeightGradient(hidden1, from, to, d2, lane);
            layer2.linear(hidden1, from, to, hidden2);
            multiply(hidden2, mask2, from, to);
            float[] w = new float[width];
            for (int r = from; r < to; r++) {
                addScaled(w, hidden2[r], 1);
            }
            addHeadGradient(w, lane);
            return penalty;
        }
    }
}
