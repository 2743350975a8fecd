package dev.apes.benchmarks.gate;

import java.util.random.RandomGenerator;

/**
 * Prompt-specific taste: prompts have hidden features; a composition pleases a prompt by smooth functions of these, which cancel out over all
 * prompts but not prompt by prompt. All candidates of a session meet the same prompts, so that their tests depend on each other.
 */
final class Taste {
    private static final int FEATURES = 4;

    private Taste() {}

    /** Hidden features of a number of prompts. */
    static double[][] prompts(int n, RandomGenerator random) {
        double[][] features = new double[n][FEATURES];
        for (double[] prompt : features) {
            for (int k = 0; k < FEATURES; k++) {
                prompt[k] = random.nextGaussian();
            }
        }
        return features;
    }

    /** What an evaluator likes about one composition: two directions in feature space, one wave and one bowl. */
    record Liking(double[] wave, double[] bowl) {
        static Liking draw(RandomGenerator random) {
            return new Liking(direction(random, 1.5), direction(random, 1));
        }

        /** Mean 0 over standard normal features: a sine is odd, and a square less one has mean 0. */
        double of(double[] prompt) {
            double w = dot(wave, prompt);
            double b = dot(bowl, prompt);
            return 0.6 * Math.sin(w) + 0.35 * (b * b - 1);
        }
    }

    /** How well each prompt likes it. */
    static double[] likings(double[][] prompts, Liking liking) {
        double[] out = new double[prompts.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = liking.of(prompts[i]);
        }
        return out;
    }

    private static double[] direction(RandomGenerator random, double length) {
        double[] d = new double[FEATURES];
        double squares = 0;
        for (int k = 0; k < FEATURES; k++) {
            d[k] = random.nextGaussian();
            squares += d[k] * d[k];
        }
        for (int k = 0; k < FEATURES; k++) {
            d[k] *= length / Math.sqrt(squares);
        }
        return d;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < FEATURES; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
