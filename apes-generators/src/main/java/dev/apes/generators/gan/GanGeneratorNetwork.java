package dev.apes.generators.gan;

import dev.apes.generators.neural.Dense;
import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * CTGAN's generator: twice an affine layer, batch normalisation and rectifier whose output is put before its input, then an affine
 * layer. Its output is raw: offsets before the hyperbolic tangent, logits of the slots.
 */
final class GanGeneratorNetwork {
    private static final int WORTH_THREADS = 32;

    private final int inputs;
    private final int width;
    private final int outputs;
    private final Dense layer1;
    private final Dense layer2;
    private final Dense head;
    private final BatchNorm norm1;
    private final BatchNorm norm2;

    GanGeneratorNetwork(int inputs, int width, int outputs, SeededRandom random) {
        this.inputs = inputs;
        this.width = width;
        this.outputs = outputs;
        layer1 = new Dense(inputs, width, random);
        layer2 = new Dense(width + inputs, width, random);
        head = new Dense(2 * width + inputs, outputs, random);
        norm1 = new BatchNorm(width);
        norm2 = new BatchNorm(width);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        Stream.of(layer1, layer2, head).forEach(layer -> all.addAll(layer.parameters()));
        all.addAll(norm1.parameters());
        all.addAll(norm2.parameters());
        return all;
    }

    List<Parameter> running() {
        return List.of(norm1.running(), norm2.running());
    }

    /** For sampling: with running statistics, on any number of threads. */
    float[][] sample(float[][] input) {
        int rows = input.length;
        float[][] in1 = new float[rows][width + inputs];
        float[][] in2 = new float[rows][2 * width + inputs];
        float[][] pre = new float[rows][width];
        float[][] out = new float[rows][outputs];
        Lanes.run(rows, rows >= WORTH_THREADS, (lane, from, to) -> {
            layer1.forward(input, from, to, pre);
            norm1.sample(pre, from, to, in1);
            concatenate(input, from, to, in1);
            layer2.forward(in1, from, to, pre);
            norm2.sample(pre, from, to, in2);
            concatenate(in1, from, to, in2);
            head.forward(in2, from, to, out);
        });
        return out;
    }

    /** Puts a row behind the first {@code width} places of another. */
    private void concatenate(float[][] tail, int from, int to, float[][] into) {
        for (int r = from; r < to; r++) {
            System.arraycopy(tail[r], 0, into[r], width, tail[r].length);
        }
    }

    Pass pass(int rows) {
        return new Pass(rows);
    }

    /** The buffers of a batch. */
    final class Pass {
        /** Noise and condition. */
        final float[][] input;
        /** Raw output; before {@link #backward} its derivative. */
        final float[][] out;

        private final int rows;
        private final float[][] normal1;
        private final float[][] normal2;
        private final float[][] in1;
        private final float[][] in2;
        private final float[][] dIn1;
        private final float[][] dIn2;
        private final float[][] dPre;

        private Pass(int rows) {
            this.rows = rows;
            input = new float[rows][inputs];
            out = new float[rows][outputs];
            normal1 = new float[rows][width];
            normal2 = new float[rows][width];
            in1 = new float[rows][width + inputs];
            in2 = new float[rows][2 * width + inputs];
            // without the places of noise and condition, whose derivative nobody asks for
            dIn1 = new float[rows][width];
            dIn2 = new float[rows][2 * width];
            dPre = new float[rows][width];
        }

        void forward() {
            each((lane, from, to) -> layer1.forward(input, from, to, normal1));
            norm1.measure(normal1, rows);
            each((lane, from, to) -> {
                norm1.forward(normal1, from, to, in1);
                concatenate(input, from, to, in1);
                layer2.forward(in1, from, to, normal2);
            });
            norm2.measure(normal2, rows);
            each((lane, from, to) -> {
                norm2.forward(normal2, from, to, in2);
                concatenate(in1, from, to, in2);
                head.forward(in2, from, to, out);
            });
        }

        void backward() {
            head.prepareBackward();
            layer2.prepareBackward();
            each((lane, from, to) -> {
                // shares next to nothing count as 0, and so most derivatives are
                head.addSparseGradients(in2, from, to, out, lane);
                head.backward(out, from, to, dIn2);
            });
            norm2.backward(normal2, in2, rows, dIn2, dPre);
            each((lane, from, to) -> {
                layer2.addGradients(in1, from, to, dPre, lane);
                layer2.backward(dPre, from, to, dIn1);
                for (int r = from; r < to; r++) {
                    for (int j = 0; j < width; j++) {
                        dIn1[r][j] += dIn2[r][width + j];
                    }
                }
            });
            norm1.backward(normal1, in1, rows, dIn1, dPre);
            each((lane, from, to) -> layer1.addGradients(input, from, to, dPre, lane));
        }

        private void each(Lanes.Work work) {
            Lanes.run(rows, rows >= WORTH_THREADS, work);
        }
    }
}
