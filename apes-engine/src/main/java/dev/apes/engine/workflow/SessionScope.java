package dev.apes.engine.workflow;

import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.DataName;
import dev.apes.engine.corpus.SplitPrompts;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.pattern.PatternMiner;
import dev.apes.engine.plugin.PluginGuard;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.plugin.RewritesRules;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.promotion.PromotionGate;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.Heritage;
import dev.apes.engine.recovery.Patience;
import dev.apes.engine.recovery.PatientStore;
import dev.apes.engine.recovery.SessionIdentity;
import dev.apes.engine.recovery.StartFacts;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.strategy.MethodHistory;
import dev.apes.engine.text.PromptFeatures;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Everything a session works with that does not change while it runs. Opening it checks the request. */
final class SessionScope implements AutoCloseable {
    /** The smallest mean gain worth having: the gate's minimum effect. */
    static final double WORTHWHILE = 0.005;

    private final SessionId id;
    private volatile TrainingRequest request;
    private final EngineParts parts;
    private final StopSignal stop;
    private final Optional<SessionRecord> continued;
    private final Optional<AcceptedChanges> accepted;
    private final EventQueue events;
    private final PluginGuard guard = new PluginGuard();
    private final RandomStreams streams;
    private final PromptEvaluator evaluator;
    private final GapAnalyzer gapAnalyzer;
    private volatile StoppingCriterion stopping;
    private final RulesInForce inForce;
    private final RuleSet rules;
    private final SessionIdentity identity;
    private final Map<String, ParameterValues> initial;
    private final List<DerivedRule> initialDerived;
    private final Optional<Selection> initialSelection;
    private Optional<String> selectionLeftOut = Optional.empty();
    private final SplitPrompts prompts;
    private final SessionData data;
    private final PatternMiner miner = new PatternMiner(PromptFeatures.encodedNames());
    private final StepRunner steps;
    private final PatientStore store;
    private final Workers workers;
    private final EvaluationExecutor executor;
    private final EvaluationExecutor holdoutExecutor;
    private MethodHistory methods = MethodHistory.EMPTY;

    private SessionScope(
            SessionId id,
            TrainingRequest request,
            EngineParts parts,
            StopSignal stop,
            Consumer<TrainingEvent> listener,
            Optional<SessionRecord> continued) {
        this.id = id;
        this.request = request;
        this.parts = parts;
        this.stop = stop;
        this.continued = continued;
        PluginRegistry plugins = parts.plugins();
        events = new EventQueue(listener);
        streams = new RandomStreams(request.seed());
        gapAnalyzer = plugins.gapAnalyzer(parts.gapAnalyzer());
        request.generator().ifPresent(plugins::generator);
        List<PromptRule> installed = plugins.rules();
        RequestChecks.readyStore(
                request,
                parts.store(),
                installed.stream().map(PromptRule::definition).toList());
        evaluator = plugins.evaluator(
                request.evaluator(),
                request.evaluatorOptions(),
                parts.store(),
                continued.map(r -> r.evaluator().configuration()).orElse(Map.of()));
        inForce = RulesInForce.of(installed, parts.store());
        rules = RuleSet.of(carriedOut(inForce.rules()), guard);
        RequestChecks.focus(request, rules.definitions());
        stopping = SessionStopping.of(request, plugins, guard);
        DataName name = DataName.of(request);
        identity = SessionIdentity.of(
                request,
                evaluator.info(),
                parts.gapAnalyzer(),
                rules.definitions(),
                name.key(),
                name.digest(),
                plugins.prints(request, parts.gapAnalyzer()));
        accepted = continued.flatMap(record -> Continuation.check(record, identity, request, inForce, parts.store()));
        initialDerived = continued
                .filter(record -> accepted.isEmpty())
                .map(record -> Continuation.derivedAtStart(record, parts.store()))
                .orElse(inForce.derived());
        initial = accepted.map(changes -> changes.start(rules, inForce, parts.store()))
                .or(() -> continued.map(record -> rules.of(record.initialParameters())))
                .orElseGet(() -> rules.startFrom(inForce.values(), request.initialParameters()));
        initialSelection = continued
                .filter(record -> accepted.isEmpty())
                .map(record -> StartFacts.selection(record.configuration()))
                .orElse(inForce.selection())
                .flatMap(this::selection);
        prompts = parts.prompts().of(request, parts.store());
        SessionData split = SessionData.of(prompts, streams);
        data = continued
                .filter(record -> accepted.isEmpty())
                .flatMap(record -> StartFacts.of(record.configuration(), split.summary()))
                .map(facts -> split.withSummary(facts.data()))
                .orElse(split);
        OptionalLong forTraining =
                RequestChecks.budgetWithoutHoldout(request.limits().maxEvaluations(), evaluator, data);
        steps = new StepRunner(id, parts.clock(), guard, stop, request.stepTimeouts(), events, parts.host());
        store = new PatientStore(
                parts.store(),
                new Patience(
                        request.storeWait(),
                        parts.clock(),
                        stop::requested,
                        streams.at(0, "outage").stream("jitter"),
                        new ToldOutages()));
        workers = new Workers(request.threads(), "apes-worker-" + id, parts.host());
        PaidAnswers ledger = new PaidAnswers(store, id, evaluator.info());
        executor = new EvaluationExecutor(
                evaluator, request.seed(), steps.cancellation(), guard, workers, ledger, request.batch(), forTraining);
        holdoutExecutor = new EvaluationExecutor(
                evaluator, request.seed(), stop::forced, guard, workers, ledger, request.batch(), OptionalLong.empty());
    }

