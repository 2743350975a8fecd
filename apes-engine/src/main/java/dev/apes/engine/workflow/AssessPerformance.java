package dev.apes.engine.workflow;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.engine.pattern.PatternMiner;
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
        SideMeasurement training =
                measure(scope.training(), state.incumbents(), replicate, last.map(Assessment::training));
        SideMeasurement validation =
                measure(scope.validation(), state.incumbents(), replicate, last.map(Assessment::validation));
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
            PromptSide side, Map<String, ParameterValues> incumbents, int replicate, Optional<SideMeasurement> last) {
        double[] baselines = last.map(SideMeasurement::baselines)
                .orElseGet(() -> scope.executor().baselines(side.prompts(), replicate));
        Map<String, SideMeasurement.RuleEffect> effects = new LinkedHashMap<>();
        for (PromptRule rule : scope.rules().rules()) {
            String id = rule.definition().id();
            ParameterValues values = incumbents.get(id);
            Optional<SideMeasurement.RuleEffect> known =
                    last.map(m -> m.rules().get(id)).filter(e -> e.values().equals(values));
            effects.put(id, known.orElseGet(() -> effect(side, baselines, rule, values, replicate)));
        }
        return new SideMeasurement(baselines, effects);
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
            weighted += priority
                    * measured.effectiveness(
                            measured.rules().get(rule.definition().id()));
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
