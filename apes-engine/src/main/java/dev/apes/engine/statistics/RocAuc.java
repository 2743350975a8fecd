package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Area under the ROC curve: the chance that a positive case scores above a negative one, ties counting half. */
public final class RocAuc {
    private RocAuc() {}

    /**
     * The area by ranks (Mann and Whitney).
     *
     * @param scores finite scores, higher meaning positive
     * @param positive as many labels
     * @return the area in [0, 1]; empty without a case of either kind
     */
    public static OptionalDouble of(double[] scores, boolean[] positive) {
        int positives = count(scores, positive);
        int negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        double[] ranks = new NaturalRanking().rank(scores);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i]) {
                sum += ranks[i];
            }
        }
        return OptionalDouble.of((sum - positives * (positives + 1.0) / 2) / ((double) positives * negatives));
    }

    /**
     * The area with the interval of DeLong, DeLong and Clarke-Pearson (1988) on the logit scale, which keeps it within [0, 1]. An area
     * of exactly 0 or 1 has no variance estimate; there the interval reaches as far as the rule of three,
     * {@code 3 / min(positives, negatives)}.
     *
     * @param scores finite scores
     * @param positive as many labels; at least one of each kind
     * @param level coverage in (0, 1)
     * @return the area with its interval
     */
    public static Interval deLong(double[] scores, boolean[] positive, double level) {
        Samples.level(level);
        double area = of(scores, positive)
                .orElseThrow(
                        () -> new IllegalArgumentException("an AUC needs at least one positive and one negative case"));
        double[] pos = select(scores, positive, true);
        double[] neg = select(scores, positive, false);
        if (area == 0 || area == 1) {
            double reach = Math.min(1, 3.0 / Math.min(pos.length, neg.length));
            return area == 1 ? new Interval(1, 1 - reach, 1, level) : new Interval(0, 0, reach, level);
        }
        double variance =
                variance(placements(pos, neg, false)) / pos.length + variance(placements(neg, pos, true)) / neg.length;
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + level / 2);
        double logit = Math.log(area / (1 - area));
        double half = z * Math.sqrt(variance) / (area * (1 - area));
        return new Interval(area, expit(logit - half), expit(logit + half), level);
    }

    /**
     * The difference of the areas of two scores of the same cases, with the normal interval of DeLong, DeLong and Clarke-Pearson (1988),
     * which allows for the two being correlated.
     *
     * @param first finite scores
     * @param second as many finite scores of the same cases
     * @param positive as many labels; at least two of each kind
     * @param level coverage in (0, 1)
     * @return the first area minus the second, with its interval
     */
    public static Interval difference(double[] first, double[] second, boolean[] positive, double level) {
        Samples.level(level);
        Samples.sameLength(first.length, second.length, "first and second scores");
        double[] overNegatives = minus(placements(first, positive, true), placements(second, positive, true));
        double[] overPositives = minus(placements(first, positive, false), placements(second, positive, false));
        if (overNegatives.length < 2 || overPositives.length < 2) {
            throw new IllegalArgumentException("comparing two AUCs needs two positive and two negative cases but got "
                    + overNegatives.length + " and " + overPositives.length);
        }
        double difference = Moments.of(overNegatives).mean();
        double variance =
                variance(overNegatives) / overNegatives.length + variance(overPositives) / overPositives.length;
        double half =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + level / 2) * Math.sqrt(variance);
        return new Interval(difference, difference - half, difference + half, level);
    }

    /** Placements of the cases of one kind among those of the other, {@code count} checking the input. */
    private static double[] placements(double[] scores, boolean[] positive, boolean wanted) {
        int positives = count(scores, positive);
        return positives == 0 || positives == scores.length
                ? new double[0]
                : placements(select(scores, positive, wanted), select(scores, positive, !wanted), !wanted);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }

    /** For each value the share of {@code others} below it (above it if {@code flipped}), ties half. */
    private static double[] placements(double[] values, double[] others, boolean flipped) {
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values)
                .map(v -> {
                    double below = (lowerBound(sorted, v, false) + lowerBound(sorted, v, true)) / 2.0 / sorted.length;
                    return flipped ? 1 - below : below;
                })
                .toArray();
    }

    /** How many sorted values are below {@code v}, or not above it if {@code inclusive}. */
    private static int lowerBound(double[] sorted, double v, boolean inclusive) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < v || inclusive && sorted[mid] == v) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    private static double variance(double[] values) {
        return Moments.of(values).variance();
    }

    private static double[] select(double[] scores, boolean[] positive, boolean wanted) {
        double[] out = new double[scores.length];
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i] == wanted) {
                out[n++] = scores[i];
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static int count(double[] scores, boolean[] positive) {
        Samples.sameLength(scores.length, positive.length, "scores and labels");
        Samples.checked(scores, 0, "scores");
        int n = 0;
        for (boolean p : positive) {
            n += p ? 1 : 0;
        }
        return n;
    }

    private static double expit(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
