package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.pattern.PatternMiner;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 1: measures each rule under its incumbent parameters on validation prompts (reported) and training prompts (used). */
final class AssessPerformance {
    private final SessionScope scope;

    AssessPerformance(SessionScope scope) {
        this.scope = scope;
    }

    Assessment run(SessionState state, int iteration) {
        long callsBefore = scope.executor().calls();
        long start = scope.clock().millis();
        int replicate = scope.replicate(iteration);
        Optional<Assessment> last = scope.executor().deterministic() ? state.assessment() : Optional.empty();
        SideMeasurement training = measure(scope.training(), state, replicate, last.map(Assessment::training));
        SideMeasurement validation = measure(scope.validation(), state, replicate, last.map(Assessment::validation));
        double seconds = Math.max(1e-3, (scope.clock().millis() - start) / 1000.0);
        double efficiency =
                state.efficiency() > 0 ? state.efficiency() : (scope.executor().calls() - callsBefore) / seconds;
        return new Assessment(
                training,
                validation,
                performances(training, scope.training()),
                performances(validation, scope.validation()),
                metrics(state, training, scope.training(), efficiency),
                metrics(state, validation, scope.validation(), efficiency));
    }

    private SideMeasurement measure(
            PromptSide side, SessionState state, int replicate, Optional<SideMeasurement> last) {
        double[] baselines = last.map(SideMeasurement::baselines)
                .orElseGet(() -> scope.executor().baselines(side.prompts(), replicate));
        Map<String, SideMeasurement.RuleEffect> effects = new LinkedHashMap<>();
        for (PromptRule rule : scope.rules().rules()) {
            String id = rule.definition().id();
            ParameterValues values = state.incumbents().get(id);
            Optional<SideMeasurement.RuleEffect> known =
                    last.map(m -> m.rules().get(id)).filter(e -> e.values().equals(values));
            effects.put(id, known.orElseGet(() -> effect(side, baselines, rule, values, replicate)));
        }
        Map<String, RuleInUse> inUse = new LinkedHashMap<>();
        for (PromptRule rule : scope.rules().rules()) {
            String id = rule.definition().id();
            List<DerivedRule> derived = DerivedRules.of(state.derived(), id);
            Optional<RuleInUse> known = last.filter(
                            m -> m.measured(id, effects.get(id).values()))
                    .map(m -> m.inUse().get(id))
                    .filter(u -> u.derived().equals(derived));
            if (!derived.isEmpty()) {
                inUse.put(id, known.orElseGet(() -> inUse(side, baselines, rule, derived, effects.get(id), replicate)));
            }
        }
        return new SideMeasurement(baselines, effects, inUse);
    }

    /** Asks the evaluator only where a derived rule holds that has other parameters than its base. */
    private RuleInUse inUse(
            PromptSide side,
            double[] baselines,
            PromptRule rule,
            List<DerivedRule> derived,
            SideMeasurement.RuleEffect base,
            int replicate) {
        DerivedRule[] holding = new DerivedRule[side.size()];
        for (int i = 0; i < holding.length; i++) {
            for (DerivedRule each : derived) { // the last promoted goes before the others
                holding[i] = each.holds(PromptFeatures.encodedNames(), side.features()[i]) ? each : holding[i];
            }
        }
        boolean confined = derived.stream().anyMatch(DerivedRule::confines);
        double[] gains = base.gains().clone();
        boolean[] applied = base.applied().clone();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < holding.length; i++) {
            if (holding[i] == null && confined) {
                gains[i] = 0;
                applied[i] = false;
            } else if (holding[i] != null && !holding[i].values().equals(base.values())) {
                others.add(i);
            }
        }
        List<Prompt> prompts = others.stream().map(side.prompts()::get).toList();
        String[] texts = new String[others.size()];
        double[] scores = scope.executor()
                .scores(
                        prompts,
                        k -> {
                            texts[k] = RuleSet.textOf(rule, prompts.get(k), holding[others.get(k)].values());
                            return texts[k];
                        },
                        others.stream().mapToDouble(i -> baselines[i]).toArray(),
                        replicate);
        for (int k = 0; k < scores.length; k++) {
            int i = others.get(k);
            gains[i] = scores[k] - baselines[i];
            applied[i] = !texts[k].equals(prompts.get(k).text());
        }
        return new RuleInUse(derived, new SideMeasurement.RuleEffect(base.values(), gains, applied));
    }

    private SideMeasurement.RuleEffect effect(
            PromptSide side, double[] baselines, PromptRule rule, ParameterValues values, int replicate) {
        boolean[] applied = new boolean[side.size()];
        double[] scores = scope.executor()
                .scores(
                        side.prompts(),
                        i -> {
                            String text = RuleSet.textOf(rule, side.prompts().get(i), values);
                            applied[i] = !text.equals(side.prompts().get(i).text());
                            return text;
                        },
                        baselines,
                        replicate);
        double[] gains = new double[scores.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = scores[i] - baselines[i];
        }
        return new SideMeasurement.RuleEffect(values, gains, applied);
    }

    private List<RulePerformance> performances(SideMeasurement measured, PromptSide side) {
        List<RulePerformance> list = new ArrayList<>();
        measured.rules().keySet().forEach(id -> list.add(measured.performance(id, side.domains())));
        return list;
    }

    private PerformanceMetrics metrics(
            SessionState state, SideMeasurement measured, PromptSide side, double efficiency) {
        double weighted = 0;
        double weights = 0;
        for (PromptRule rule : scope.rules().rules()) {
            int priority = rule.definition().priority();
            weighted += priority * measured.effectiveness(rule.definition().id());
            weights += priority;
        }
        return new PerformanceMetrics(
                state.modelAccuracy(),
                weighted / weights,
                coverage(
                        scope.miner(),
                        state.patterns().stream()
                                .filter(PatternRecord::validated)
                                .toList(),
                        measured.baselines(),
                        side),
                efficiency);
    }

    /** Share of the prompts with headroom that at least one of the patterns covers. */
    static double coverage(PatternMiner miner, List<PatternRecord> patterns, double[] baselines, PromptSide side) {
        int withHeadroom = 0;
        int covered = 0;
        for (int i = 0; i < side.size(); i++) {
            if (1 - baselines[i] >= PromptSide.HEADROOM) {
                withHeadroom++;
                double[] row = side.features()[i];
                covered += patterns.stream().anyMatch(p -> miner.matches(p, row)) ? 1 : 0;
            }
        }
        return withHeadroom == 0 ? 0 : (double) covered / withHeadroom;
    }
}
