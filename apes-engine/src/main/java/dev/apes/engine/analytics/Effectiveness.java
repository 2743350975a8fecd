package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What a strategy or a method bought: the gain in score of the iterations that used it, all together and per 1,000 evaluator calls. This
 * tells what came with it, not what it caused: the loop chooses strategies by what is missing.
 *
 * @param name of the strategy or method
 * @param uses how many iterations used it
 * @param gained sum of their gains
 * @param calls sum of their evaluator calls
 * @param meanGain mean gain of an iteration with Student's 95 % interval, infinitely wide for a single use
 * @param perThousandCalls {@code 1000 Σ gain / Σ calls} with the interval of a ratio by the delta method (Cochran, Sampling Techniques,
 *     1977, 6.4): variance {@code Σ (g - R c)² / (n - 1) / n / mean(c)²}; infinitely wide for a single use, 0 over the whole line without
 *     calls
 */
public record Effectiveness(
        String name, int uses, double gained, double calls, Interval meanGain, Interval perThousandCalls) {
    private static final double LEVEL = 0.95;

    /**
     * One iteration.
     *
     * @param name what it used
     * @param gain change of the score
     * @param calls evaluator calls, at least 0
     */
    public record Use(String name, double gain, double calls) {}

    /**
     * @param uses iterations in any order
     * @return what each name bought, the most per call first
     */
    public static List<Effectiveness> of(List<Use> uses) {
        Map<String, List<Use>> byName = new LinkedHashMap<>();
        uses.forEach(use ->
                byName.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use));
        return byName.entrySet().stream()
                .map(e -> of(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingDouble(
                                (Effectiveness e) -> -e.perThousandCalls().estimate())
                        .thenComparing(Effectiveness::name))
                .toList();
    }

    private static Effectiveness of(String name, List<Use> uses) {
        double gained = uses.stream().mapToDouble(Use::gain).sum();
        double calls = uses.stream().mapToDouble(Use::calls).sum();
        return new Effectiveness(
                name,
                uses.size(),
                gained,
                calls,
                Moments.of(uses.stream().mapToDouble(Use::gain).toArray()).meanInterval(LEVEL),
                ratio(uses, gained, calls));
    }

    private static Interval ratio(List<Use> uses, double gained, double calls) {
        int n = uses.size();
        double ratio = calls > 0 ? gained / calls : 0;
        if (n < 2 || !(calls > 0)) {
            return new Interval(1_000 * ratio, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, LEVEL);
        }
        double squares = 0;
        for (Use use : uses) {
            double e = use.gain() - ratio * use.calls();
            squares += e * e;
        }
        double error = Math.sqrt(squares / (n - 1) / n) / (calls / n);
        double half = new TDistribution(null, n - 1).inverseCumulativeProbability(0.5 + LEVEL / 2) * error;
        return new Interval(1_000 * ratio, 1_000 * (ratio - half), 1_000 * (ratio + half), LEVEL);
    }
}
