package dev.apes.engine.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How often predictions order two cases as the truth does (Harrell's C; Kendall's tau is {@code 2C - 1} without ties).
 *
 * @param concordant pairs in the same order
 * @param discordant pairs in opposite order
 * @param tiedPredictions pairs whose truths differ and whose predictions do not; they count half
 */
public record Concordance(long concordant, long discordant, long tiedPredictions) {
    /**
     * Counts all pairs within each group. Pairs whose truths are equal say nothing and are left out.
     *
     * @param truth finite values
     * @param predicted as many finite values
     * @param groups as many group labels, e.g. prompt ids; only cases with equal labels are compared
     * @return the counts
     */
    public static Concordance within(double[] truth, double[] predicted, List<?> groups) {
        Samples.sameLength(truth.length, groups.size(), "truth and groups");
        check(truth, predicted);
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < truth.length; i++) {
            members.computeIfAbsent(groups.get(i), g -> new ArrayList<>()).add(i);
        }
        long[] counts = new long[3];
        for (List<Integer> group : members.values()) {
            int[] indices = group.stream().mapToInt(Integer::intValue).toArray();
            count(truth, predicted, indices, counts);
        }
        return new Concordance(counts[0], counts[1], counts[2]);
    }

    /**
     * Counts all pairs; time grows with the square of the length.
     *
     * @param truth finite values
     * @param predicted as many finite values
     * @return the counts
     */
    public static Concordance across(double[] truth, double[] predicted) {
        check(truth, predicted);
        int[] indices = new int[truth.length];
        Arrays.setAll(indices, i -> i);
        long[] counts = new long[3];
        count(truth, predicted, indices, counts);
        return new Concordance(counts[0], counts[1], counts[2]);
    }

    /** {@return how many pairs were comparable} */
    public long pairs() {
        return concordant + discordant + tiedPredictions;
    }

    /** {@return the index in [0, 1], 0.5 being guessing; empty if no pair was comparable} */
    public OptionalDouble index() {
        return pairs() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((concordant + 0.5 * tiedPredictions) / pairs());
    }

    private static void check(double[] truth, double[] predicted) {
        Samples.sameLength(truth.length, predicted.length, "truth and predictions");
        Samples.checked(truth, 0, "truth");
        Samples.checked(predicted, 0, "predictions");
    }

    private static void count(double[] truth, double[] predicted, int[] indices, long[] counts) {
        for (int a = 0; a < indices.length; a++) {
            double t = truth[indices[a]];
            double p = predicted[indices[a]];
            for (int b = a + 1; b < indices.length; b++) {
                double dt = truth[indices[b]] - t;
                if (dt != 0) {
                    double dp = predicted[indices[b]] - p;
                    counts[dp == 0 ? 2 : dp > 0 == dt > 0 ? 0 : 1]++;
                }
            }
        }
    }
}
