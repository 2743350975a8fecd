package dev.apes.engine.pattern;

import java.util.BitSet;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much more a rule gains on some prompts than on all: a ratio of two means with its confidence interval by Fieller's
 * theorem (Fieller 1954), which unlike the delta method stays honest when the denominator is close to zero. The covered prompts
 * are part of all prompts, and the covariance of the two means accounts for that.
 *
 * @param support share of prompts covered
 * @param meanGain mean gain on them
 * @param value ratio of the means
 * @param low lower end of the interval, {@code -Infinity} where Fieller's interval is unbounded
 * @param high upper end of the interval, {@code +Infinity} where it is unbounded
 */
record Lift(double support, double meanGain, double value, double low, double high) {

    /** With fewer, gains that are mostly 0 look far surer than they are. */
    static final int FEWEST = 20;

    /**
     * @param gains raw gain per prompt
     * @param covered which prompts the pattern covers
     * @param z the normal quantile of the interval, e.g. 1.96
     * @return the lift; empty interval ends are infinite when the overall mean gain is not clearly positive
     */
    static Lift of(double[] gains, BitSet covered, double z) {
        int n = gains.length;
        int k = covered.cardinality();
        double all = 0;
        double in = 0;
        for (int i = 0; i < n; i++) {
            all += gains[i];
            in += covered.get(i) ? gains[i] : 0;
        }
        double meanAll = all / n;
        double meanIn = k == 0 ? 0 : in / k;
        double varAll = 0;
        double varIn = 0;
        for (int i = 0; i < n; i++) {
            varAll += square(gains[i] - meanAll);
            varIn += covered.get(i) ? square(gains[i] - meanIn) : 0;
        }
        if (k < 2 || meanAll <= 0) {
            return new Lift((double) k / Math.max(1, n), meanIn, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        varAll /= (double) (n - 1) * n;
        varIn /= (double) (k - 1) * k;
        // the covered prompts' mean enters the overall mean with weight k/n
        double covariance = varIn * k / n;
        double a = meanAll * meanAll - z * z * varAll;
        double b = meanIn * meanAll - z * z * covariance;
        double c = meanIn * meanIn - z * z * varIn;
        double discriminant = b * b - a * c;
        if (a <= 0 || discriminant < 0) {
            return new Lift(
                    (double) k / n, meanIn, meanIn / meanAll, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double root = Math.sqrt(discriminant);
        return new Lift((double) k / n, meanIn, meanIn / meanAll, (b - root) / a, (b + root) / a);
    }

    /**
     * The one-sided p-value of "the rule gains at most {@code ratio} times its mean on the covered prompts": the test that Fieller's lower
     * end inverts.
     *
     * @return 1 where nothing can be told, or fewer than {@value #FEWEST} prompts are covered
     */
    static double pValue(double[] gains, BitSet covered, double ratio) {
        int n = gains.length;
        int k = covered.cardinality();
        if (k < FEWEST) {
            return 1;
        }
        double all = 0;
        double in = 0;
        for (int i = 0; i < n; i++) {
            all += gains[i] / n;
            in += covered.get(i) ? gains[i] / k : 0;
        }
        double varAll = 0;
        double varIn = 0;
        for (int i = 0; i < n; i++) {
            varAll += square(gains[i] - all);
            varIn += covered.get(i) ? square(gains[i] - in) : 0;
        }
        varAll /= (double) (n - 1) * n;
        varIn /= (double) (k - 1) * k;
        double variance = varIn + ratio * ratio * varAll - 2 * ratio * varIn * k / n;
        if (all <= 0 || !(variance > 0)) {
            return 1;
        }
        // the variance on the covered prompts rules, and k − 1 degrees of freedom are all that is known of it
        return 1 - new TDistribution(null, k - 1.0).cumulativeProbability((in - ratio * all) / Math.sqrt(variance));
    }

    private static double square(double x) {
        return x * x;
    }
}
