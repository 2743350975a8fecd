package dev.apes.engine.promotion;

import dev.apes.engine.statistics.Moments;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many units a test needs to show the smallest effect worth having.
 *
 * <p>That effect is the largest of: the minimum effect; the design effect (0.2 standard deviations: with fewer than 368 units only larger effects
 * can be shown at 0.0015, so it is what "enough prompts" means when nothing else is known); and what training prompts promise, as
 * their mean less one standard error, a discount for having been chosen as the best there. Without the last two, an effect of 0.1 with a
 * deviation of 0.1 would be untestable on 376 prompts because one of 0.005 is.
 *
 * <p><b>Nothing here looks at the outcome of the test.</b> The deviation comes from the candidate's differences on training prompts. Where there are
 * too few of those, it is the root mean square about zero of the validation differences: a function of their absolute values only.
 * A sign-flip test is valid conditionally on these, and under a normal law with mean zero Student's t is independent of it (Basu 1955),
 * so that choosing to test by it leaves the level alone; and it is never below the deviation by more than the factor
 * sqrt((n - 1) / n), so that it errs on the side of not testing.
 *
 * @param power wanted power in (0.5, 1)
 * @param minimumEffect raw-gain difference below which nothing is worth having, above 0
 * @param designEffect smallest effect in standard deviations the gate is built for, above 0
 */
record PowerCheck(double power, double minimumEffect, double designEffect) {
    /** Fewer training differences than this are no basis for a deviation. */
    static final int ENOUGH_TRAINING = 30;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** What to plan with: the deviation of a unit and the effect to show. */
    record Plan(double deviation, double effect) {}

    Plan plan(PairedDifferences validation, Optional<PairedDifferences> training) {
        if (training.isPresent() && training.get().size() >= ENOUGH_TRAINING) {
            Moments m = training.get().moments();
            double promised = m.mean() - m.standardError();
            return new Plan(m.deviation(), worthHaving(m.deviation(), promised));
        }
        double spread = validation.rootMeanSquare();
        return new Plan(spread, worthHaving(spread, 0));
    }

    private double worthHaving(double deviation, double promised) {
        return Math.max(Math.max(minimumEffect, designEffect * deviation), promised);
    }

    /**
     * Normal approximation with Guenther's correction for Student's t (1981): {@code (z_α + z_β)² σ² / δ² + z_α² / 2}.
     *
     * @return how many units are needed, rounded up
     */
    int needed(Plan plan, double alpha) {
        double za = NORMAL.inverseCumulativeProbability(1 - alpha);
        double zb = NORMAL.inverseCumulativeProbability(power);
        double ratio = (za + zb) * plan.deviation() / plan.effect();
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(ratio * ratio + za * za / 2));
    }
}
