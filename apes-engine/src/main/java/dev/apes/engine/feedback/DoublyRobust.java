package dev.apes.engine.feedback;

import java.util.stream.IntStream;

/**
 * The effect of one rule on ratings, corrected for who was shown it: augmented inverse propensity weighting (Robins, Rotnitzky and
 * Zhao 1994; for logged policies Dudík, Langford and Li 2011), averaged over the prompts that could have been shown the rule or not
 * (overlap weights, Li, Morgan and Zaslavsky 2018):
 *
 * <pre>φ = m₁(x) − m₀(x) + (a/e − (1 − a)/(1 − e)) · (y − mₐ(x)),   h = e · (1 − e),   effect = Σ h·φ / Σ h</pre>
 *
 * with {@code a} whether the rule was applied, {@code y} the rating, {@code m} a ridge regression of ratings on the prompt and all rules
 * applied, and {@code e} a logistic regression of {@code a} on the prompt and the other rules applied. The mean is right when either of the
 * two models is. A rule that never applies to some kind of prompt says nothing about that kind, and {@code h} leaves it out; it also
 * bounds the weights. Propensities are moreover clipped to [clip, 1 − clip] (Ionides 2008), which keeps single φ small. Both models predict
 * prompts that they have not seen (cross-fitting, Chernozhukov et al. 2018). The standard error takes the ratings of one prompt as one
 * cluster; sizes are Kish's (1965): (Σw)² / Σw², with w = h/e or h/(1 − e).
 *
 * @param pseudo φ of each rating
 * @param overlap h of each rating
 * @param effect their weighted mean
 * @param standardError of the mean
 * @param naive difference of plain means
 * @param effectiveSize 4 / (1/n₁ + 1/n₀) with Kish's sizes of the weighted ratings with and without the rule
 */
record DoublyRobust(
        double[] pseudo, double[] overlap, double effect, double standardError, double naive, double effectiveSize) {
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
                double e = Math.max(clip, Math.min(1 - clip, showing.probability(forShowing[i])));
                double[] row = forRating[i].clone();
                double own = outcome.at(row);
                row[prompts[i].length + rule] = 1;
                double with = outcome.at(row);
                row[prompts[i].length + rule] = 0;
                double without = outcome.at(row);
                propensity[i] = e;
                pseudo[i] = with - without + (a[i] / e - (1 - a[i]) / (1 - e)) * (ratings[i] - own);
            }
        }
        return summary(pseudo, a, propensity, ratings, prompt);
    }

    private static DoublyRobust summary(double[] pseudo, double[] a, double[] e, double[] ratings, int[] prompt) {
        int n = pseudo.length;
        double[] overlap = new double[n];
        double sum = 0;
        double total = 0;
        double[] sums = new double[4];
        double[] weights = new double[4];
        for (int i = 0; i < n; i++) {
            overlap[i] = e[i] * (1 - e[i]);
            sum += overlap[i] * pseudo[i];
            total += overlap[i];
            int side = a[i] == 1 ? 1 : 0;
            double w = side == 1 ? 1 - e[i] : e[i];
            sums[side] += ratings[i];
            sums[2 + side]++;
            weights[side] += w;
            weights[2 + side] += w * w;
        }
        double mean = sum / total;
        double[] clusters = new double[IntStream.of(prompt).max().orElse(-1) + 1];
        for (int i = 0; i < n; i++) {
            clusters[prompt[i]] += overlap[i] * (pseudo[i] - mean);
        }
        double squares = 0;
        for (double c : clusters) {
            squares += c * c;
        }
        double correction = clusters.length < 2 ? 1 : clusters.length / (clusters.length - 1.0);
        double n0 = weights[0] * weights[0] / Math.max(1e-12, weights[2]);
        double n1 = weights[1] * weights[1] / Math.max(1e-12, weights[3]);
        return new DoublyRobust(
                pseudo,
                overlap,
                mean,
                Math.sqrt(squares * correction) / total,
                sums[1] / Math.max(1, sums[3]) - sums[0] / Math.max(1, sums[2]),
                n0 == 0 || n1 == 0 ? 0 : 4 / (1 / n0 + 1 / n1));
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
