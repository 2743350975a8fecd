package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.CombinationRecord;
import dev.apes.engine.statistics.FalseDiscovery;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.text.PromptFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What rules do together on training prompts, under the parameters that step 1 measured. A pair is applied, in the order of the
 * composition, to at most {@value #PROMPTS} prompts that both rules change; its interaction is what it gains beyond the two gains
 * known from step 1. Of each kind of prompt the best set is the one whose gains and clear interactions add up to most: third-order
 * effects are taken to be none. Measured only in the first iteration and after promotions, and with at most a twentieth of the
 * evaluator calls left.
 */
final class Combinations {
    private static final int PROMPTS = 24;
    private static final int FEWEST = 12;
    private static final int FEWEST_OF_KIND = 30;
    private static final double BUDGET_SHARE = 0.05;

    private final SessionScope scope;

    Combinations(SessionScope scope) {
        this.scope = scope;
    }

    private record Pair(int first, int second, double together, double[] alone, Moments interaction, double share) {}

    List<CombinationRecord> run(Draft draft) {
        SideMeasurement measured = draft.assessment.training();
        boolean known = draft.state
                .assessment()
                .filter(a -> measured.rules().entrySet().stream()
                        .allMatch(e ->
                                a.training().measured(e.getKey(), e.getValue().values())))
                .isPresent();
        List<PromptRule> rules = scope.rules().rules();
        int pairs = rules.size() * (rules.size() - 1) / 2;
        long remaining = scope.executor().remaining();
        if (known || remaining != Long.MAX_VALUE && remaining * BUDGET_SHARE < (double) pairs * PROMPTS) {
            return List.of();
        }
        List<Pair> found = new ArrayList<>();
        for (int a = 0; a < rules.size(); a++) {
            for (int b = a + 1; b < rules.size(); b++) {
                pair(draft, a, b).ifPresent(found::add);
            }
        }
        double[] adjusted = FalseDiscovery.benjaminiHochberg(
                found.stream().mapToDouble(p -> pValue(p.interaction)).toArray());
        List<CombinationRecord> records = new ArrayList<>();
        double[][] effects = new double[rules.size()][rules.size()];
        for (int i = 0; i < adjusted.length; i++) {
            CombinationRecord record = record(found.get(i), adjusted[i], draft.iteration);
            records.add(record);
            if (record.interaction().orElseThrow().clear()) {
                effects[found.get(i).first][found.get(i).second] =
                        record.interaction().get().effect() * found.get(i).share;
            }
        }
        records.addAll(bestSets(draft, effects));
        return records;
    }

    private Optional<Pair> pair(Draft draft, int a, int b) {
        scope.steps().cancellation().throwIfCancelled();
        PromptRule first = scope.rules().forgetful().get(a);
        PromptRule second = scope.rules().forgetful().get(b);
        SideMeasurement measured = draft.assessment.training();
        SideMeasurement.RuleEffect one = measured.rules().get(first.definition().id());
        SideMeasurement.RuleEffect other =
                measured.rules().get(second.definition().id());
        PromptSide side = scope.training();
        int[] both = IntStream.range(0, side.size())
                .filter(i -> one.applied()[i] && other.applied()[i])
                .toArray();
        int[] used = java.util.Arrays.copyOf(both, Math.min(PROMPTS, both.length));
        if (used.length < FEWEST) {
            return Optional.empty();
        }
        List<Prompt> prompts = IntStream.of(used).mapToObj(side.prompts()::get).toList();
        double[] baselines =
                IntStream.of(used).mapToDouble(i -> measured.baselines()[i]).toArray();
        double[] scores = scope.executor()
                .scores(
                        prompts,
                        k -> together(prompts.get(k), first, one.values(), second, other.values()),
                        baselines,
                        scope.replicate(draft.iteration));
        double[] interactions = new double[used.length];
        double together = 0;
        double[] alone = new double[2];
        for (int k = 0; k < used.length; k++) {
            double gain = scores[k] - baselines[k];
            interactions[k] = gain - one.gains()[used[k]] - other.gains()[used[k]];
            together += gain / used.length;
            alone[0] += one.gains()[used[k]] / used.length;
            alone[1] += other.gains()[used[k]] / used.length;
        }
        return Optional.of(
                new Pair(a, b, together, alone, Moments.of(interactions), both.length / (double) side.size()));
    }

    private static String together(
            Prompt prompt, PromptRule first, ParameterValues its, PromptRule second, ParameterValues other) {
        Prompt between = prompt.withText(RuleSet.textOf(first, prompt, its));
        return RuleSet.textOf(second, between, other);
    }

    private static double pValue(Moments m) {
        if (m.variance() == 0) {
            return m.mean() == 0 ? 1 : 0;
        }
        double t = Math.abs(m.mean()) / m.standardError();
        return Math.min(1, 2 * new TDistribution(null, m.n() - 1.0).cumulativeProbability(-t));
    }

    private CombinationRecord record(Pair p, double adjusted, int iteration) {
        String first = id(p.first);
        String second = id(p.second);
        double half = new TDistribution(null, p.interaction.n() - 1.0).inverseCumulativeProbability(0.975)
                * p.interaction.standardError();
        double effect = p.interaction.mean();
        Map<String, Double> alone = new LinkedHashMap<>();
        alone.put(first, p.alone[0]);
        alone.put(second, p.alone[1]);
        return new CombinationRecord(
                List.of(first, second),
                Optional.empty(),
                p.together,
                alone,
                Optional.of(new CombinationRecord.Interaction(effect, effect - half, effect + half, adjusted)),
                p.interaction.n(),
                iteration);
    }

    private String id(int rule) {
        return scope.rules().rules().get(rule).definition().id();
    }

    /** @param effects clear interactions of pairs, averaged over all prompts */
    private List<CombinationRecord> bestSets(Draft draft, double[][] effects) {
        Map<String, List<Integer>> kinds = new TreeMap<>();
        double[][] rows = scope.training().features();
        for (int i = 0; i < rows.length; i++) {
            String kind =
                    Characteristics.category(PromptFeature.TASK_TYPE, rows[i]).toLowerCase(Locale.ROOT);
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
        }
        List<CombinationRecord> best = new ArrayList<>();
        kinds.forEach((kind, prompts) -> {
            if (prompts.size() >= FEWEST_OF_KIND) {
                bestSet(draft, kind, prompts, effects).ifPresent(best::add);
            }
        });
        return best;
    }

    private Optional<CombinationRecord> bestSet(Draft draft, String kind, List<Integer> prompts, double[][] effects) {
        int rules = effects.length;
        double[] means = new double[rules];
        for (int r = 0; r < rules; r++) {
            double[] gains = draft.assessment.training().rules().get(id(r)).gains();
            means[r] = prompts.stream().mapToDouble(i -> gains[i]).average().orElse(0);
        }
        // rules that gain nothing alone are left out first, so that many rules do not mean many subsets
        int[] helpful = IntStream.range(0, rules)
                .filter(r -> means[r] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(means[b], means[a]))
                .limit(10)
                .mapToInt(r -> r)
                .sorted()
                .toArray();
        int bestMask = 0;
        double bestGain = 0;
        for (int mask = 1; mask < 1 << helpful.length; mask++) {
            double gain = 0;
            for (int i = 0; i < helpful.length; i++) {
                if ((mask & 1 << i) != 0) {
                    gain += means[helpful[i]];
                    for (int j = i + 1; j < helpful.length; j++) {
                        gain += (mask & 1 << j) != 0 ? effects[helpful[i]][helpful[j]] : 0;
                    }
                }
            }
            if (gain > bestGain) {
                bestGain = gain;
                bestMask = mask;
            }
        }
        if (bestMask == 0) {
            return Optional.empty();
        }
        Map<String, Double> alone = new LinkedHashMap<>();
        for (int i = 0; i < helpful.length; i++) {
            if ((bestMask & 1 << i) != 0) {
                alone.put(id(helpful[i]), means[helpful[i]]);
            }
        }
        return Optional.of(new CombinationRecord(
                List.copyOf(alone.keySet()),
                Optional.of(kind),
                bestGain,
                alone,
                Optional.empty(),
                prompts.size(),
                draft.iteration));
    }
}
