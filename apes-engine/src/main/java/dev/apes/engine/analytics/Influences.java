package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.statistics.Holm;
import dev.apes.engine.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Which settings of sessions go with their outcome. A setting whose values are all numbers is correlated by rank (Spearman); any other one is
 * tested by Kruskal and Wallis (1952) over its values. What goes together need not cause each other: people choose settings for a reason.
 */
public final class Influences {
    private static final int FEWEST = 5;
    private static final int MOST_VALUES = 20;

    private Influences() {}

    /**
     * A session.
     *
     * @param settings as text, by name
     * @param outcome of it, finite
     */
    public record Outcome(Map<String, String> settings, double outcome) {}

    /**
     * A setting.
     *
     * @param setting its name
     * @param sessions how many sessions have it
     * @param values how many different values it has
     * @param strength of a number: Spearman's rho with Fisher's interval; of a choice: the share of the ranks' variance that it explains (η²
     *     of ranks), over [0, 1]
     * @param numeric whether it is a number
     * @param pValue two-sided, corrected by Holm over all settings
     * @param means mean outcome by value, for a choice
     */
    public record Influence(
            String setting,
            int sessions,
            int values,
            Interval strength,
            boolean numeric,
            double pValue,
            Map<String, Double> means) {}

    /**
     * @param outcomes sessions
     * @return settings that at least five sessions have and that differ among them, the smallest p-value first; choices of more than 20
     *     values are left out
     */
    public static List<Influence> of(List<Outcome> outcomes) {
        TreeSet<String> names = new TreeSet<>();
        outcomes.forEach(o -> names.addAll(o.settings().keySet()));
        List<Influence> raw = new ArrayList<>();
        for (String name : names) {
            List<Outcome> having = outcomes.stream()
                    .filter(o -> o.settings().containsKey(name))
                    .toList();
            long values =
                    having.stream().map(o -> o.settings().get(name)).distinct().count();
            if (having.size() < FEWEST || values < 2) {
                continue;
            }
            double[] y = having.stream().mapToDouble(Outcome::outcome).toArray();
            OptionalDouble[] numbers =
                    having.stream().map(o -> number(o.settings().get(name))).toArray(OptionalDouble[]::new);
            if (java.util.Arrays.stream(numbers).allMatch(OptionalDouble::isPresent)) {
                double[] x = java.util.Arrays.stream(numbers)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .toArray();
                raw.add(number(name, x, y, (int) values));
            } else if (values <= MOST_VALUES && values < having.size()) {
                raw.add(choice(
                        name, having.stream().map(o -> o.settings().get(name)).toList(), y));
            }
        }
        double[] adjusted =
                Holm.adjusted(raw.stream().mapToDouble(Influence::pValue).toArray());
        List<Influence> all = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Influence r = raw.get(i);
            all.add(new Influence(
                    r.setting(), r.sessions(), r.values(), r.strength(), r.numeric(), adjusted[i], r.means()));
        }
        all.sort(Comparator.comparingDouble(Influence::pValue).thenComparing(Influence::setting));
        return all;
    }

    private static OptionalDouble number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Student's approximation: r √((n - 2) / (1 - r²)) with n - 2 degrees of freedom. */
    private static Influence number(String name, double[] x, double[] y, int values) {
        OptionalDouble rho = Correlation.spearman(x, y);
        double r = rho.orElse(0);
        double t = Math.abs(r) * Math.sqrt((x.length - 2) / Math.max(1e-300, 1 - r * r));
        double p = Math.min(1, 2 * new TDistribution(null, x.length - 2).cumulativeProbability(-t));
        return new Influence(name, x.length, values, Trend.fisher(rho, x.length), true, p, Map.of());
    }

    private static Influence choice(String name, List<String> values, double[] y) {
        double[] ranks = new NaturalRanking().rank(y);
        int n = y.length;
        Map<String, double[]> sums = new TreeMap<>();
        double mean = (n + 1) / 2.0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            double[] sum = sums.computeIfAbsent(values.get(i), v -> new double[3]);
            sum[0]++;
            sum[1] += ranks[i] - mean;
            sum[2] += y[i];
            total += (ranks[i] - mean) * (ranks[i] - mean);
        }
        double between = 0;
        Map<String, Double> means = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> e : sums.entrySet()) {
            double[] sum = e.getValue();
            between += sum[1] * sum[1] / sum[0];
            means.put(e.getKey(), sum[2] / sum[0]);
        }
        // H with tie correction is (n - 1) times the share of the ranks' variance between the groups
        double share = total == 0 ? 0 : Math.min(1, between / total);
        double p = 1 - new ChiSquaredDistribution(null, sums.size() - 1).cumulativeProbability((n - 1) * share);
        return new Influence(name, n, sums.size(), new Interval(share, 0, 1, 0.95), false, p, means);
    }
}
