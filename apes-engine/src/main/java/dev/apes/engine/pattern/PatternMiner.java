package dev.apes.engine.pattern;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PatternRecord.Condition;
import dev.apes.engine.statistics.FalseDiscovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Finds conditions on prompt features under which a rule helps more than elsewhere, and lets other prompts confirm them.
 *
 * <p>Mining is frequent-itemset search over vertical bit sets (Eclat, Zaki 2000) with up to three conditions: an extension is
 * kept only if its lift is clearly above that of what it extends. What is found on one half of the prompts is tested on the
 * other: is the lift above {@value #MIN_LIFT}? Over the patterns of all rules together the false discovery rate is kept at 5 % by
 * Benjamini and Hochberg's procedure (1995): patterns of one rule that pass mining cover much the same prompts, so their tests go
 * together, for which the bound holds (Benjamini and Yekutieli 2001). The interval of a validated
 * pattern's lift has the level that keeps the false coverage rate of the validated ones at 5 % (Benjamini and Yekutieli 2005), so that its
 * lower end lies above {@value #MIN_LIFT}. Stateless.
 */
public final class PatternMiner {
    /** A pattern that covers more than this says nothing about when to apply the rule. */
    static final double MAX_SUPPORT = 0.6;
    /** Fewer prompts than this share can't be told from noise. */
    static final double MIN_SUPPORT = 0.05;
    /** How much better than the rule's mean a pattern must be, by the lower bound of its lift. */
    static final double MIN_LIFT = 1.1;

    /** Share of false ones among the validated, in expectation. */
    static final double RATE = 0.05;

    /** Of the prompts that one of two patterns covers, the share that both may cover. */
    private static final double MOST_ALIKE = 0.8;

    private static final int MAX_CONDITIONS = 3;
    private static final int MAX_PATTERNS_PER_RULE = 12;
    private static final int BEAM = 20;

    private final List<String> features;

    /** @param features names of the prompt features, in the order of every row */
    public PatternMiner(List<String> features) {
        this.features = List.copyOf(features);
    }

    private record Found(int[] items, BitSet cover, Lift lift) {}

    /**
     * A pattern found on some prompts, with what other prompts say of it; not yet judged.
     *
     * @param ruleId the rule
     * @param values the parameters its gains were measured under
     * @param conditions all of which must hold
     * @param gains raw gains on the prompts that did not find it
     * @param covered which of those prompts it covers
     * @param pValue of having a lift of at most {@value #MIN_LIFT}, two-sided
     */
    public record Candidate(
            String ruleId,
            ParameterValues values,
            List<Condition> conditions,
            double[] gains,
            BitSet covered,
            double pValue) {}

    /**
     * Mines on one half of the prompts, and tests on the other.
     *
     * @param ruleId the rule
     * @param values the parameters its gains were measured under
     * @param minedRows features of the prompts to mine, as {@code [prompt][feature]}
     * @param minedGains raw gains on them
     * @param testedRows features of other prompts
     * @param testedGains raw gains on those
     * @return what was found, at most 12
     */
    public List<Candidate> find(
            String ruleId,
            ParameterValues values,
            double[][] minedRows,
            double[] minedGains,
            double[][] testedRows,
            double[] testedGains) {
        if (minedRows.length < 40 || testedRows.length < 40) {
            return List.of();
        }
        Items items = Items.of(features, minedRows);
        List<Found> found = search(items, items.cover(features, minedRows), minedGains);
        BitSet[] tested = items.cover(features, testedRows);
        List<Candidate> candidates = new ArrayList<>();
        for (Found pattern : found) {
            BitSet covered = coverOf(pattern.items, tested, testedRows.length);
            List<Condition> conditions = new ArrayList<>();
            for (int item : pattern.items) {
                conditions.add(items.conditions().get(item));
            }
            candidates.add(new Candidate(
                    ruleId,
                    values,
                    conditions,
                    testedGains,
                    covered,
                    Math.min(1, 2 * Lift.pValue(testedGains, covered, MIN_LIFT))));
        }
        return candidates;
    }

    /**
     * Judges all that was found together.
     *
     * @param candidates patterns of all rules
     * @return patterns with the figures of the prompts that did not find them, rule by rule as given, validated ones first
     */
    public static List<PatternRecord> judge(List<Candidate> candidates) {
        double[] adjusted = FalseDiscovery.benjaminiHochberg(
                candidates.stream().mapToDouble(Candidate::pValue).toArray());
        int discoveries = (int) Arrays.stream(adjusted).filter(p -> p <= RATE).count();
        int tests = candidates.size();
        double level = RATE * Math.max(1, discoveries) / Math.max(1, tests);
        Map<String, List<PatternRecord>> byRule = new LinkedHashMap<>();
        for (int i = 0; i < tests; i++) {
            Candidate c = candidates.get(i);
            int freedom = Math.max(1, c.covered().cardinality() - 1);
            double t = new TDistribution(null, freedom).inverseCumulativeProbability(1 - level / 2);
            Lift lift = Lift.of(c.gains(), c.covered(), t);
            if (!Double.isFinite(lift.low())) {
                continue;
            }
            boolean validated = adjusted[i] <= RATE && lift.low() > MIN_LIFT && lift.support() <= MAX_SUPPORT;
            byRule.computeIfAbsent(c.ruleId(), r -> new ArrayList<>())
                    .add(new PatternRecord(
                            c.ruleId(),
                            c.values(),
                            c.conditions(),
                            lift.support(),
                            lift.meanGain(),
                            lift.value(),
                            lift.low(),
                            lift.high(),
                            validated));
        }
        List<PatternRecord> patterns = new ArrayList<>();
        byRule.values().forEach(own -> {
            own.sort(Comparator.comparing((PatternRecord p) -> !p.validated())
                    .thenComparing(p -> -p.liftLow())
                    .thenComparing(p -> p.conditions().toString()));
            patterns.addAll(own);
        });
        return patterns;
    }

    private static List<Found> search(Items items, BitSet[] covers, double[] gains) {
        List<Found> all = new ArrayList<>();
        List<Found> level = new ArrayList<>();
        for (int i = 0; i < covers.length; i++) {
            candidate(new int[] {i}, covers[i], gains).ifPresent(level::add);
        }
        for (int size = 1; size <= MAX_CONDITIONS && !level.isEmpty(); size++) {
            level.sort(BY_WORTH);
            List<Found> beam = List.copyOf(level.subList(0, Math.min(BEAM, level.size())));
            beam.stream()
                    .filter(f -> f.lift.low() > 1 && f.lift.support() <= MAX_SUPPORT)
                    .forEach(all::add);
            level = size == MAX_CONDITIONS ? List.of() : extend(beam, items, covers, gains);
        }
        all.sort(BY_WORTH);
        List<Found> different = new ArrayList<>();
        for (Found found : all) {
            if (different.size() < MAX_PATTERNS_PER_RULE
                    && different.stream().noneMatch(d -> alike(d.cover, found.cover))) {
                different.add(found);
            }
        }
        return different;
    }

    /**
     * By what a pattern is sure to gain over all prompts beyond the rule's mean, in units of that mean: its lift alone would rank a few
     * prompts on which the rule was lucky before the many on which it helps (weighted relative accuracy, Lavrač, Flach and Zupan 1999).
     */
    private static final Comparator<Found> BY_WORTH = Comparator.comparingDouble(
                    (Found f) -> -f.lift.support() * (f.lift.low() - 1))
            .thenComparing(f -> f.items.length)
            .thenComparing(f -> Arrays.toString(f.items));

    /** Whether two patterns cover much the same prompts, so that the second would say nothing new. */
    private static boolean alike(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        int common = both.cardinality();
        return common > MOST_ALIKE * (a.cardinality() + b.cardinality() - common);
    }

    private static List<Found> extend(List<Found> beam, Items items, BitSet[] covers, double[] gains) {
        List<Found> longer = new ArrayList<>();
        for (Found found : beam) {
            int last = found.items[found.items.length - 1];
            for (int i = last + 1; i < covers.length; i++) {
                if (items.features()[i] == items.features()[last]) {
                    continue;
                }
                BitSet cover = (BitSet) found.cover.clone();
                cover.and(covers[i]);
                int[] set = Arrays.copyOf(found.items, found.items.length + 1);
                set[set.length - 1] = i;
                candidate(set, cover, gains)
                        .filter(f -> f.lift.low() > found.lift.low())
                        .ifPresent(longer::add);
            }
        }
        return longer;
    }

    private static Optional<Found> candidate(int[] set, BitSet cover, double[] gains) {
        if (cover.cardinality() < MIN_SUPPORT * gains.length) {
            return Optional.empty();
        }
        if (!above(gains, cover)) {
            return Optional.empty();
        }
        Lift lift = Lift.of(gains, cover, 1.96);
        return Double.isFinite(lift.low()) ? Optional.of(new Found(set, cover, lift)) : Optional.empty();
    }

    /** Whether the mean on the covered prompts is above the overall one: all that most candidates need to be asked. */
    private static boolean above(double[] gains, BitSet cover) {
        double all = 0;
        for (double gain : gains) {
            all += gain;
        }
        double in = 0;
        for (int i = cover.nextSetBit(0); i >= 0; i = cover.nextSetBit(i + 1)) {
            in += gains[i];
        }
        return in * gains.length > all * cover.cardinality();
    }

    private static BitSet coverOf(int[] set, BitSet[] covers, int rows) {
        BitSet cover = new BitSet(rows);
        cover.set(0, rows);
        for (int item : set) {
            cover.and(covers[item]);
        }
        return cover;
    }

    /**
     * @param pattern a pattern over this miner's features
     * @param row a prompt's features
     * @return whether all its conditions hold
     */
    public boolean matches(PatternRecord pattern, double[] row) {
        for (Condition condition : pattern.conditions()) {
            int feature = features.indexOf(condition.feature());
            if (feature < 0 || !condition.holds(row[feature])) {
                return false;
            }
        }
        return true;
    }
}
