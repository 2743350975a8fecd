package dev.apes.engine.analytics;

import dev.apes.engine.statistics.EffectSize;
import dev.apes.engine.statistics.Holm;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.MannWhitney;
import dev.apes.engine.statistics.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Two or more groups of values, such as sessions, held against each other: each metric, each pair. All p-values of one comparison, both
 * tests of every pair and metric, are corrected together by Holm's method, so that the chance of finding any difference where there is none
 * is at most 5 %.
 *
 * @param groups names of the groups, in the order given
 * @param pairs each metric's pairs of groups, metrics in the order given
 */
public record Comparison(List<String> groups, List<Pair> pairs) {
    /** Fewest values of a group that are compared. */
    public static final int FEWEST = 3;

    private static final double LEVEL = 0.95;

    /** Copies. */
    public Comparison {
        groups = List.copyOf(groups);
        pairs = List.copyOf(pairs);
    }

    /** What a pair shows. */
    public enum Verdict {
        /** The first group's values are higher. */
        FIRST_HIGHER,
        /** The second group's values are higher. */
        SECOND_HIGHER,
        /** No difference is shown, which does not mean that there is none. */
        NONE_SHOWN,
        /** One of the groups has fewer than three values. */
        TOO_FEW
    }

    /**
     * One metric of two groups. Where {@link Verdict#TOO_FEW}, p-values are 1 and intervals the whole line.
     *
     * @param metric its name
     * @param first the one group
     * @param second the other
     * @param firstN values of the one
     * @param secondN values of the other
     * @param firstMean mean of the one; 0 without values
     * @param secondMean mean of the other; 0 without values
     * @param difference first less second mean with Welch's 95 % interval
     * @param welchP two-sided p-value of Welch's (1947) t-test, corrected
     * @param mannWhitneyP two-sided p-value of Mann and Whitney's test, corrected
     * @param cohensD difference in pooled standard deviations with its 95 % interval
     * @param cliffsDelta chance that a value of the first is larger less that it is smaller, with its 95 % interval
     * @param verdict what is shown at 5 %, over all metrics and pairs
     */
    public record Pair(
            String metric,
            String first,
            String second,
            int firstN,
            int secondN,
            double firstMean,
            double secondMean,
            Interval difference,
            double welchP,
            double mannWhitneyP,
            Interval cohensD,
            Interval cliffsDelta,
            Verdict verdict) {}

    /**
     * @param metrics values of each group by metric, then by group; a group may lack a metric
     * @return the comparison of every pair of groups in every metric
     */
    public static Comparison of(Map<String, Map<String, double[]>> metrics) {
        List<String> groups = metrics.values().stream()
                .flatMap(values -> values.keySet().stream())
                .distinct()
                .toList();
        List<Raw> raw = new ArrayList<>();
        for (Map.Entry<String, Map<String, double[]>> metric : new LinkedHashMap<>(metrics).entrySet()) {
            for (int i = 0; i < groups.size(); i++) {
                for (int j = i + 1; j < groups.size(); j++) {
                    raw.add(Raw.of(
                            metric.getKey(),
                            groups.get(i),
                            groups.get(j),
                            metric.getValue().getOrDefault(groups.get(i), new double[0]),
                            metric.getValue().getOrDefault(groups.get(j), new double[0])));
                }
            }
        }
        double[] p = raw.stream()
                .filter(Raw::enough)
                .flatMapToDouble(r -> java.util.stream.DoubleStream.of(r.welch, r.mannWhitney))
                .toArray();
        double[] adjusted = Holm.adjusted(p);
        List<Pair> pairs = new ArrayList<>();
        int next = 0;
        for (Raw r : raw) {
            if (r.enough()) {
                pairs.add(r.pair(adjusted[next], adjusted[next + 1]));
                next += 2;
            } else {
                pairs.add(r.tooFew());
            }
        }
        return new Comparison(groups, pairs);
    }

    /** {@return whether any difference is shown} */
    public boolean anyShown() {
        return pairs.stream()
                .anyMatch(pair -> pair.verdict() == Verdict.FIRST_HIGHER || pair.verdict() == Verdict.SECOND_HIGHER);
    }

    private record Raw(
            String metric, String first, String second, double[] a, double[] b, double welch, double mannWhitney) {
        static Raw of(String metric, String first, String second, double[] a, double[] b) {
            boolean enough = a.length >= FEWEST && b.length >= FEWEST;
            return new Raw(
                    metric,
                    first,
                    second,
                    a,
                    b,
                    enough ? Welch.of(a, b).pValue() : 1,
                    enough ? MannWhitney.test(a, b).pValue() : 1);
        }

        boolean enough() {
            return a.length >= FEWEST && b.length >= FEWEST;
        }

        Pair pair(double welchP, double mannWhitneyP) {
            Interval difference = Welch.of(a, b).difference();
            Interval delta = EffectSize.cliffsDelta(a, b, LEVEL);
            return new Pair(
                    metric,
                    first,
                    second,
                    a.length,
                    b.length,
                    Moments.of(a).mean(),
                    Moments.of(b).mean(),
                    difference,
                    welchP,
                    mannWhitneyP,
                    EffectSize.cohensD(a, b, LEVEL),
                    delta,
                    verdict(
                            welchP <= 1 - LEVEL ? Math.signum(difference.estimate()) : 0,
                            mannWhitneyP <= 1 - LEVEL ? Math.signum(delta.estimate()) : 0));
        }

        /** Tests that point in different directions show nothing. */
        private static Verdict verdict(double byMean, double byRank) {
            double sum = byMean * byRank < 0 ? 0 : byMean + byRank;
            return sum > 0 ? Verdict.FIRST_HIGHER : sum < 0 ? Verdict.SECOND_HIGHER : Verdict.NONE_SHOWN;
        }

        Pair tooFew() {
            double x = a.length == 0 ? 0 : Moments.of(a).mean();
            double y = b.length == 0 ? 0 : Moments.of(b).mean();
            Interval unknown = new Interval(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, LEVEL);
            return new Pair(
                    metric,
                    first,
                    second,
                    a.length,
                    b.length,
                    x,
                    y,
                    new Interval(x - y, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, LEVEL),
                    1,
                    1,
                    unknown,
                    new Interval(0, -1, 1, LEVEL),
                    Verdict.TOO_FEW);
        }
    }

    /**
     * Welch's t-test.
     *
     * @param difference of the means with its interval; of no width where neither sample varies
     * @param pValue two-sided; without variance 1 for equal means and 0 otherwise
     */
    record Welch(Interval difference, double pValue) {
        static Welch of(double[] a, double[] b) {
            Moments x = Moments.of(a);
            Moments y = Moments.of(b);
            double u = x.variance() / x.n();
            double v = y.variance() / y.n();
            double difference = x.mean() - y.mean();
            if (u + v == 0) {
                // values that never vary tell nothing of how they would
                return new Welch(new Interval(difference, difference, difference, LEVEL), difference == 0 ? 1 : 0);
            }
            double freedom = (u + v) * (u + v) / (u * u / (x.n() - 1) + v * v / (y.n() - 1));
            TDistribution t = new TDistribution(null, freedom);
            double error = Math.sqrt(u + v);
            double half = t.inverseCumulativeProbability(0.5 + LEVEL / 2) * error;
            return new Welch(
                    new Interval(difference, difference - half, difference + half, LEVEL),
                    Math.min(1, 2 * t.cumulativeProbability(-Math.abs(difference) / error)));
        }
    }
}
