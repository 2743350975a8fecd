package dev.apes.engine.model;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * How wide an interval around a prediction has to be to hold a single gain: {@code mean ± factor · (deviation + floor)}. The factor
 * is the quantile of cross-validated residuals, each divided by its ensemble spread (cross-conformal prediction, Vovk 2015, with
 * normalised scores, Papadopoulos, Vovk and Gammerman 2011), one per rule where the rule has been seen on enough prompts (Mondrian
 * classes, Vovk, Gammerman and Shafer 2005). Prompts, not samples, are exchangeable, so each prompt counts once however many samples
 * it has (Dunn, Wasserman and Ramdas 2023). It says how single gains spread; what is decided by means uses {@link Prediction#deviation()}.
 *
 * @param floor added to every deviation, for where the members agree by chance; at least 0
 * @param factor for rules that have none of their own; infinite before there are {@value #FEWEST_PROMPTS} prompts
 * @param byRule factor of each rule seen on at least {@value #FEWEST_PROMPTS} prompts
 * @param coverage share of gains inside the 95 % interval, on prompts that neither the members nor the factor had seen; 0 without prompts
 * @param width mean width of those intervals; 0 without prompts
 * @param uncalibratedCoverage the same share for {@code mean ± 1.96 · deviation}
 * @param uncalibratedWidth mean width of those
 */
public record Calibration(
        double floor,
        double factor,
        Map<String, Double> byRule,
        double coverage,
        double width,
        double uncalibratedCoverage,
        double uncalibratedWidth) {
    /** With fewer prompts, the 95 % quantile lies beyond the largest residual seen. */
    public static final int FEWEST_PROMPTS = 40;

    /** The level of the intervals. */
    public static final double LEVEL = 0.95;

    /** Of a model that has not been judged. */
    public static final Calibration NONE = new Calibration(0, Double.POSITIVE_INFINITY, Map.of(), 0, 0, 0, 0);

    /** Validates and copies. */
    public Calibration {
        byRule = Checks.orderedCopy(byRule);
        if (!(floor >= 0) || !(factor >= 0)) {
            throw new IllegalArgumentException(
                    "floor and factor of a calibration must be at least 0 but are " + floor + " and " + factor);
        }
    }

    /** {@return whether intervals are finite} */
    public boolean known() {
        return Double.isFinite(factor);
    }

    /**
     * @param ruleId a rule
     * @param deviation of a prediction
     * @return half the width of its interval; infinite while the calibration is not {@link #known()}
     */
    public double halfWidth(String ruleId, double deviation) {
        return byRule.getOrDefault(ruleId, factor) * (deviation + floor);
    }
}
