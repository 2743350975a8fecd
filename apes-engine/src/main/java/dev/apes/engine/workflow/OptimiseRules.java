package dev.apes.engine.workflow;

import dev.apes.api.Cancellation;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest.Part;
import dev.apes.api.TrainingStep;
import dev.apes.api.gap.Gap;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.DerivedRule;
import dev.apes.engine.optimize.GainSampler;
import dev.apes.engine.optimize.RandomSearch;
import dev.apes.engine.optimize.SearchBudget;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SearchResult;
import dev.apes.engine.optimize.SearchTask;
import dev.apes.engine.optimize.SettingForecast;
import dev.apes.engine.optimize.SettingSearch;
import dev.apes.engine.pattern.DerivedRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Step 5: searches each rule's settings for more gain, inside the composition that users get, on training prompts. A rule none of
 * whose gaps is open is left alone.
 */
final class OptimiseRules {
    private static final int FEWEST_PROMPTS = 4;
    /** A search that tries fewer is hardly worth its calls. */
    private static final long FEWEST_SETTINGS = 4;
    /** A tenth of a gain worth having: a search that expects less of its next settings is done. */
    private static final double WORTH_LOOKING_FOR = SessionScope.WORTHWHILE / 10;

    private final SessionScope scope;

    OptimiseRules(SessionScope scope) {
        this.scope = scope;
    }

    Searched run(Draft draft) {
        Map<String, String> skipped = new LinkedHashMap<>();
        List<RuleDefinition> searched = new ArrayList<>();
        for (RuleDefinition rule : scope.rules().definitions()) {
            Optional<String> reason = reasonToSkip(draft, rule);
            reason.ifPresent(r -> skipped.put(rule.id(), r));
            if (reason.isEmpty()) {
                searched.add(rule);
            }
        }
        boolean scarce = leaveOutWhatCallsDoNotReachFor(draft, searched, skipped);
        Map<String, SearchResult> results = new LinkedHashMap<>();
        List<Searched.Candidate> candidates = new ArrayList<>();
        SearchResult[] found = searchAll(draft, searched, scarce);
        for (int i = 0; i < found.length; i++) {
            RuleDefinition rule = searched.get(i);
            String id = rule.id();
            SearchResult result = found[i];
            results.put(id, result);
            double expected =
                    Double.isNaN(result.freshMeanDifference()) ? result.meanDifference() : result.freshMeanDifference();
            if (result.worthTesting(draft.state.tuned(id))) {
                candidates.add(new Searched.Candidate(tunedId(draft, id), result.best(), expected));
            }
        }
        candidates.sort(Comparator.comparingDouble((Searched.Candidate c) -> -c.expected())
                .thenComparing(Searched.Candidate::ruleId));
        return new Searched(results, candidates, skipped);
    }

    /**
     * Where the evaluator calls that are left do not reach for a search of every rule, they go to as many as they reach for: those that
     * may gain most by the model's upper confidence bound, which is high where much is expected and where the forecast is unsure. Equal
     * shares too small for a search would buy nothing at all.
     *
     * @return whether any was left out
     */
    private boolean leaveOutWhatCallsDoNotReachFor(
            Draft draft, List<RuleDefinition> searched, Map<String, String> skipped) {
        if (searched.isEmpty() || scope.executor().remaining() == Long.MAX_VALUE) {
            return false;
        }
        List<RuleDefinition> all = scope.rules().definitions();
        long least = FEWEST_SETTINGS * SearchBudget.standard().firstSlice()
                + 2L * scope.training().size();
        long available = scope.executor().remaining() - 3L * scope.validation().size();
        long share = available / (all.size() - all.indexOf(searched.get(0)) + 1);
        // one share more than rules, for all that comes after the searches
        long reach = Math.max(1, available / least - 1);
        if (share >= least || reach >= searched.size()) {
            return false;
        }
        Map<RuleDefinition, Double> bounds = new LinkedHashMap<>();
        for (RuleDefinition rule : searched) {
            bounds.put(rule, mayGain(draft, rule));
        }
        List<RuleDefinition> left = searched.stream()
                .sorted(Comparator.comparingDouble((RuleDefinition rule) -> -bounds.get(rule)))
                .skip(reach)
                .toList();
        String reason = "the evaluator calls left reach for the search of " + reach + " of " + searched.size()
                + " rules, and others may gain more";
        left.forEach(rule -> skipped.put(rule.id(), reason));
        searched.removeAll(left);
        String note = "Not searched in iteration " + draft.iteration + ", for " + reason + ": "
                + left.stream().map(RuleDefinition::id).sorted().collect(Collectors.joining(", ")) + ".";
        draft.notes.add(note);
        scope.emit(new TrainingEvent.Warning(scope.id(), note));
        return true;
    }

