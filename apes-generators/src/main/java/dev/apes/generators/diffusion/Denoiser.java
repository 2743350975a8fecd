package dev.apes.generators.diffusion;

import dev.apes.generators.neural.Dense;
import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.Rectifier;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * TabDDPM's network: {@code MLP(proj(x) + emb(t))} with {@code emb(t) = Linear(SiLU(Linear(sinusoids of t)))} and two rectified
 * hidden layers. Lanes may run beside each other on passes of their own rows.
 */
final class Denoiser {
    static final int EMBEDDING = 128;

    private final Dense time1;
    private final Dense time2;
    private final Dense projection;
    private final Dense hidden1;
    private final Dense hidden2;
    private final Dense head;
    private final int width;
    private final float[][] sinusoids;

    Denoiser(int inputs, int width, int steps, SeededRandom random) {
        this.width = width;
        time1 = new Dense(EMBEDDING, EMBEDDING, random);
        time2 = new Dense(EMBEDDING, EMBEDDING, random);
        projection = new Dense(inputs, EMBEDDING, random);
        hidden1 = new Dense(EMBEDDING, width, random);
        hidden2 = new Dense(width, width, random);
        head = new Dense(width, inputs, random);
        sinusoids = new float[steps][EMBEDDING];
        int half = EMBEDDING / 2;
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < half; i++) {
                double angle = t * StrictMath.exp(-StrictMath.log(10_000) * i / half);
                sinusoids[t][i] = (float) StrictMath.cos(angle);
                sinusoids[t][half + i] = (float) StrictMath.sin(angle);
            }
        }
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        layers().forEach(layer -> all.addAll(layer.parameters()));
        return all;
    }

    private Stream<Dense> layers() {
        return Stream.of(time1, time2, projection, hidden1, hidden2, head);
    }

    void prepareBackward() {
        layers().forEach(Dense::prepareBackward);
    }

    Pass pass(int rows, int inputs) {
        return new Pass(rows, inputs);
    }

    /** The buffers of a pass. */
    final class Pass {
        final float[][] x;
        final float[][] out;
        private final float[][] time;
        private final float[][] before;
        private final float[][] activated;
        private final float[][] embedding;
        private final float[][] first;
        private final float[][] second;
        private float[][] dWide;
        private float[][] dWide2;
        private float[][] dNarrow;
        private float[][] dNarrow2;

        private Pass(int rows, int inputs) {
            x = new float[rows][inputs];
            out = new float[rows][inputs];
            time = new float[rows][];
            before = new float[rows][EMBEDDING];
            activated = new float[rows][EMBEDDING];
            embedding = new float[rows][EMBEDDING];
            first = new float[rows][width];
            second = new float[rows][width];
        }

        /** Makes room for derivatives. */
        Pass forTraining() {
            dWide = new float[x.length][width];
            dWide2 = new float[x.length][width];
            dNarrow = new float[x.length][EMBEDDING];
            dNarrow2 = new float[x.length][EMBEDDING];
            return this;
        }

        /** Sets the step of a row. */
        void step(int row, int t) {
            time[row] = sinusoids[t];
        }

        void forward(int from, int to) {
            time1.forward(time, from, to, before);
            for (int r = from; r < to; r++) {
                for (int j = 0; j < EMBEDDING; j++) {
                    activated[r][j] = before[r][j] * FastFloat.sigmoid(before[r][j]);
                }
            }
            time2.forward(activated, from, to, embedding);
            projection.addTo(x, from, to, embedding);
            hidden1.forward(embedding, from, to, first);
            Rectifier.forward(first, from, to);
            hidden2.forward(first, from, to, second);
            Rectifier.forward(second, from, to);
            head.forward(second, from, to, out);
        }

        /** From the loss's derivative by the output, left in {@code out}. */
        void backward(int lane, int from, int to) {
            head.addGradients(second, from, to, out, lane);
            head.backward(out, from, to, dWide);
            Rectifier.backward(second, from, to, dWide);
            hidden2.addGradients(first, from, to, dWide, lane);
            hidden2.backward(dWide, from, to, dWide2);
            Rectifier.backward(first, from, to, dWide2);
            hidden1.addGradients(embedding, from, to, dWide2, lane);
            hidden1.backward(dWide2, from, to, dNarrow);
            projection.addGradients(x, from, to, dNarrow, lane);
            time2.addGradients(activated, from, to, dNarrow, lane);
            time2.backward(dNarrow, from, to, dNarrow2);
            for (int r = from; r < to; r++) {
                for (int j = 0; j < EMBEDDING; j++) {
                    float s = FastFloat.sigmoid(before[r][j]);
                    dNarrow2[r][j] *= s * (1 + before[r][j] * (1 - s));
                }
            }
            time1.addGradients(time, from, to, dNarrow2, lane);
        }
    }
}
