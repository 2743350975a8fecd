package dev.apes.api.metrics;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * How one rule does on a set of prompts under given parameters.
 *
 * @param ruleId the rule
 * @param prompts how many prompts were measured, applicable or not
 * @param applied on how many of them it changed the text
 * @param meanGain mean raw gain over all prompts; not applicable counts as 0
 * @param gainDeviation standard deviation of the raw gain over all prompts, at least 0
 * @param effectiveness {@code (1 + Σ gain / Σ headroom) / 2} over all prompts, in [0, 1]; 0.5 is no effect
 * @param meanGainByDomain mean raw gain per domain, in a fixed order; may be empty
 */
public record RulePerformance(
        String ruleId,
        int prompts,
        int applied,
        double meanGain,
        double gainDeviation,
        double effectiveness,
        Map<String, Double> meanGainByDomain) {
    /** Validates and copies. */
    public RulePerformance {
        Checks.notBlank(ruleId, "rule id");
        Checks.atLeast(prompts, 0, "prompts");
        Checks.inRange(applied, 0, prompts, "applied");
        Checks.inRange(meanGain, -1, 1, "meanGain of " + ruleId);
        Checks.inRange(gainDeviation, 0, 2, "gainDeviation of " + ruleId);
        Checks.inRange(effectiveness, 0, 1, "effectiveness of " + ruleId);
        meanGainByDomain = Checks.orderedCopy(meanGainByDomain);
    }

    /** {@return the share of prompts whose text it changed, in [0, 1]; 0 without prompts} */
    public double applicability() {
        return prompts == 0 ? 0 : (double) applied / prompts;
    }

    /**
     * The improvement score of reports, in [0, 1]: {@code (1 + f) / 2} with {@code f = gain / headroom} for a gain and
     * {@code gain / baseline} for a loss. Noise biases it; nothing is decided by it.
     *
     * @param gain raw gain in [-1, 1]
     * @param baseline score of the original in [0, 1]
     * @return the improvement score; 0.5 is no effect
     */
    public static double improvementScore(double gain, double baseline) {
        double room = gain >= 0 ? 1 - baseline : baseline;
        double f = room <= 0 ? 0 : Math.max(-1, Math.min(1, gain / room));
        return (1 + f) / 2;
    }
}