    private double mayGain(Draft draft, RuleDefinition rule) {
        long seed = scope.streams()
                .at(draft.iteration, TrainingStep.OPTIMISE)
                .seed("what may be gained by " + rule.id(), 0);
        return draft.learned
                .outlookOf(rule, scope.training())
                .map(outlook -> outlook.attainableGain(rule.parameters(), draft.state.tuned(rule.id()), seed))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Searches know nothing of each other, so they run side by side; but where evaluator calls are limited, each gets its share of
     * what those before it have left.
     */
    private SearchResult[] searchAll(Draft draft, List<RuleDefinition> searched, boolean scarce) {
        SearchResult[] found = new SearchResult[searched.size()];
        List<RuleDefinition> all = scope.rules().definitions();
        Progress progress = new Progress(draft.iteration, all.size() - searched.size());
        if (scope.executor().remaining() != Long.MAX_VALUE) {
            for (int i = 0; i < found.length; i++) {
                progress.next();
                RuleDefinition rule = searched.get(i);
                found[i] = search(
                        draft,
                        rule,
                        // where calls are scarce all of them go to these, else what is spared serves those after them
                        scarce ? found.length - i : all.size() - all.indexOf(rule),
                        scope.steps().cancellation());
            }
            return found;
        }
        // the longest first, so that none of them runs alone at the end
        int[] order = IntStream.range(0, found.length)
                .boxed()
                .sorted(Comparator.comparingInt(
                        i -> -searched.get(i).parameters().parameters().size()))
                .mapToInt(Integer::intValue)
                .toArray();
        AtomicBoolean givenUp = new AtomicBoolean();
        Cancellation cancellation =
                () -> givenUp.get() || scope.steps().cancellation().isCancelled();
        try {
            scope.workers().forChunks(found.length, 1, cancellation, (from, to) -> {
                for (int k = from; k < to; k++) {
                    progress.next();
                    found[order[k]] = search(draft, searched.get(order[k]), found.length - order[k], cancellation);
                }
            });
        } catch (RuntimeException e) {
            // the other searches must not go on behind the back of a session that has failed
            givenUp.set(true);
            throw e;
        }
        return found;
    }

    /** Tells how many rules are done with, under a lock so that the numbers come in order. */
    private final class Progress {
        private final int iteration;
        private long done;

        Progress(int iteration, long done) {
            this.iteration = iteration;
            this.done = done;
        }

        synchronized void next() {
            scope.progress(
                    iteration,
                    TrainingStep.OPTIMISE,
                    done++,
                    scope.rules().rules().size());
        }
    }

    private Optional<String> reasonToSkip(Draft draft, RuleDefinition rule) {
        if (rule.parameters().parameters().isEmpty()) {
            return Optional.of("it has no parameters");
        }
        if (scope.training().size() < FEWEST_PROMPTS) {
            return Optional.of("there are only " + scope.training().size() + " training prompts");
        }
        if (scope.without(Part.TARGETING)) {
            return Optional.empty();
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

    private SearchResult search(Draft draft, RuleDefinition rule, int rulesLeft, Cancellation cancellation) {
        ParameterValues incumbent = draft.state.tuned(rule.id());
        SearchMemory memory = draft.state.memories().getOrDefault(rule.id(), SearchMemory.empty(incumbent));
        SearchTask task = new SearchTask(
                rule.parameters(),
                incumbent,
                scope.training().size(),
                budget(rulesLeft),
                draft.learned.outlookOf(rule, scope.training()).map(SettingForecast.class::cast),
                memory,
                scope.streams().at(draft.iteration, TrainingStep.OPTIMISE).seed("search of " + rule.id(), 0));
        return scope.without(Part.SURROGATE)
                ? RandomSearch.search(task, sampler(draft, rule), cancellation)
                : SettingSearch.search(task, sampler(draft, rule), cancellation);
    }

    /** Without a limit on evaluator calls the number of settings bounds a search; with one, rules share what is left. */
    private SearchBudget budget(int rulesLeft) {
        SearchBudget standard = SearchBudget.standard();
        int settings = scope.request().search().settingsPerRule();
        long remaining = scope.executor().remaining();
        if (remaining == Long.MAX_VALUE) {
            return new SearchBudget(settings, standard.firstSlice(), Long.MAX_VALUE, WORTH_LOOKING_FOR);
        }
        long forValidation = 3L * scope.validation().size();
        return new SearchBudget(
                settings,
                standard.firstSlice(),
                Math.max(1, (remaining - forValidation) / (rulesLeft + 1)),
                WORTH_LOOKING_FOR);
    }

    /** A rule that is confined is tuned where it is used. */
    private static String tunedId(Draft draft, String rule) {
        return DerivedRules.confining(draft.state.derived(), rule)
                .map(DerivedRule::id)
                .orElse(rule);
    }

    private GainSampler sampler(Draft draft, RuleDefinition rule) {
        return new CompositionSampler(
                scope,
                scope.enhancer(draft.state),
                scope.forgetfulEnhancer(draft.state.incumbents(), draft.state.derived(), draft.state.selection()),
                tunedId(draft, rule.id()),
                scope.training().prompts(),
                draft.assessment.training().baselines(),
                scope.replicate(draft.iteration));
    }
}
