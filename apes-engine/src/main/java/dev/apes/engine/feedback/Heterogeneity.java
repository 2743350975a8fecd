package dev.apes.engine.feedback;

import java.util.stream.IntStream;

/**
 * How an effect varies with the prompt: a regression of pseudo-outcomes on the prompt, centred so that its mean is the pooled effect.
 * The penalty is the largest that cross-validation by prompts finds within one standard error of the best (Breiman et al. 1984); a
 * constant is where it starts.
 *
 * @param slope by prompt, or null for a constant
 * @param centre mean of the slope's predictions over the prompts that the effect is averaged over
 * @param mean the effect
 */
record Heterogeneity(LinearFit slope, double centre, double mean) {
    private static final double[] PENALTIES = {0.1, 1, 10};

    static Heterogeneity of(double[][] prompts, double[] pseudo, double[] overlap, int[] prompt, double mean) {
        int n = pseudo.length;
        double[] flat = errors(prompts, pseudo, prompt, Double.POSITIVE_INFINITY);
        double best = Double.POSITIVE_INFINITY;
        double chosen = Double.POSITIVE_INFINITY;
        for (double share : PENALTIES) {
            double[] errors = errors(prompts, pseudo, prompt, share * n);
            double gain = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                gain += (errors[i] - flat[i]) / n;
            }
            for (int i = 0; i < n; i++) {
                squares += (errors[i] - flat[i] - gain) * (errors[i] - flat[i] - gain);
            }
            double error = Math.sqrt(squares) / n;
            if (gain + error < 0 && gain < best) {
                best = gain;
                chosen = share * n;
            }
        }
        if (Double.isInfinite(chosen)) {
            return new Heterogeneity(null, 0, mean);
        }
        LinearFit slope = LinearFit.squares(prompts, pseudo, chosen);
        double centre = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            centre += overlap[i] * slope.at(prompts[i]);
            total += overlap[i];
        }
        centre /= total;
        return new Heterogeneity(slope, centre, mean);
    }

    private static double[] errors(double[][] prompts, double[] pseudo, int[] prompt, double penalty) {
        double[] errors = new double[pseudo.length];
        for (int fold = 0; fold < DoublyRobust.FOLDS; fold++) {
            int held = fold;
            int[] learnt = IntStream.range(0, pseudo.length)
                    .filter(i -> prompt[i] % DoublyRobust.FOLDS != held)
                    .toArray();
            if (learnt.length == 0) {
                continue;
            }
            double[] y = DoublyRobust.pick(pseudo, learnt);
            double mean = java.util.Arrays.stream(y).average().orElseThrow();
            LinearFit fit = Double.isInfinite(penalty)
                    ? null
                    : LinearFit.squares(DoublyRobust.pick(prompts, learnt), y, penalty);
            for (int i = 0; i < pseudo.length; i++) {
                if (prompt[i] % DoublyRobust.FOLDS == held) {
                    double residual = pseudo[i] - (fit == null ? mean : fit.at(prompts[i]));
                    errors[i] = residual * residual;
                }
            }
        }
        return errors;
    }

    double at(double[] row) {
        return slope == null ? mean : mean + slope.at(row) - centre;
    }
}
