package dev.apes.engine.workflow;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.HoldoutResult;
import dev.apes.api.Prompt;
import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.gap.FocusAreas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the final report together from what was stored and what the holdout showed. */
final class ReportBuilder {
    private static final int EXAMPLES = 20;
    /** Longer prompts are enhanced like any other, but nobody compares them side by side in a terminal. */
    private static final int READABLE_CHARACTERS = 600;

    private final SessionScope scope;

    ReportBuilder(SessionScope scope) {
        this.scope = scope;
    }

    TrainingReport build(
            SessionState state,
            Optional<HoldoutScoring> holdout,
            Optional<HoldoutScoring.End> end,
            SessionStatus status,
            StopReason reason,
            String explanation,
            Duration took) {
        Course course = Course.of(scope.store(), scope.id());
        List<HoldoutResult> bySource = end.map(HoldoutScoring.End::bySource).orElse(List.of());
        return new TrainingReport(
                scope.id(),
                status,
                reason,
                explanation,
                scope.evaluator().info(),
                scope.data().summary(),
                end.map(HoldoutScoring.End::all),
                bySource,
                rules(state, course),
                course.promotions(),
                course.iterations(),
                state.patterns(),
                scope.store().combinations(scope.id()),
                state.derived(),
                end.isPresent() ? examples(state, holdout.orElseThrow(), end.get()) : List.of(),
                took,
                scope.calls(),
                provenance(state));
    }

    private List<RuleReport> rules(SessionState state, Course course) {
        List<RuleReport> reports = new ArrayList<>();
        if (state.assessment().isEmpty()) {
            return reports;
        }
        for (RuleDefinition rule : scope.rules().definitions()) {
            reports.add(new RuleReport(
                    rule.id(),
                    scope.initial().get(rule.id()),
                    state.incumbents().get(rule.id()),
                    state.assessment()
                            .get()
                            .validation()
                            .performance(rule.id(), scope.validation().domains()),
                    course.verdict(rule.id())));
        }
        return reports;
    }

    /** A quarter that gained most, a quarter that gained least, and the rest as they come in the holdout's shuffled order. */
    private List<TrainingReport.ScoredExample> examples(
            SessionState state, HoldoutScoring holdout, HoldoutScoring.End end) {
        PromptEnhancer enhancer = scope.enhancer(state);
        List<Prompt> prompts = holdout.prompts();
        List<Integer> readable = IntStream.range(0, prompts.size())
                .filter(i -> prompts.get(i).text().length() <= READABLE_CHARACTERS)
                .boxed()
                .toList();
        List<Integer> byGain = readable.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> holdout.raw()[i] - end.scores()[i])
                        .thenComparing(i -> i))
                .toList();
        int wanted = Math.min(EXAMPLES, readable.size());
        List<Integer> chosen = new ArrayList<>(byGain.subList(0, wanted / 4));
        chosen.addAll(byGain.subList(byGain.size() - wanted / 4, byGain.size()));
        readable.stream()
                .filter(i -> !chosen.contains(i))
                .limit(wanted - chosen.size())
                .toList()
                .forEach(chosen::add);
        List<TrainingReport.ScoredExample> examples = new ArrayList<>();
        for (int i : chosen) {
            EnhancedPrompt enhanced = enhancer.enhance(prompts.get(i));
            examples.add(new TrainingReport.ScoredExample(enhanced, holdout.raw()[i], end.scores()[i]));
        }
        return examples;
    }

    private Map<String, String> provenance(SessionState state) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("seed", String.valueOf(scope.request().seed()));
        p.put("data", scope.data().key());
        p.put(
                "evaluator",
                scope.evaluator().info().name() + " " + scope.evaluator().info().version());
        p.put(
                "rules",
                String.join(
                        ", ",
                        scope.rules().definitions().stream()
                                .map(r -> r.id() + " " + r.version())
                                .toList()));
        p.put("generators", String.join(", ", scope.plugins().names().get("generators")));
        p.put(
                "focusAreas",
                String.join(
                        ", ",
                        FocusAreas.names().stream()
                                .filter(scope.request().focusAreas()::contains)
                                .toList()));
        scope.store()
                .find(scope.id())
                .map(SessionRecord::configuration)
                .map(SessionRecord::acceptedChanges)
                .filter(accepted -> !accepted.isEmpty())
                .ifPresent(accepted -> p.put("acceptedChanges", told(accepted)));
        state.model().filter(m -> m.model().trained()).ifPresent(m -> p.put("model", Summaries.quality(m)));
        p.put("java", Runtime.version().toString());
        p.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return p;
    }

    private static String told(Map<Integer, String> accepted) {
        return accepted.entrySet().stream()
                .map(e -> "behind iteration " + e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }
}