    /**
     * Checks the request.
     *
     * @param continued the session to go on with; empty for a new one
     */
    static SessionScope open(
            SessionId id,
            TrainingRequest request,
            EngineParts parts,
            StopSignal stop,
            Consumer<TrainingEvent> listener,
            Optional<SessionRecord> continued) {
        return new SessionScope(id, request, parts, stop, listener, continued);
    }

    /**
     * Puts other limits in force.
     *
     * @return whether iterations from now on can't be computed again under the stored limits
     */
    boolean adjust(TrainingRequest.Limits limits) {
        OptionalLong before = request.limits().maxEvaluations();
        request = request.toBuilder().limits(limits).build();
        stopping = SessionStopping.of(request, parts.plugins(), guard);
        executor.limit(RequestChecks.budgetWithoutHoldout(limits.maxEvaluations(), evaluator, data));
        return !before.equals(limits.maxEvaluations());
    }

    /** The session as it goes on with what was accepted, whose prompts are then registered; empty if it goes on as it began. */
    Optional<SessionRecord> restated() {
        accepted.ifPresent(changes -> parts.store().register(prompts.toDataSet()));
        return accepted.map(changes -> changes.restated(identity, data, allInitial(), parts.store()));
    }

    /** The parameters at the start, those of derived rules included: what a session is stored with. */
    private Map<String, ParameterValues> allInitial() {
        Map<String, ParameterValues> all = new LinkedHashMap<>(initial);
        initialDerived.forEach(d -> all.put(d.id(), d.values()));
        return all;
    }

