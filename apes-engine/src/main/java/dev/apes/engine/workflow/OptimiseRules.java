package dev.apes.engine.workflow;

import dev.apes.api.gap.Gap;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.optimize.GainSampler;
import dev.apes.engine.optimize.SearchBudget;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SearchResult;
import dev.apes.engine.optimize.SearchTask;
import dev.apes.engine.optimize.SettingForecast;
import dev.apes.engine.optimize.SettingSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 5: searches each rule's settings for more gain, inside the composition that users get, on training prompts. A rule none of
 * whose gaps is open is left alone.
 */
final class OptimiseRules {
    private static final int FEWEST_PROMPTS = 4;

    private final SessionScope scope;

    OptimiseRules(SessionScope scope) {
        this.scope = scope;
    }

    Searched run(Draft draft) {
        Map<String, SearchResult> results = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        List<Searched.Candidate> candidates = new ArrayList<>();
        List<RuleDefinition> rules = scope.rules().definitions();
        long progress = 0;
        for (RuleDefinition rule : rules) {
            scope.progress(draft.iteration, dev.apes.api.TrainingStep.OPTIMISE, progress++, rules.size());
            Optional<String> reason = reasonToSkip(draft, rule);
            if (reason.isPresent()) {
                skipped.put(rule.id(), reason.get());
                continue;
            }
            SearchResult result = search(draft, rule, rules.size() - (int) progress + 1);
            results.put(rule.id(), result);
            double expected =
                    Double.isNaN(result.freshMeanDifference()) ? result.meanDifference() : result.freshMeanDifference();
            if (result.worthTesting(draft.state.incumbents().get(rule.id()))) {
                candidates.add(new Searched.Candidate(rule.id(), result.best(), expected));
            }
        }
        candidates.sort(Comparator.comparingDouble((Searched.Candidate c) -> -c.expected())
                .thenComparing(Searched.Candidate::ruleId));
        return new Searched(results, candidates, skipped);
    }

    private Optional<String> reasonToSkip(Draft draft, RuleDefinition rule) {
        if (rule.parameters().parameters().isEmpty()) {
            return Optional.of("it has no parameters");
        }
        if (scope.training().size() < FEWEST_PROMPTS) {
            return Optional.of("there are only " + scope.training().size() + " training prompts");
        }
        List<Gap> own = draft.gaps.gaps().stream()
                .filter(g -> g.subject().equals(rule.id()))
                .toList();
        if (own.isEmpty()) {
            return Optional.of("it has reached its target");
        }
        return own.stream().allMatch(Gap::exhausted)
                ? Optional.of("what it could still gain is not worth having")
                : Optional.empty();
    }

    private SearchResult search(Draft draft, RuleDefinition rule, int rulesLeft) {
        ParameterValues incumbent = draft.state.incumbents().get(rule.id());
        SearchMemory memory = draft.state.memories().getOrDefault(rule.id(), SearchMemory.empty(incumbent));
        SearchTask task = new SearchTask(
                rule.parameters(),
                incumbent,
                scope.training().size(),
                budget(rulesLeft),
                draft.learned.outlookOf(rule, scope.training()).map(SettingForecast.class::cast),
                memory,
                scope.streams()
                        .at(draft.iteration, dev.apes.api.TrainingStep.OPTIMISE)
                        .seed("search of " + rule.id(), 0));
        return SettingSearch.search(task, sampler(draft, rule), scope.steps().cancellation());
    }

    /** Without a limit on evaluator calls the number of settings bounds a search; with one, rules share what is left. */
    private SearchBudget budget(int rulesLeft) {
        SearchBudget standard = SearchBudget.standard();
        int settings = scope.request().search().settingsPerRule();
        long remaining = scope.executor().remaining();
        if (remaining == Long.MAX_VALUE) {
            return new SearchBudget(settings, standard.firstSlice(), Long.MAX_VALUE);
        }
        long forValidation = 3L * scope.validation().size();
        return new SearchBudget(
                settings, standard.firstSlice(), Math.max(1, (remaining - forValidation) / (rulesLeft + 1)));
    }

    private GainSampler sampler(Draft draft, RuleDefinition rule) {
        return new CompositionSampler(
                scope,
                scope.enhancer(draft.state),
                rule.id(),
                draft.assessment.training().baselines(),
                scope.replicate(draft.iteration));
    }
}
