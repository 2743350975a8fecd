package dev.apes.generators.diffusion;

import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.table.SeededRandom;

/**
 * Multinomial diffusion of one category (Hoogeboom et al., <i>Argmax flows and multinomial diffusion</i>, 2021): a step keeps the
 * level with probability 1 − β and else draws any of the K. The network predicts the level at the start. Stateless.
 */
final class CategoryDiffusion {
    private static final float LEAST = 1e-30f;

    private CategoryDiffusion() {}

    /** The level after step t, from that at the start (their equation 11). */
    static int noisy(NoiseSchedule schedule, int t, int level, int size, SeededRandom random) {
        return random.nextDouble() < schedule.kept(t) ? level : random.nextInt(size);
    }

    /** The level after one more step. */
    static int oneStep(NoiseSchedule schedule, int t, int level, int size, SeededRandom random) {
        return random.nextDouble() < 1 - schedule.beta(t) ? level : random.nextInt(size);
    }

    /**
     * The law of the level before step t, given that after it and the law at the start (their equation 13).
     *
     * @param start law at the start, read from {@code at}
     * @param now level after step t
     * @param into where the law goes, from 0
     */
    static void posterior(NoiseSchedule schedule, int t, float[] start, int at, int size, int now, float[] into) {
        float kept = (float) schedule.kept(t - 1);
        float noise = (1 - kept) / size;
        float sum = 0;
        for (int k = 0; k < size; k++) {
            into[k] = Math.max(LEAST, kept * start[at + k] + noise) * step(schedule, t, size, k == now);
            sum += into[k];
        }
        for (int k = 0; k < size; k++) {
            into[k] /= sum;
        }
    }

    private static float step(NoiseSchedule schedule, int t, int size, boolean same) {
        float noise = (float) (schedule.beta(t) / size);
        return same ? (float) (1 - schedule.beta(t)) + noise : noise;
    }

    /**
     * Loss of a prediction: the divergence of the true law before step t from the predicted one; at t = 0 the negative logarithm of
     * the true level's probability.
     *
     * @param output the network's row; the category's logits are overwritten by {@code scale} times the loss's derivative
     * @param truth room for {@code size} numbers
     * @return the loss, not scaled
     */
    static double loss(
            NoiseSchedule schedule,
            int t,
            int level,
            int now,
            float[] output,
            int at,
            int size,
            float scale,
            float[] truth) {
        FastFloat.softmax(output, at, size, output);
        for (int k = 0; k < size; k++) {
            truth[k] = k == level ? 1 : 0;
        }
        if (t > 0) {
            posterior(schedule, t, truth.clone(), 0, size, now, truth);
        }
        float kept = (float) schedule.kept(t - 1);
        float noise = (1 - kept) / size;
        float sum = 0;
        for (int k = 0; k < size; k++) {
            sum += Math.max(LEAST, kept * output[at + k] + noise) * step(schedule, t, size, k == now);
        }
        double loss = 0;
        float mean = 0;
        for (int k = 0; k < size; k++) {
            float before = Math.max(LEAST, kept * output[at + k] + noise);
            float step = step(schedule, t, size, k == now);
            if (truth[k] > 0) {
                loss += truth[k] * StrictMath.log(truth[k] / Math.max(LEAST, before * step / sum));
            }
            truth[k] = kept * (step / sum - truth[k] / before);
            mean += output[at + k] * truth[k];
        }
        for (int k = 0; k < size; k++) {
            output[at + k] = scale * output[at + k] * (truth[k] - mean);
        }
        return loss;
    }

    /** Draws from a law. */
    static int draw(float[] law, int size, SeededRandom random) {
        double left = random.nextDouble();
        int chosen = 0;
        for (int k = 0; k < size && left >= 0; k++) {
            chosen = law[k] > 0 ? k : chosen;
            left -= law[k];
        }
        return chosen;
    }
}
