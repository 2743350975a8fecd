package dev.apes.engine.feedback;

import dev.apes.engine.statistics.Interval;

/**
 * What people's ratings say of one rule, on the scale of an evaluator: one star is 0.25.
 *
 * @param ruleId the rule
 * @param naive mean rating where it was applied less mean rating where it was not: biased by who was shown the rule
 * @param effect corrected effect of applying it, averaged over the rated prompts, with a 95 % interval
 * @param shown ratings with the rule
 * @param withheld ratings without it
 * @param effectiveSize how many ratings of a random half-and-half trial the weighted ratings are worth
 * @param outcomes scores of single applications in {@code rule_performance} that entered the effect
 * @param judged whether the effect is known closely enough to be used
 */
public record RuleEffect(
        String ruleId,
        double naive,
        Interval effect,
        int shown,
        int withheld,
        double effectiveSize,
        int outcomes,
        boolean judged) {
    /** Half a star: an effect known less closely than that is not used. */
    static final double HALF_WIDTH = 0.125;
    /** Fewer ratings on one side, and the traces of a rule can't be told. */
    static final int FEWEST_PER_SIDE = 20;

    double halfWidth() {
        return (effect.high() - effect.low()) / 2;
    }
}
