package dev.apes.engine.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Fits a {@link Calibration} to cross-validated residuals, and measures it on the folds that did not take part. */
final class Calibrating {
    private static final double PLAIN = 1.959964;
    /** Candidates for the floor, as shares of the root mean square residual; the one with the narrowest intervals is taken. */
    private static final double[] FLOORS = {0.05, 0.25, 1};

    private final double[] residuals;
    private final double[] deviations;
    private final int[] prompts;
    private final int[] folds;
    private final Map<String, int[]> byRule;
    private final int promptCount;

    /**
     * @param residuals absolute, of samples that the predicting member had not seen
     * @param deviations of the predictions
     * @param prompts number of each sample's prompt, from 0
     * @param folds of each sample's prompt
     * @param rules of each sample
     */
    Calibrating(double[] residuals, double[] deviations, int[] prompts, int[] folds, List<String> rules) {
        this.residuals = residuals;
        this.deviations = deviations;
        this.prompts = prompts;
        this.folds = folds;
        promptCount = IntStream.of(prompts).max().orElse(-1) + 1;
        byRule = new LinkedHashMap<>();
        rules.stream()
                .distinct()
                .forEach(rule -> byRule.put(
                        rule,
                        IntStream.range(0, residuals.length)
                                .filter(i -> rules.get(i).equals(rule))
                                .toArray()));
    }

    Calibration fit() {
        if (promptCount < Calibration.FEWEST_PROMPTS) {
            return Calibration.NONE;
        }
        double squares = 0;
        for (double r : residuals) {
            squares += r * r / residuals.length;
        }
        double scale = Math.max(1e-9, Math.sqrt(squares));
        Calibration best = null;
        for (double share : FLOORS) {
            Calibration one = fit(share * scale);
            if (best == null || one.width() < best.width()) {
                best = one;
            }
        }
        return best;
    }

    private Calibration fit(double floor) {
        int[] all = IntStream.range(0, residuals.length).toArray();
        double[] pooled = quantiles(all, floor);
        Map<String, double[]> own = new LinkedHashMap<>();
        byRule.forEach((rule, samples) -> {
            if (IntStream.of(samples).map(i -> prompts[i]).distinct().count() >= 2L * Calibration.FEWEST_PROMPTS) {
                own.put(rule, quantiles(samples, floor));
            }
        });
        double[][] halves = new double[2][residuals.length];
        byRule.forEach((rule, samples) -> {
            double[] factors = own.getOrDefault(rule, pooled);
            for (int i : samples) {
                halves[0][i] = factors[folds[i]] * (deviations[i] + floor);
                halves[1][i] = PLAIN * deviations[i];
            }
        });
        Map<String, Double> factors = new LinkedHashMap<>();
        own.forEach((rule, q) -> factors.put(rule, q[q.length - 1]));
        double[] calibrated = covered(halves[0]);
        double[] plain = covered(halves[1]);
        return new Calibration(
                floor, pooled[pooled.length - 1], factors, calibrated[0], calibrated[1], plain[0], plain[1]);
    }

    /** The quantile of scores without each fold, and of all scores behind them. */
    private double[] quantiles(int[] samples, double floor) {
        double[] scores = new double[samples.length];
        Integer[] order = new Integer[samples.length];
        Arrays.setAll(order, k -> k);
        int[] perPrompt = new int[promptCount];
        for (int k = 0; k < samples.length; k++) {
            scores[k] = residuals[samples[k]] / (deviations[samples[k]] + floor);
            perPrompt[prompts[samples[k]]]++;
        }
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        double[] quantiles = new double[EffectivenessModel.MEMBERS + 1];
        for (int without = 0; without < quantiles.length; without++) {
            double total = 0;
            for (int sample : samples) {
                total += folds[sample] == without ? 0 : 1.0 / perPrompt[prompts[sample]];
            }
            // the prompt to come counts as one more, whose score is not known
            double wanted = Calibration.LEVEL * (total + 1);
            double sum = 0;
            double last = 0;
            for (int k : order) {
                if (folds[samples[k]] != without) {
                    sum += 1.0 / perPrompt[prompts[samples[k]]];
                    last = scores[k];
                    if (sum >= wanted) {
                        break;
                    }
                }
            }
            quantiles[without] = last;
        }
        return quantiles;
    }

    /** Share of samples inside and mean width, each prompt counting once. */
    private double[] covered(double[] halves) {
        double[] inside = new double[promptCount];
        double[] width = new double[promptCount];
        int[] n = new int[promptCount];
        for (int i = 0; i < halves.length; i++) {
            inside[prompts[i]] += residuals[i] <= halves[i] ? 1 : 0;
            width[prompts[i]] += 2 * halves[i];
            n[prompts[i]]++;
        }
        double[] means = new double[2];
        for (int p = 0; p < promptCount; p++) {
            means[0] += inside[p] / n[p] / promptCount;
            means[1] += width[p] / n[p] / promptCount;
        }
        return means;
    }
}
