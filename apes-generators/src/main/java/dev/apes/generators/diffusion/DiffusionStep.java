package dev.apes.generators.diffusion;

import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;

/**
 * Loss and gradients of one batch (Kotelnikov et al., <i>TabDDPM</i>, 2023, equation 6): the mean squared error of the predicted
 * noise over the scores, plus the mean over the categories of T times {@link CategoryDiffusion#loss}, at a step t drawn uniformly for
 * every row. Keeps its buffers; not thread-safe.
 */
final class DiffusionStep {
    private static final int WORTH_THREADS = 32;

    private final DiffusionCode.CodedTable table;
    private final int scores;
    private final int[] sizes;
    private final NoiseSchedule schedule;
    private final Denoiser network;
    private final Denoiser.Pass pass;
    private final int[] steps;
    private final float[][] noise;
    private final int[][] now;
    private final double[] loss;

    DiffusionStep(
            DiffusionCode code,
            DiffusionCode.CodedTable table,
            NoiseSchedule schedule,
            Denoiser network,
            int inputs,
            int batch) {
        this.table = table;
        this.scores = code.scores();
        this.sizes = code.sizes();
        this.schedule = schedule;
        this.network = network;
        this.pass = network.pass(batch, inputs).forTraining();
        this.steps = new int[batch];
        this.noise = new float[batch][scores];
        this.now = new int[batch][sizes.length];
        this.loss = new double[batch];
    }

    /**
     * Adds the gradients of a batch.
     *
     * @param order row numbers
     * @param start the batch's first place in {@code order}
     * @param n how many rows
     * @param seed of steps and noise
     * @return the loss per row
     */
    double run(int[] order, int start, int n, long seed) {
        network.prepareBackward();
        Lanes.run(n, n >= WORTH_THREADS, (lane, from, to) -> {
            float[] room = new float[1 + Arrays.stream(sizes).max().orElse(0)];
            for (int r = from; r < to; r++) {
                corrupt(order[start + r], r, new SeededRandom(Streams.seed(seed, "row", r)));
            }
            pass.forward(from, to);
            for (int r = from; r < to; r++) {
                loss[r] = judge(order[start + r], r, n, room);
            }
            pass.backward(lane, from, to);
        });
        return Arrays.stream(loss, 0, n).sum() / n;
    }

    private void corrupt(int row, int r, SeededRandom random) {
        int t = random.nextInt(schedule.steps());
        steps[r] = t;
        pass.step(r, t);
        float signal = (float) Math.sqrt(schedule.kept(t));
        float spread = (float) Math.sqrt(1 - schedule.kept(t));
        float[] x = pass.x[r];
        for (int j = 0; j < scores; j++) {
            noise[r][j] = (float) random.nextGaussian();
            x[j] = signal * table.score()[row][j] + spread * noise[r][j];
        }
        Arrays.fill(x, scores, x.length, 0);
        int at = scores;
        for (int k = 0; k < sizes.length; k++) {
            now[r][k] = CategoryDiffusion.noisy(schedule, t, table.category()[row][k], sizes[k], random);
            x[at + now[r][k]] = 1;
            at += sizes[k];
        }
    }

    private double judge(int row, int r, int n, float[] room) {
        float[] out = pass.out[r];
        double sum = 0;
        for (int j = 0; j < scores; j++) {
            float error = out[j] - noise[r][j];
            sum += (double) error * error / scores;
            out[j] = 2 * error / scores / n;
        }
        int at = scores;
        double weight = (double) schedule.steps() / Math.max(1, sizes.length);
        for (int k = 0; k < sizes.length; k++) {
            sum += weight
                    * CategoryDiffusion.loss(
                            schedule,
                            steps[r],
                            table.category()[row][k],
                            now[r][k],
                            out,
                            at,
                            sizes[k],
                            (float) (weight / n),
                            room);
            at += sizes[k];
        }
        return sum;
    }
}
