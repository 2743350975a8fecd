package dev.apes.engine.feedback;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The effect of one rule on ratings, corrected for who was shown it: G-estimation (Robins, Mark and Newey 1992; the partially linear
 * score of Chernozhukov et al. 2018),
 *
 * <pre>effect = Σ (a − e) · (y − m₀(x)) / Σ (a − e) · a</pre>
 *
 * with {@code a} whether the rule was applied, {@code y} the rating, {@code m₀} a ridge regression of ratings on the prompt and all rules
 * applied, at this rule left out, and {@code e} a logistic regression of {@code a} on the prompt and the other rules applied. It is right
 * when either of the two models is, and an average over the prompts that could have been shown the rule or not: each counts by {@code h =
 * e · (1 − e)} (overlap weights, Li, Morgan and Zaslavsky 2018), so that a prompt to which a rule never applies says nothing about it, and
 * no weight exceeds 1. Both models predict prompts that
 * they have not seen. The standard error is the jackknife's over prompts, whose
 * ratings are one cluster (Bell and McCaffrey 2002), with Satterthwaite's degrees of freedom, estimated from the squared deviations.
 *
 * <p>How the effect varies is learnt from the pseudo-outcomes of augmented inverse propensity weighting (Robins, Rotnitzky and Zhao 1994),
 *
 * <pre>φ = m₁(x) − m₀(x) + (a/e − (1 − a)/(1 − e)) · (y − mₐ(x))</pre>
 *
 * whose propensities are clipped to [clip, 1 − clip] (Ionides 2008), which keeps single φ small. Clipped ones are no good for the effect:
 * where a rule is all but ruled out, no rating with it makes up for the error of {@code m₁}. Sizes are Kish's (1965): (Σw)² / Σw², with w =
 * h/e or h/(1 − e).
 *
 * @param pseudo φ of each rating
 * @param overlap h of each rating
 * @param effect in [-1, 1]
 * @param standardError of the effect, at most 1
 * @param freedom degrees of freedom of the standard error, at least 1
 * @param naive difference of plain means
 * @param effectiveSize 4 / (1/n₁ + 1/n₀) with Kish's sizes of the weighted ratings with and without the rule
 */
