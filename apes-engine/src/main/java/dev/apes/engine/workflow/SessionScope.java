package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.gap.FocusAreas;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.pattern.PatternMiner;
import dev.apes.engine.plugin.PluginGuard;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeatures;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Everything a session works with that does not change while it runs. Opening it checks the request. */
final class SessionScope implements AutoCloseable {
    /** The smallest mean gain worth having: the gate's minimum effect. */
    static final double WORTHWHILE = 0.005;

    private final SessionId id;
    private final TrainingRequest request;
    private final PluginRegistry plugins;
    private final SessionStore store;
    private final Clock clock;
    private final StopSignal stop;
    private final EventQueue events;
    private final PluginGuard guard = new PluginGuard();
    private final RandomStreams streams;
    private final PromptEvaluator evaluator;
    private final GapAnalyzer gapAnalyzer;
    private final StoppingCriterion stopping;
    private final RuleSet rules;
    private final Map<String, ParameterValues> initial;
    private final SessionData data;
    private final PatternMiner miner = new PatternMiner(PromptFeatures.encodedNames());
    private final StepRunner steps;
    private final Workers workers;
    private final EvaluationExecutor executor;
    private final EvaluationExecutor holdoutExecutor;

    private SessionScope(
            SessionId id,
            TrainingRequest request,
            PluginRegistry plugins,
            String gapAnalyzer,
            SessionStore store,
            Clock clock,
            StopSignal stop,
            Consumer<TrainingEvent> listener) {
        this.id = id;
        this.request = request;
        this.plugins = plugins;
        this.store = store;
        this.clock = clock;
        this.stop = stop;
        this.events = new EventQueue(listener);
        streams = new RandomStreams(request.seed());
        evaluator = plugins.evaluator(request.evaluator()).configure(request.evaluatorOptions());
        this.gapAnalyzer = plugins.gapAnalyzer(gapAnalyzer);
        request.generator().ifPresent(plugins::generator);
        rules = RuleSet.of(plugins.rules(), guard);
        checkFocus(request, rules);
        stopping = SessionStopping.of(request, plugins, guard);
        initial = rules.startFrom(store.incumbents(rules.definitions()), request.initialParameters());
        data = SessionData.of(request, streams);
        OptionalLong forTraining = budgetWithoutHoldout(request, data);
        steps = new StepRunner(
                id, clock, guard, stop, request.stepTimeouts(), request.limits().time(), events);
        workers = new Workers(request.threads(), "apes-worker-" + id);
        executor = new EvaluationExecutor(
                evaluator, request.seed(), steps.cancellation(), guard, workers, store, forTraining);
        holdoutExecutor = new EvaluationExecutor(
                evaluator, request.seed(), stop::forced, guard, workers, store, OptionalLong.empty());
    }

    static SessionScope open(
            SessionId id,
            TrainingRequest request,
            PluginRegistry plugins,
            String gapAnalyzer,
            SessionStore store,
            Clock clock,
            StopSignal stop,
            Consumer<TrainingEvent> listener) {
        return new SessionScope(id, request, plugins, gapAnalyzer, store, clock, stop, listener);
    }

    private static void checkFocus(TrainingRequest request, RuleSet rules) {
        for (String area : request.focusAreas()) {
            if (rules.definitions().stream().noneMatch(r -> FocusAreas.covers(area, r.id()))) {
                throw new InvalidInputException(
                        "focus area '" + area + "'",
                        "is not known; known: " + String.join(", ", FocusAreas.names()) + ", or a rule's id: "
                                + String.join(
                                        ", ",
                                        rules.definitions().stream()
                                                .map(r -> r.id())
                                                .toList()));
            }
        }
    }

    /** The holdout is scored three times; what that costs is set aside first. */
    private static OptionalLong budgetWithoutHoldout(TrainingRequest request, SessionData data) {
        if (request.limits().maxEvaluations().isEmpty()) {
            return OptionalLong.empty();
        }
        long limit = request.limits().maxEvaluations().getAsLong();
        long holdout = 3L * data.holdout().size();
        long least = holdout + data.training().size() + data.validation().size();
        if (limit < least) {
            throw new InvalidInputException(
                    "evaluation limit " + limit,
                    "is too small for these prompts: scoring the holdout and a single baseline takes " + least
                            + " evaluator calls; raise it or give fewer prompts");
        }
        return OptionalLong.of(limit - holdout);
    }

