package dev.apes.generators.gan;

import dev.apes.generators.neural.Dense;
import dev.apes.generators.neural.Parameter;
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
    private static final double DROPPED = 0.5;

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
        final float[][] verdict;

        private final float[][] mask1;
        private final float[][] mask2;
        private final float[][] hidden1;
        private final float[][] hidden2;
        private final float[][] d1;
        private final float[][] d2;
        private final float[][] dx;

        Pass(int rows, int inputs) {
            x = new float[rows][inputs];
            verdict = new float[rows][1];
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
         * @param random of every row, decides what is dropped
         */
        void forward(int from, int to, SeededRandom[] random) {
            layer1.forward(x, from, to, hidden1);
            bend(hidden1, mask1, from, to, random);
            layer2.forward(hidden1, from, to, hidden2);
            bend(hidden2, mask2, from, to, random);
            head.forward(hidden2, from, to, verdict);
        }

        private void bend(float[][] h, float[][] mask, int from, int to, SeededRandom[] random) {
            float scale = (float) (1 / (1 - DROPPED));
            for (int r = from; r < to; r++) {
                long bits = 0;
                for (int j = 0; j < width; j++) {
                    bits = j % Long.SIZE == 0 ? random[r].nextLong() : bits >>> 1;
                    mask[r][j] = (bits & 1) == 0 ? 0 : h[r][j] > 0 ? scale : SLOPE * scale;
                    h[r][j] *= mask[r][j];
                }
            }
        }

        /**
         * Adds gradients of the weights.
         *
         * @param slope derivative of the loss by the verdict, by row; rows with 0 cost next to nothing
         */
        void addGradients(int lane, int from, int to, float[] slope) {
            float[][] dy = down(from, to, slope);
            head.addGradients(hidden2, from, to, dy, lane);
            layer2.addGradients(hidden1, from, to, d2, lane);
            layer1.addGradients(x, from, to, d1, lane);
        }

        /** The loss's derivative by the input of rows. */
        float[][] inputGradients(int from, int to, float[] slope) {
            down(from, to, slope);
            layer1.backward(d1, from, to, dx);
            return dx;
        }

        private float[][] down(int from, int to, float[] slope) {
            float[][] dy = new float[to][1];
            float[][] w = head.parameters().get(0).value();
            for (int r = from; r < to; r++) {
                dy[r][0] = slope[r];
                for (int j = 0; j < width; j++) {
                    d2[r][j] = slope[r] * w[j][0] * mask2[r][j];
                }
            }
            layer2.backward(d2, from, to, d1);
            multiply(d1, mask1, from, to);
            return dy;
        }

        private void multiply(float[][] values, float[][] mask, int from, int to) {
            for (int r = from; r < to; r++) {
                for (int j = 0; j < width; j++) {
                    values[r][j] *= mask[r][j];
                }
            }
        }

        /**
         * Adds the gradients of {@code weight · (‖∂verdict/∂x‖ − 1)²} summed over
         * rows. With masks M and weights W the gradient is {@code
         * g = u₁W₁ᵀ}, {@code u₁ = M₁ ∘ u₂W₂ᵀ}, {@code u₂ = M₂ ∘ w₃}; from {@code r = ∂penalty/∂g} follow {@code ∂W₁ = rᵀu₁}, {@code ∂W₂
         * = (M₁ ∘ rW₁)ᵀu₂} and {@code ∂w₃ = Σ M₂ ∘ ((M₁ ∘ rW₁)W₂)}.
         *
         * @param which 1 for the rows that count, else 0
         * @return the penalty
         */
        double penalise(int lane, int from, int to, float[] which, float weight) {
            float[][] g = inputGradients(from, to, which);
            double penalty = 0;
            for (int r = from; r < to; r++) {
                if (which[r] == 0) {
                    continue;
                }
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
            layer1.addWeightGradient(g, from, to, d1, lane);
            // the hidden values of these rows are no longer needed
            layer1.linear(g, from, to, hidden1);
            multiply(hidden1, mask1, from, to);
            layer2.addWeightGradient(hidden1, from, to, d2, lane);
            layer2.linear(hidden1, from, to, hidden2);
            multiply(hidden2, mask2, from, to);
            float[][] w = head.parameters().get(0).gradient(lane);
            for (int r = from; r < to; r++) {
                for (int j = 0; j < width; j++) {
                    w[j][0] += hidden2[r][j];
                }
            }
            return penalty;
        }
    }
}
