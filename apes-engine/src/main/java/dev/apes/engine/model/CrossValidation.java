package dev.apes.engine.model;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * How good a model is: every sample is predicted by the member that has never seen its prompt. All figures are of samples of
 * given prompts; generated ones train, but are not judged.
 *
 * @param accuracy concordance over pairs of samples that share the prompt and differ in rule or parameters, ties in gain left
 *     out, ties in prediction counting half ({@code modelAccuracy}); 0 without pairs
 * @param low lower end of its 95 % interval, prompts taken as clusters; 0 without pairs
 * @param high upper end of that interval; 1 without pairs
 * @param pairs comparable pairs
 * @param across concordance over pairs of any two samples (of at most 4,000, evenly taken); 0 without pairs
 * @param seenAccuracy the same as accuracy, predicted by the members that have seen the prompt: an optimistic figure, which
 *     accuracy approaches from below as samples are added; 1 without pairs
 * @param loss mean squared error of the cross-validated predictions; 0 without samples
 * @param seenLoss mean squared error of predictions by members that have seen the prompt; 0 without samples
 * @param samples number of samples judged
 * @param byRule figures of each rule with samples, in the order of the schema
 * @param calibration how wide intervals of single gains have to be
 */
public record CrossValidation(
        double accuracy,
        double low,
        double high,
        long pairs,
        double across,
        double seenAccuracy,
        double loss,
        double seenLoss,
        int samples,
        Map<String, OfRule> byRule,
        Calibration calibration) {

    /** Copies. */
    public CrossValidation {
        byRule = Checks.orderedCopy(byRule);
    }

    /**
     * Figures of one rule.
     *
     * @param samples judged
     * @param error mean absolute error of cross-validated predictions
     * @param uncertainty mean standard deviation of the predictions
     */
    public record OfRule(int samples, double error, double uncertainty) {}

    /**
     * {@return what the accuracy can still gain: cross-validated and optimistic figure approach each other as samples are added,
     * so the present optimistic figure less the lower bound is an upper bound of the gain}
     */
    public double potential() {
        return Math.max(0, seenAccuracy - low);
    }
}