    /** Stores the new session, tells the listener, and gives the state before the first iteration. */
    SessionState begin() {
        ErrorBudget budget = store.errorBudget(data.key());
        store.begin(new SessionRecord(
                id,
                SessionStatus.RUNNING,
                data.key(),
                evaluator.info(),
                request.seed(),
                configuration(),
                initial,
                0,
                clock.instant(),
                Optional.empty(),
                Optional.empty()));
        emit(new TrainingEvent.SessionStarted(
                id,
                data.summary(),
                evaluator.info().name() + " " + evaluator.info().version(),
                request.seed()));
        int fewest = 100;
        if (data.summary().given() < fewest) {
            emit(new TrainingEvent.Warning(
                    id,
                    "there are only " + data.summary().given() + " prompts; below " + fewest
                            + " hardly any improvement can be proven"));
        }
        return SessionState.initial(initial, budget);
    }

    private Map<String, String> configuration() {
        Map<String, String> c = new LinkedHashMap<>();
        c.put("single", String.valueOf(request.single()));
        c.put("threshold", String.valueOf(request.limits().threshold()));
        c.put("patience", String.valueOf(request.limits().patience()));
        request.limits().maxIterations().ifPresent(n -> c.put("maxIterations", String.valueOf(n)));
        request.limits().maxEvaluations().ifPresent(n -> c.put("maxEvaluations", String.valueOf(n)));
        request.limits().time().ifPresent(t -> c.put("timeLimit", t.toString()));
        c.put("generatedRows", String.valueOf(request.search().generatedRows()));
        c.put("settingsPerRule", String.valueOf(request.search().settingsPerRule()));
        request.generator().ifPresent(g -> c.put("generator", g));
        request.stopping().ifPresent(s -> c.put("stopping", s));
        c.put("focusAreas", String.join(",", request.focusAreas()));
        c.put("reproducible", String.valueOf(request.reproducible()));
        return c;
    }

    /** The composition that users get with the parameters of a state. */
    PromptEnhancer enhancer(SessionState state) {
        return enhancer(state.incumbents(), state.selection());
    }

    PromptEnhancer enhancer(Map<String, ParameterValues> incumbents, Optional<Selection> selection) {
        return PromptEnhancer.of(rules.rules(), incumbents)
                .withForecast(selection.map(Selection::forecast).orElse(GainForecast.NONE));
    }

    /** What an enhancer makes of each prompt; pure, so it runs on all workers. */
    List<String> texts(List<Prompt> prompts, PromptEnhancer enhancer) {
        String[] texts = new String[prompts.size()];
        workers.forChunks(texts.length, 16, stop::forced, (from, to) -> {
            for (int i = from; i < to; i++) {
                texts[i] = enhancer.enhance(prompts.get(i)).text();
            }
        });
        return List.of(texts);
    }

    List<Prompt> enhanced(List<Prompt> prompts, PromptEnhancer enhancer) {
        List<String> texts = texts(prompts, enhancer);
        Prompt[] changed = new Prompt[texts.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = prompts.get(i).withText(texts.get(i));
        }
        return List.of(changed);
    }

    /** Noise of a judge is drawn anew in every iteration; a deterministic judge is asked once. */
    int replicate(int iteration) {
        return executor.deterministic() ? 0 : iteration;
    }

    void emit(TrainingEvent event) {
        events.add(event);
    }

    EventQueue events() {
        return events;
    }

    void progress(int iteration, TrainingStep step, long done, long total) {
        emit(new TrainingEvent.StepProgress(id, iteration, step, done, total));
    }

    /** Evaluator calls made so far, the holdout's included. */
    long calls() {
        return executor.calls() + holdoutExecutor.calls();
    }

    Map<String, Long> totals(SessionState state) {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("iterations", (long) state.iterations());
        totals.put("evaluatorCalls", calls());
        totals.put(
                "promotions",
                state.history().iterations().stream()
                        .mapToLong(i -> i.promotions())
                        .sum());
        return totals;
    }

    SessionId id() {
        return id;
    }

    TrainingRequest request() {
        return request;
    }

    PluginRegistry plugins() {
        return plugins;
    }

    SessionStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    StopSignal stop() {
        return stop;
    }

    PluginGuard guard() {
        return guard;
    }

    RandomStreams streams() {
        return streams;
    }

    PromptEvaluator evaluator() {
        return evaluator;
    }

    GapAnalyzer gapAnalyzer() {
        return gapAnalyzer;
    }

    StoppingCriterion stopping() {
        return stopping;
    }

    RuleSet rules() {
        return rules;
    }

    Map<String, ParameterValues> initial() {
        return initial;
    }

    SessionData data() {
        return data;
    }

    PromptSide training() {
        return data.training();
    }

    PromptSide validation() {
        return data.validation();
    }

    PromptSide holdout() {
        return data.holdout();
    }

    PatternMiner miner() {
        return miner;
    }

    StepRunner steps() {
        return steps;
    }

    Workers workers() {
        return workers;
    }

    EvaluationExecutor executor() {
        return executor;
    }

    EvaluationExecutor holdoutExecutor() {
        return holdoutExecutor;
    }

    @Override
    public void close() {
        steps.close();
        workers.close();
    }
}
