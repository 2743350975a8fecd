package dev.apes.engine.gap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * How evenly a rule helps. Between domains by a one-way analysis of variance with random effects: {@code τ² = (MSB − MSW) / n0}
 * with {@code n0 = (N − Σn²/N) / (k − 1)} estimates the variance of the true domain means, the F-test says whether there is any (Searle,
 * Casella and McCulloch 1992, chapter 3). Domains of fewer than ten prompts are left out.
 *
 * @param domainDeviation τ, at least 0
 * @param domainConfidence 1 less the p-value of the F-test; 0 where it can't be made
 * @param harmed share of prompts with a loss
 * @param lost mean over all prompts of the losses, at least 0
 * @param lostError standard error of {@code lost}
 */
public record RuleSpread(
        double domainDeviation, double domainConfidence, double harmed, double lost, double lostError) {
    private static final int FEWEST_PROMPTS = 10;

    /**
     * @param gains of a rule by prompt
     * @param domains of the prompts
     * @return its spread
     */
    public static RuleSpread of(double[] gains, List<String> domains) {
        double lost = 0;
        double squares = 0;
        int harmed = 0;
        for (double g : gains) {
            double loss = Math.max(0, -g);
            harmed += g < 0 ? 1 : 0;
            lost += loss;
            squares += loss * loss;
        }
        int n = Math.max(1, gains.length);
        double mean = lost / n;
        double variance = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1);
        double[] between = between(gains, domains);
        return new RuleSpread(between[0], between[1], harmed / (double) n, mean, Math.sqrt(variance / n));
    }

    private static double[] between(double[] gains, List<String> domains) {
        Map<String, double[]> sums = new TreeMap<>();
        for (int i = 0; i < gains.length; i++) {
            double[] s = sums.computeIfAbsent(domains.get(i), d -> new double[3]);
            s[0]++;
            s[1] += gains[i];
            s[2] += gains[i] * gains[i];
        }
        sums.values().removeIf(s -> s[0] < FEWEST_PROMPTS);
        int k = sums.size();
        double n = 0;
        double total = 0;
        double squaredSizes = 0;
        for (double[] s : sums.values()) {
            n += s[0];
            total += s[1];
            squaredSizes += s[0] * s[0];
        }
        if (k < 2) {
            return new double[2];
        }
        double within = 0;
        double spread = 0;
        for (double[] s : sums.values()) {
            double mean = s[1] / s[0];
            within += Math.max(0, s[2] - s[0] * mean * mean);
            spread += s[0] * (mean - total / n) * (mean - total / n);
        }
        double msb = spread / (k - 1);
        double msw = within / (n - k);
        double deviation = Math.sqrt(Math.max(0, msb - msw) / ((n - squaredSizes / n) / (k - 1)));
        // without any variance inside the domains, any difference between them is a true one
        double confidence = msw < 1e-15
                ? (msb > 1e-12 ? 1 : 0)
                : new FDistribution(null, k - 1, n - k).cumulativeProbability(msb / msw);
        return new double[] {deviation, confidence};
    }
}
