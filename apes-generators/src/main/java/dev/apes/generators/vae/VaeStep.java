package dev.apes.generators.vae;

import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Rectifier;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.neural.TableCode;

/**
 * Loss and gradients of one batch. The loss is the negative evidence bound per row, {@code factor · reconstruction + KL(q(z|x) ‖
 * N(0, I))} (Kingma and Welling, 2014, equation 10), with the reconstruction of Xu et al. (2019): cross-entropy of every column's
 * slots, and {@code (α − tanh o)² / 2δ² + log δ} for the offset where there is one. Keeps its buffers; not thread-safe.
 */
final class VaeStep {
    private static final int WORTH_THREADS = 32;

    private final TableCode code;
    private final VaeNetwork network;
    private final VaeSettings settings;
    private final float[][] x;
    private final float[][] e1;
    private final float[][] e2;
    private final float[][] top;
    private final float[][] z;
    private final float[][] d1;
    private final float[][] d2;
    private final float[][] out;
    private final float[][] dz;
    private final float[][] dHidden;
    private final float[][] dBelow;
    private final float[][] noise;
    private final double[] loss;

    VaeStep(TableCode code, VaeNetwork network, VaeSettings settings, int batch) {
        this.code = code;
        this.network = network;
        this.settings = settings;
        int width = settings.width();
        x = new float[batch][code.width()];
        e1 = new float[batch][width];
        e2 = new float[batch][width];
        top = new float[batch][2 * settings.latent()];
        z = new float[batch][settings.latent()];
        d1 = new float[batch][width];
        d2 = new float[batch][width];
        out = new float[batch][code.width()];
        dz = new float[batch][settings.latent()];
        dHidden = new float[batch][width];
        dBelow = new float[batch][width];
        noise = new float[batch][settings.latent()];
        loss = new double[batch];
    }

    /**
     * Adds the gradients of a batch.
     *
     * @param rows the coded table
     * @param order row numbers
     * @param start the batch's first place in {@code order}
     * @param n how many rows
     * @param noiseSeed of the latent noise
     * @return the loss per row
     */
    double run(CodedRows rows, int[] order, int start, int n, long noiseSeed) {
        network.prepareBackward();
        Lanes.run(n, n >= WORTH_THREADS, (lane, from, to) -> {
            Streams.normal(noiseSeed, from, to, noise);
            forward(rows, order, start, from, to);
            float[] gradient = network.deviation.gradient(lane)[0];
            for (int r = from; r < to; r++) {
                loss[r] = settings.lossFactor() * reconstruct(rows, order[start + r], r, n, gradient);
            }
            backward(lane, from, to, n);
        });
        double sum = 0;
        for (int r = 0; r < n; r++) {
            sum += loss[r];
        }
        return sum / n;
    }

    private void forward(CodedRows rows, int[] order, int start, int from, int to) {
        for (int r = from; r < to; r++) {
            rows.write(order[start + r], x[r], 0);
        }
        network.encode1.forward(x, from, to, e1);
        Rectifier.forward(e1, from, to);
        network.encode2.forward(e1, from, to, e2);
        Rectifier.forward(e2, from, to);
        network.encodeTop.forward(e2, from, to, top);
        int latent = settings.latent();
        for (int r = from; r < to; r++) {
            for (int j = 0; j < latent; j++) {
                z[r][j] = top[r][j] + FastFloat.exp(0.5f * top[r][latent + j]) * noise[r][j];
            }
        }
        network.decode1.forward(z, from, to, d1);
        Rectifier.forward(d1, from, to);
        network.decode2.forward(d1, from, to, d2);
        Rectifier.forward(d2, from, to);
        network.decodeTop.forward(d2, from, to, out);
    }

    /** Turns a row of output into the loss's derivative by it. */
    private double reconstruct(CodedRows rows, int row, int r, int n, float[] deviationGradient) {
        float scale = (float) (settings.lossFactor() / n);
        float[] o = out[r];
        double likelihood = 1;
        double sum = 0;
        for (int c = 0; c < code.columns(); c++) {
            int slot = rows.slot(c, row);
            int at = code.slotsAt(c);
            int slots = code.slots(c);
            FastFloat.softmax(o, at, slots, o);
            likelihood *= Math.max(o[at + slot], 1e-30f);
            if (likelihood < 1e-200) {
                sum -= StrictMath.log(likelihood);
                likelihood = 1;
            }
            o[at + slot] -= 1;
            for (int s = at; s < at + slots; s++) {
                o[s] *= scale;
            }
            int offsetAt = code.offsetAt(c);
            if (offsetAt >= 0 && code.hasOffset(c, slot)) {
                float deviation = network.deviation.value()[0][c];
                float mean = FastFloat.tanh(o[offsetAt]);
                float error = rows.offset(c, row) - mean;
                float precision = 1 / (deviation * deviation);
                sum += 0.5 * error * error * precision + StrictMath.log(deviation);
                o[offsetAt] = -scale * error * precision * (1 - mean * mean);
                deviationGradient[c] += scale * (1 - error * error * precision) / deviation;
            } else if (offsetAt >= 0) {
                o[offsetAt] = 0;
            }
        }
        return sum - StrictMath.log(likelihood);
    }

    private void backward(int lane, int from, int to, int n) {
        network.decodeTop.addGradients(d2, from, to, out, lane);
        network.decodeTop.backward(out, from, to, dHidden);
        Rectifier.backward(d2, from, to, dHidden);
        network.decode2.addGradients(d1, from, to, dHidden, lane);
        network.decode2.backward(dHidden, from, to, dBelow);
        Rectifier.backward(d1, from, to, dBelow);
        network.decode1.addGradients(z, from, to, dBelow, lane);
        network.decode1.backward(dBelow, from, to, dz);
        int latent = settings.latent();
        for (int r = from; r < to; r++) {
            double divergence = 0;
            for (int j = 0; j < latent; j++) {
                float mean = top[r][j];
                float logVariance = top[r][latent + j];
                float variance = FastFloat.exp(logVariance);
                divergence -= 0.5 * (1 + logVariance - mean * mean - variance);
                top[r][j] = dz[r][j] + mean / n;
                top[r][latent + j] =
                        0.5f * (dz[r][j] * noise[r][j] * FastFloat.exp(0.5f * logVariance) + (variance - 1) / n);
            }
            loss[r] += divergence;
        }
        network.encodeTop.addGradients(e2, from, to, top, lane);
        network.encodeTop.backward(top, from, to, dHidden);
        Rectifier.backward(e2, from, to, dHidden);
        network.encode2.addGradients(e1, from, to, dHidden, lane);
        network.encode2.backward(dHidden, from, to, dBelow);
        Rectifier.backward(e1, from, to, dBelow);
        network.encode1.addGradients(x, from, to, dBelow, lane);
    }
}