    /** One that these rules can't be used with is left out, at the start of a session as when it is resumed. */
    private Optional<Selection> selection(PromotionId promoted) {
        try {
            return Optional.of(Selection.of(
                    parts.store()
                            .selection(promoted)
                            .orElseThrow(() -> new DamagedStateException("it is damaged, or not stored any more")),
                    known()));
        } catch (DamagedStateException e) {
            selectionLeftOut = Optional.of("the selection of rules promoted in iteration " + promoted.iteration()
                    + " of session " + promoted.session() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The rules at hand as stored, those switched off included. */
    List<RuleDefinition> known() {
        return inForce.known();
    }

    Optional<Selection> initialSelection() {
        return initialSelection;
    }

    /** What methods of generating did in earlier sessions, as it was known when this one began. */
    MethodHistory methods() {
        return methods;
    }

    void methods(MethodHistory then) {
        methods = then;
    }

    /** Stores the new session, tells the listener, and gives the state before the first iteration. */
    SessionState begin() {
        store().register(prompts.toDataSet());
        ErrorBudget budget = store().errorBudget(data.key());
        // what earlier sessions thought of strategies is no part of what a reproducible one is made from
        Heritage heritage = request.reproducible()
                ? Heritage.NONE
                : Heritage.of(store(), data.key(), evaluator.info().name());
        methods = heritage.methods();
        store().begin(new SessionRecord(
                id,
                SessionStatus.RUNNING,
                data.key(),
                evaluator.info(),
                request.seed(),
                identity.stored(new StartFacts(budget, data.summary(), heritage, inForce.selection())),
                allInitial(),
                0,
                clock().instant(),
                Optional.empty(),
                Optional.empty()));
        emit(new TrainingEvent.SessionStarted(
                id,
                data.summary(),
                evaluator.info().name() + " " + evaluator.info().version(),
                request.seed()));
        inForce.notes().forEach(this::warn);
        selectionLeftOut.ifPresent(this::warn);
        initialSelection.ifPresent(
                s -> warn("rules are left out of prompts where the model of iteration " + s.id().iteration()
                        + " of session " + s.id().session() + ", proven there, does not expect them to help"));
        PromotionGate.DEFAULT.spent(budget).ifPresent(this::warn);
        int fewest = 100;
        if (data.summary().given() < fewest) {
            warn("there are only " + data.summary().given() + " prompts; below " + fewest
                    + " hardly any improvement can be proven");
        }
        return SessionState.initial(initial, initialDerived, initialSelection, budget, heritage);
    }

    private List<PromptRule> carriedOut(List<PromptRule> templates) {
        if (!(evaluator instanceof RewritesRules rewriter)) {
            return templates;
        }
        List<PromptRule> carried = templates.stream().map(rewriter::rewriting).toList();
        if (request.reproducible() && !carried.equals(templates)) {
            throw new InvalidInputException(
                    "--reproducible",
                    "contradicts rules that a model carries out: it need not write the same text again");
        }
        return carried;
    }

    void warn(String message) {
        emit(new TrainingEvent.Warning(id, message));
    }

    /** The composition that users get with the parameters of a state. */
    PromptEnhancer enhancer(SessionState state) {
        return enhancer(state.incumbents(), state.derived(), state.selection());
    }

    /** The composition that users get at the start. */
    PromptEnhancer enhancerAtStart() {
        return enhancer(initial, initialDerived, initialSelection);
    }

    PromptEnhancer enhancer(
            Map<String, ParameterValues> incumbents, List<DerivedRule> derived, Optional<Selection> selection) {
        return enhancer(rules.rules(), incumbents, derived, selection);
    }

    /** The same with rules that remember nothing, for texts that are not met again. */
    PromptEnhancer forgetfulEnhancer(
            Map<String, ParameterValues> incumbents, List<DerivedRule> derived, Optional<Selection> selection) {
        return enhancer(rules.forgetful(), incumbents, derived, selection);
    }

    private PromptEnhancer enhancer(
            List<PromptRule> rules,
            Map<String, ParameterValues> incumbents,
            List<DerivedRule> derived,
            Optional<Selection> selection) {
        return PromptEnhancer.of(rules, incumbents)
                .withDerived(derived)
                .withForecast(selection.map(this::forecast).orElse(GainForecast.NONE));
    }

    /** A selection's forecasts; of templates, which cost less than a forecast, it is asked only where they apply. */
    GainForecast forecast(Selection selection) {
        return evaluator instanceof RewritesRules
                ? selection.forecast()
                : selection.forecast().askedAfterApplying();
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

    /** The stored session that this one goes on with, if it does. */
    Optional<SessionRecord> continued() {
        return continued;
    }

    TrainingRequest request() {
        return request;
    }

    boolean without(TrainingRequest.Part part) {
        return request.search().without().contains(part);
    }

    PluginRegistry plugins() {
        return parts.plugins();
    }

    /** Waits while the database is away. */
    PatientStore store() {
        return store;
    }

    /** {@return who lends the threads that the session runs on, if somebody does} */
    Optional<Executor> host() {
        return parts.host();
    }

    /** Fails at once while the database is away. */
    SessionStore impatientStore() {
        return parts.store();
    }

    /** Steps are not to blame for the time that their database is away. */
    private final class ToldOutages implements Patience.Outages {
        @Override
        public void away(String problem, String note) {
            steps.excuse();
            events.addNow(new TrainingEvent.Warning(
                    id,
                    "the database is away, waiting for it for up to "
                            + request.storeWait().toSeconds() + " s (" + problem + ")"
                            + (note.isEmpty() ? "" : "; " + note)));
        }

        @Override
        public void over(Duration after, boolean answers) {
            steps.excuseEnds(after);
            if (answers) {
                events.addNow(new TrainingEvent.Warning(
                        id, "the database is back after " + after.toSeconds() + " s; the session goes on"));
            }
        }
    }

    Clock clock() {
        return parts.clock();
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

    /** The derived rules in force at the start. */
    List<DerivedRule> initialDerived() {
        return initialDerived;
    }

    /** Whether a derived rule may be made: one that was switched off or rolled back is not made again. */
    boolean derivable(String id) {
        return impatientStore().keepsDerivedRules() && !inForce.derivedOff().contains(id);
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
