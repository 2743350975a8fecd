package dev.apes.engine.pattern;

import dev.apes.api.store.PatternRecord.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The simple conditions patterns are made of: a feature is zero, is not zero, lies below or above a sixth of its distribution, or in its
 * middle third.
 *
 * @param conditions one per item
 * @param features the index of each item's feature; items of one feature never combine
 */
record Items(List<Condition> conditions, int[] features) {

    /**
     * Cuts each feature at its sextiles; a feature that is zero for at least a fifth of the rows is cut at zero instead.
     *
     * @param names feature names
     * @param rows feature values as {@code [prompt][feature]}
     */
    static Items of(List<String> names, double[][] rows) {
        List<Condition> conditions = new ArrayList<>();
        List<Integer> features = new ArrayList<>();
        for (int f = 0; f < names.size(); f++) {
            int feature = f;
            double[] sorted =
                    Arrays.stream(rows).mapToDouble(r -> r[feature]).sorted().toArray();
            for (double[] interval : intervals(sorted)) {
                conditions.add(new Condition(names.get(f), interval[0], interval[1]));
                features.add(f);
            }
        }
        return new Items(conditions, features.stream().mapToInt(i -> i).toArray());
    }

    private static List<double[]> intervals(double[] sorted) {
        int n = sorted.length;
        List<double[]> intervals = new ArrayList<>();
        if (n == 0 || sorted[0] == sorted[n - 1]) {
            return intervals;
        }
        long zeros = Arrays.stream(sorted).filter(v -> v == 0).count();
        if (sorted[0] == 0 && zeros * 5 >= n) {
            double first = Arrays.stream(sorted).filter(v -> v > 0).findFirst().orElseThrow();
            intervals.add(new double[] {Double.NEGATIVE_INFINITY, first});
            intervals.add(new double[] {first, Double.POSITIVE_INFINITY});
            return intervals;
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int sixth = 1; sixth < 6; sixth++) {
            double cut = sorted[sixth * n / 6];
            if (cut > sorted[0] && cut > last) {
                intervals.add(new double[] {Double.NEGATIVE_INFINITY, cut});
                intervals.add(new double[] {cut, Double.POSITIVE_INFINITY});
                last = cut;
            }
        }
        double low = sorted[n / 3];
        double high = sorted[2 * n / 3];
        if (high > low && low > sorted[0]) {
            intervals.add(new double[] {low, high});
        }
        return intervals;
    }

    /** Which rows satisfy each item. */
    BitSet[] cover(List<String> names, double[][] rows) {
        BitSet[] covers = new BitSet[conditions.size()];
        for (int i = 0; i < covers.length; i++) {
            covers[i] = new BitSet(rows.length);
            int feature = names.indexOf(conditions.get(i).feature());
            for (int r = 0; r < rows.length; r++) {
                covers[i].set(r, conditions.get(i).holds(rows[r][feature]));
            }
        }
        return covers;
    }
}
