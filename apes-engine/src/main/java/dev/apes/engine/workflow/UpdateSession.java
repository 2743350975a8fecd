package dev.apes.engine.workflow;

import dev.apes.api.TrainingStep;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.gap.GapTrails;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SearchResult;
import dev.apes.engine.optimize.SettingObservation;
import dev.apes.engine.strategy.StrategyHistory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step 7: stores all of the iteration in one commit and gives the state that the next one starts from. */
final class UpdateSession {
    private static final double MEASURED_SHARE = 0.65;
    private static final Logger LOG = LoggerFactory.getLogger(UpdateSession.class);

    private final SessionScope scope;
    private final CommitPayload payload;
    private final SessionStateCodec codec;
    private CheckpointSchedule checkpoints = new CheckpointSchedule(false, 0);
    private Optional<SessionStateCodec.Saved> unsaved = Optional.empty();

    UpdateSession(SessionScope scope) {
        this.scope = scope;
        payload = new CommitPayload(scope);
        codec = new SessionStateCodec(scope);
    }

    /** Puts another schedule in force, as after a cut. */
    void checkpoints(CheckpointSchedule schedule) {
        checkpoints = schedule;
    }

    /**
     * @param stored the iteration as it was committed before the session was cut off: it is not committed again, but must come out
     *     the same
     */
    SessionState run(Draft draft, Optional<IterationRecord> stored) {
        SessionState before = draft.state;
        PerformanceMetrics metrics = draft.assessment.validationMetrics();
        double improvement = before.best().map(metrics::improvementOver).orElse(0.0);
        double shown = before.best().map(metrics::shownImprovementOver).orElse(0.0);
        boolean best = before.best().isEmpty() || improvement > 0;
        long lastMillis =
                before.history().last().map(i -> i.elapsed().toMillis()).orElse(0L);
        Duration elapsed =
                Duration.ofMillis(lastMillis + Math.max(0, scope.clock().millis() - draft.startedAt));
        Map<String, RuleOutlook> outlooks = outlooks(draft);
        StrategyHistory strategies = strategies(draft, scope.calls() - draft.callsBefore);
        IterationSummary summary = new IterationSummary(
                draft.iteration,
                metrics,
                improvement,
                draft.validated.promotions().size(),
                scope.calls(),
                elapsed,
                scope.request().targets().reachedBy(metrics),
                draft.gaps.exhausted(),
                draft.learned.trainingLoss(),
                draft.learned.validationLoss(),
                regretBound(outlooks));
        IterationRecord record = new IterationRecord(
                summary,
                shown,
                best,
                draft.assessment.validationRules(),
                draft.gaps,
                draft.generated.strategyLabel(),
                draft.generated.choice(strategies),
                draft.generated.record(),
                draft.learned.model().sampleCount(),
                draft.searched.settingsTried(),
                draft.validated.tests(),
                draft.validated.promotions(),
                draft.times,
                draft.calls,
                draft.notes);
        draft.committed = record;
        if (stored.isPresent()) {
            Reproduction.check(stored.get(), record);
            IterationSummary then = stored.get().summary();
            SessionState again =
                    next(draft, then, outlooks, strategies, best ? Optional.of(then.metrics()) : before.best());
            unsaved = Optional.of(saved(draft, again));
            return again;
        }
        SessionState next = next(draft, summary, outlooks, strategies, best ? Optional.of(metrics) : before.best());
        commit(draft, next);
        return next;
    }