record DoublyRobust(
        double[] pseudo,
        double[] overlap,
        double effect,
        double standardError,
        double freedom,
        double naive,
        double effectiveSize) {
    static final int FOLDS = 5;
    static final double PENALTY = 1;

    /**
     * @param prompts scaled columns of each rated prompt
     * @param applied by rating and rule, 0 or 1
     * @param rule which rule
     * @param ratings each in [0, 1]
     * @param prompt number of each rating's prompt, from 0
     * @param clip in (0, 0.5)
     */
    static DoublyRobust of(
            double[][] prompts, double[][] applied, int rule, double[] ratings, int[] prompt, double clip) {
        int n = ratings.length;
        double[] pseudo = new double[n];
        double[] propensity = new double[n];
        double[] remainder = new double[n];
        double[] a = IntStream.range(0, n).mapToDouble(i -> applied[i][rule]).toArray();
        double[][] forRating = new double[n][];
        double[][] forShowing = new double[n][];
        for (int i = 0; i < n; i++) {
            forRating[i] = joined(prompts[i], applied[i], -1);
            forShowing[i] = joined(prompts[i], applied[i], rule);
        }
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            int[] learnt =
                    IntStream.range(0, n).filter(i -> prompt[i] % FOLDS != held).toArray();
            if (learnt.length == 0) {
                learnt = IntStream.range(0, n).toArray();
            }
            LinearFit outcome = LinearFit.squares(pick(forRating, learnt), pick(ratings, learnt), PENALTY);
            LinearFit showing = LinearFit.logistic(pick(forShowing, learnt), pick(a, learnt), PENALTY);
            for (int i = 0; i < n; i++) {
                if (prompt[i] % FOLDS != held) {
                    continue;
                }
                propensity[i] = showing.probability(forShowing[i]);
                double e = Math.max(clip, Math.min(1 - clip, propensity[i]));
                double[] row = forRating[i].clone();
                double own = outcome.at(row);
                row[prompts[i].length + rule] = 1;
                double with = outcome.at(row);
                row[prompts[i].length + rule] = 0;
                double without = outcome.at(row);
                remainder[i] = ratings[i] - without;
                pseudo[i] = with - without + (a[i] / e - (1 - a[i]) / (1 - e)) * (ratings[i] - own);
            }
        }
        return summary(pseudo, a, propensity, remainder, ratings, prompt);
    }

    private static DoublyRobust summary(
            double[] pseudo, double[] a, double[] e, double[] remainder, double[] ratings, int[] prompt) {
        int n = pseudo.length;
        double[] overlap = new double[n];
        double[] moved = new double[IntStream.of(prompt).max().orElse(-1) + 1];
        double[] shown = new double[moved.length];
        double[] sums = new double[4];
        double[] weights = new double[4];
        for (int i = 0; i < n; i++) {
            overlap[i] = e[i] * (1 - e[i]);
            moved[prompt[i]] += (a[i] - e[i]) * remainder[i];
            shown[prompt[i]] += (a[i] - e[i]) * a[i];
            int side = a[i] == 1 ? 1 : 0;
            double w = side == 1 ? 1 - e[i] : e[i];
            sums[side] += ratings[i];
            sums[2 + side]++;
            weights[side] += w;
            weights[2 + side] += w * w;
        }
        Estimate estimate = Estimate.of(moved, shown);
        double n0 = weights[0] * weights[0] / Math.max(1e-12, weights[2]);
        double n1 = weights[1] * weights[1] / Math.max(1e-12, weights[3]);
        return new DoublyRobust(
                pseudo,
                overlap,
                estimate.effect(),
                estimate.standardError(),
                estimate.freedom(),
                sums[1] / Math.max(1, sums[3]) - sums[0] / Math.max(1, sums[2]),
                n0 == 0 || n1 == 0 ? 0 : 4 / (1 / n0 + 1 / n1));
    }

    private record Estimate(double effect, double standardError, double freedom) {
        private static final Estimate NONE = new Estimate(0, 1, 1);

        /**
         * @param moved Σ (a − e) · (y − m₀) of each prompt
         * @param shown Σ (a − e) · a of each prompt
         */
        static Estimate of(double[] moved, double[] shown) {
            double total = DoubleStream.of(moved).sum();
            double divisor = DoubleStream.of(shown).sum();
            if (moved.length < 2 || !(divisor > 0)) {
                return NONE;
            }
            double effect = total / divisor;
            double squares = 0;
            double fourth = 0;
            for (int p = 0; p < moved.length; p++) {
                double without = divisor - shown[p];
                if (!(without > 0)) {
                    return NONE;
                }
                double d = (total - moved[p]) / without - effect;
                squares += d * d;
                fourth += d * d * d * d;
            }
            double error = Math.sqrt(squares * (moved.length - 1.0) / moved.length);
            // the fourth moment of a normal variable is three times its squared variance
            double freedom = fourth > 0 ? Math.max(1, 3 * squares * squares / fourth) : moved.length - 1;
            return new Estimate(Math.max(-1, Math.min(1, effect)), Math.min(1, error), freedom);
        }
    }

    /** The prompt's columns and those of the rules but one. */
    static double[] joined(double[] prompt, double[] applied, int without) {
        double[] row = java.util.Arrays.copyOf(prompt, prompt.length + applied.length - (without < 0 ? 0 : 1));
        int at = prompt.length;
        for (int r = 0; r < applied.length; r++) {
            if (r != without) {
                row[at++] = applied[r];
            }
        }
        return row;
    }

    static double[][] pick(double[][] rows, int[] indices) {
        return IntStream.of(indices).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }

    static double[] pick(double[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }
}