    private void commit(Draft draft, SessionState next) {
        long begun = System.nanoTime();
        boolean asked = scope.stop().takeCheckpointRequest() | scope.stop().requested();
        boolean due = checkpoints.due(draft.iteration, asked);
        SessionStateCodec.Saved saved = saved(draft, next);
        Optional<Checkpoint> checkpoint = due ? Optional.of(checkpoint(saved)) : Optional.empty();
        scope.store()
                .commit(new IterationCommit(
                        scope.id(),
                        draft.committed,
                        draft.validated.patterns(),
                        draft.validated.budget(),
                        payload.measured(draft),
                        payload.generated(draft),
                        payload.model(draft),
                        draft.validated.combinations(),
                        draft.validated.derivations(),
                        checkpoint,
                        promotedSelection(draft)));
        unsaved = due ? Optional.empty() : Optional.of(saved);
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "Iteration {} of session {} was made ready and stored in {} ms, {} ms after it began",
                    draft.iteration,
                    scope.id(),
                    (System.nanoTime() - begun) / 1_000_000,
                    scope.clock().millis() - draft.startedAt);
        }
    }

    private Optional<StoredSelection> promotedSelection(Draft draft) {
        return draft.validated
                .selection()
                .map(Selection::stored)
                .filter(s -> draft.validated.promotions().stream().anyMatch(p -> p.id().equals(s.id())));
    }

    /** A checkpoint of the last iteration that was committed, or computed again, if it has none: for a session that ends. */
    Optional<Checkpoint> missingCheckpoint() {
        return unsaved.map(this::checkpoint);
    }

    /** Counted now: what the next iteration spends before it is discarded will be spent again. */
    private SessionStateCodec.Saved saved(Draft draft, SessionState next) {
        return new SessionStateCodec.Saved(
                next,
                scope.executor().calls(),
                scope.holdoutExecutor().calls(),
                draft.holdout.raw(),
                draft.holdout.start());
    }

    private Checkpoint checkpoint(SessionStateCodec.Saved saved) {
        long begun = System.nanoTime();
        int iteration = saved.state().iterations();
        byte[] state = codec.write(saved);
        checkpoints.written(iteration, begun);
        return new Checkpoint(iteration, SessionStateCodec.FORMAT, state);
    }

    private SessionState next(
            Draft draft,
            IterationSummary summary,
            Map<String, RuleOutlook> outlooks,
            StrategyHistory strategies,
            Optional<PerformanceMetrics> best) {
        double seconds = Math.max(1e-3, (scope.clock().millis() - draft.startedAt) / 1000.0);
        long calls = scope.calls() - draft.callsBefore;
        return new SessionState(
                draft.validated.incumbents(),
                Optional.of(draft.assessment),
                Optional.of(draft.learned),
                outlooks,
                memories(draft),
                draft.validated.patterns(),
                draft.validated.coveragePotential(),
                draft.validated.budget(),
                best,
                draft.state.history().with(summary),
                strategies,
                calls / seconds,
                draft.validated.selection(),
                GapTrails.after(draft.state.trails(), draft.gaps),
                draft.validated.tested(),
                draft.validated.derived());
    }

    /** What all rules together could still gain, were their gains to add up; unknown while it is of one rule. */
    private static OptionalDouble regretBound(Map<String, RuleOutlook> outlooks) {
        double sum = outlooks.values().stream()
                .mapToDouble(RuleOutlook::attainableGain)
                .sum();
        return Double.isFinite(sum) ? OptionalDouble.of(Math.max(0, sum)) : OptionalDouble.empty();
    }

    /**
     * What the iteration's strategy bought: gain of its promotions per thousand evaluator calls, on the training prompts that had no
     * part in choosing them, where there are such, and of the selection of rules, if it was promoted.
     */
    private static StrategyHistory strategies(Draft draft, long calls) {
        double gained = draft.validated.promotions().stream()
                        .filter(p -> draft.searched.results().containsKey(p.id().ruleId()))
                        .map(p -> draft.searched.results().get(p.id().ruleId()))
                        .mapToDouble(r ->
                                Double.isNaN(r.freshMeanDifference()) ? r.meanDifference() : r.freshMeanDifference())
                        .sum()
                + draft.validated.selectionGain();
        return draft.generated
                .strategy()
                .map(s -> draft.state.strategies().with(s, 1000 * gained / Math.max(1, calls)))
                .orElse(draft.state.strategies());
    }

    private Map<String, SearchMemory> memories(Draft draft) {
        Map<String, SearchMemory> memories = new LinkedHashMap<>(draft.state.memories());
        draft.searched
                .results()
                .forEach((rule, result) -> memories.put(rule, result.memory().relativeTo(draft.validated.tuned(rule))));
        return memories;
    }

    private Map<String, RuleOutlook> outlooks(Draft draft) {
        List<RuleDefinition> rules = scope.rules().definitions();
        double[] attainable = new double[rules.size()];
        scope.workers().forChunks(attainable.length, 1, scope.steps().cancellation(), (from, to) -> {
            for (int r = from; r < to; r++) {
                attainable[r] = attainable(draft, rules.get(r));
            }
        });
        Map<String, RuleOutlook> outlooks = new LinkedHashMap<>();
        for (int r = 0; r < attainable.length; r++) {
            String id = rules.get(r).id();
            outlooks.put(
                    id, new RuleOutlook(id, attainable[r], draft.learned.uncertainty(id), draft.learned.error(id)));
        }
        return outlooks;
    }

    /** What a rule could still gain: the smaller of what the search's best settings and the model's outlook leave open. */
    private double attainable(Draft draft, RuleDefinition rule) {
        SearchResult result = draft.searched.results().get(rule.id());
        if (result == null) {
            return draft.state.outlooks().containsKey(rule.id())
                    ? draft.state.outlooks().get(rule.id()).attainableGain()
                    : rule.parameters().parameters().isEmpty() ? 0 : Double.POSITIVE_INFINITY;
        }
        if (!draft.validated.tuned(rule.id()).equals(draft.state.tuned(rule.id()))) {
            // a promotion moves the ground; what lies beyond it has not been looked at yet
            return Double.POSITIVE_INFINITY;
        }
        double measured = upperBound(result);
        return measured < SessionScope.WORTHWHILE ? measured : Math.min(measured, expected(draft, rule));
    }

    /** What the model's upper confidence bound leaves to be gained. */
    private double expected(Draft draft, RuleDefinition rule) {
        long seed = scope.streams().at(draft.iteration, TrainingStep.UPDATE).seed("outlook of " + rule.id(), 0);
        return draft.learned
                .outlookOf(rule, scope.training())
                .map(o -> o.attainableGain(rule.parameters(), draft.validated.tuned(rule.id()), seed))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Settings dropped early are behind the best by their race; the bound is that of those measured on most prompts. */
    private static double upperBound(SearchResult result) {
        int most = result.observations().stream()
                .mapToInt(SettingObservation::prompts)
                .max()
                .orElse(0);
        return result.observations().stream()
                .filter(o -> o.prompts() >= MEASURED_SHARE * most)
                .mapToDouble(o -> o.meanDifference() + 1.96 * Math.sqrt(o.variance()))
                .filter(bound -> bound > 0)
                .max()
                .orElse(0);
    }
}
