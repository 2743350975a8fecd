package dev.apes.engine.workflow;

import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.StepFailedException;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionStatus;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.plugin.ReportsUsage;
import dev.apes.engine.recovery.Heritage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The loop: seven steps, again and again, until there is a reason to stop. A step only computes; what it found becomes part of the
 * session's state in step 7, when all of the iteration is committed at once. Whatever ends an iteration before that leaves the
 * state of the last commit.
 */
final class ContinuousTrainingWorkflow {
    private final SessionScope scope;
    private final AssessPerformance assessPerformance;
    private final AnalyseGaps analyseGaps;
    private final GenerateData generateData;
    private final TrainModel trainModel;
    private final OptimiseRules optimiseRules;
    private final ValidateImprovement validateImprovement;
    private final UpdateSession updateSession;

    private SessionState state;
    private Optional<HoldoutScoring> holdout = Optional.empty();
    private boolean catchingUp;

    ContinuousTrainingWorkflow(SessionScope scope) {
        this.scope = scope;
        assessPerformance = new AssessPerformance(scope);
        analyseGaps = new AnalyseGaps(scope);
        generateData = new GenerateData(scope);
        trainModel = new TrainModel(scope);
        optimiseRules = new OptimiseRules(scope);
        validateImprovement = new ValidateImprovement(scope);
        updateSession = new UpdateSession(scope);
    }

    private record Ending(SessionStatus status, StopReason reason, String explanation) {}

    /** The report, the composition it speaks of, and what was learnt last. */
    record Result(TrainingReport report, PromptEnhancer enhancer, Optional<Learned> learned) {}

    /** Runs the session to its end and reports. Call it once. */
    Result run() {
        long begun = scope.clock().millis();
        state = scope.continued().isEmpty()
                ? scope.begin()
                : SessionState.initial(
                        scope.initial(),
                        scope.initialDerived(),
                        scope.initialSelection(),
                        ErrorBudget.FRESH,
                        Heritage.NONE);
        scope.events().deliver();
        Ending ending;
        try {
            if (scope.continued().isPresent()) {
                recover();
            } else {
                scoreHoldout();
            }
            limitTime();
            ending = loop();
        } catch (BudgetSpentException e) {
            ending = new Ending(
                    SessionStatus.COMPLETED,
                    new StopReason.EvaluationBudget(
                            scope.request().limits().maxEvaluations().orElse(e.limit())),
                    e.getMessage() + "; the running iteration is discarded");
        } catch (CancelledException e) {
            ending = cancelled();
        } catch (StoreUnavailableException e) {
            throw lost(e);
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        } catch (Error e) {
            RuntimeException told = new IllegalStateException("The session ended by " + e, e);
            fail(told);
            for (Throwable unstored : told.getSuppressed()) {
                e.addSuppressed(unstored);
            }
            throw e;
        }
        return finish(ending, begun);
    }

    /** Computes again what was committed without a checkpoint behind it. Until that is done, the session stands where it was cut off. */
    private void recover() {
        StateRecovery recovery = new StateRecovery(scope);
        StateRecovery.Standing standing = recovery.load();
        scope.events().deliver();
        SessionState again = standing.state();
        state = standing.committed();
        int committed = state.iterations();
        holdout = standing.holdout();
        if (holdout.isEmpty()) {
            scoreHoldout();
        }
        catchingUp = true;
        while (again.iterations() < committed) {
            again = iterate(again, Optional.of(recovery.stored(again.iterations() + 1)));
        }
        catchingUp = false;
        state = recovery.caughtUp(again);
        updateSession.checkpoints(recovery.checkpoints(committed));
    }

    private void scoreHoldout() {
        PromptEnhancer atStart = scope.enhancerAtStart();
        holdout = Optional.of(scope.steps().outside(0, () -> HoldoutScoring.atStart(scope, atStart)));
    }

    /** Time spent before a cut counts; time spent on computing again does not. */
    private void limitTime() {
        Duration spent = state.history().last().map(IterationSummary::elapsed).orElse(Duration.ZERO);
        scope.request().limits().time().ifPresent(limit -> scope.steps().sessionEndsIn(limit.minus(spent)));
    }

    private Ending loop() {
        // a session can be cut off between its last commit and its end
        StopDecision decision = state.iterations() == 0
                ? new StopDecision.Continue("nothing is committed yet")
                : scope.stopping().evaluate(state.history());
        while (!(decision instanceof StopDecision.Stop)) {
            state = iterate(state, Optional.empty());
            heedLimits();
            decision = scope.stopping().evaluate(state.history());
        }
        StopDecision.Stop stop = (StopDecision.Stop) decision;
        return new Ending(SessionStatus.COMPLETED, stop.reason(), stop.explanation());
    }

    private void heedLimits() {
        scope.stop().takeLimits().ifPresent(limits -> {
            if (scope.adjust(limits)) {
                updateSession.checkpoints(new CheckpointSchedule(true, state.iterations()));
            }
            if (limits.time().isEmpty()) {
                scope.steps().sessionEndsIn(Duration.ofDays(36_500));
            }
            limitTime();
            scope.warn("other limits are in force: threshold " + limits.threshold() + ", patience "
                    + limits.patience() + ", iterations "
                    + limits.maxIterations().stream()
                            .mapToObj(String::valueOf)
                            .findFirst()
                            .orElse("unlimited")
                    + ", evaluations "
                    + limits.maxEvaluations().stream()
                            .mapToObj(String::valueOf)
                            .findFirst()
                            .orElse("unlimited")
                    + ", time " + limits.time().map(t -> t.toSeconds() + " s").orElse("unlimited"));
        });
    }

    private SessionState iterate(SessionState from, Optional<IterationRecord> stored) {
        int iteration = from.iterations() + 1;
        Optional<PerformanceMetrics> shown = from.assessment().map(Assessment::validationMetrics);
        Map<TrainingStep, Duration> times = new EnumMap<>(TrainingStep.class);
        Draft draft = new Draft(iteration, from, scope.clock().millis(), scope.calls(), times);

        draft.holdout = holdout.orElseThrow();
        draft.assessment =
                step(TrainingStep.ASSESS, draft, shown, Summaries::of, () -> assessPerformance.run(from, iteration));
        Optional<PerformanceMetrics> metrics = Optional.of(draft.assessment.validationMetrics());
        draft.gaps = step(TrainingStep.ANALYSE_GAPS, draft, metrics, Summaries::of, () -> analyseGaps.run(draft));
        draft.generated = step(TrainingStep.GENERATE, draft, metrics, Summaries::of, () -> generateData.run(draft));
        draft.learned = step(TrainingStep.TRAIN, draft, metrics, Summaries::of, () -> trainModel.run(draft));
        draft.searched = step(TrainingStep.OPTIMISE, draft, metrics, Summaries::of, () -> optimiseRules.run(draft));
        draft.validated =
                step(TrainingStep.VALIDATE, draft, metrics, Summaries::of, () -> validateImprovement.run(draft));
        SessionState next =
                step(TrainingStep.UPDATE, draft, metrics, Summaries::of, () -> updateSession.run(draft, stored));
        if (stored.isEmpty()) {
            tell(draft);
        }
        return next;
    }

    /** Told only once the iteration is stored: what is rolled back has not happened. */
    private void tell(Draft draft) {
        draft.validated
                .tests()
                .forEach(t -> scope.emit(new TrainingEvent.CandidateTested(scope.id(), draft.iteration, t)));
        draft.validated.promotions().forEach(p -> scope.emit(new TrainingEvent.Promoted(scope.id(), p)));
        scope.emit(new TrainingEvent.IterationCommitted(scope.id(), draft.committed));
        scope.events().deliver();
    }

    private <T> T step(
            TrainingStep step,
            Draft draft,
            Optional<PerformanceMetrics> metrics,
            Function<T, String> summary,
            Supplier<T> work) {
        long before = scope.calls();
        T result = scope.steps().run(step, draft.iteration, metrics, draft.times, summary, work);
        draft.calls.put(step, scope.calls() - before);
        return result;
    }

    private Ending cancelled() {
        if (scope.stop().requested()) {
            return new Ending(
                    SessionStatus.INTERRUPTED,
                    scope.stop().reason(),
                    scope.stop().explanation());
        }
        Duration limit = scope.request().limits().time().orElse(Duration.ZERO);
        return new Ending(
                SessionStatus.COMPLETED,
                new StopReason.TimeLimit(limit),
                "the time limit of " + limit.toSeconds()
                        + " s is over; what was committed is kept, the running iteration is discarded");
    }

    /** Without its store a session can only stop where it stands; what it had finished is set aside. */
    private StoreUnavailableException lost(StoreUnavailableException e) {
        StopReason reason = scope.stop().requested()
                ? scope.stop().reason()
                : new StopReason.StoreLost(String.valueOf(e.getMessage()));
        String explanation = String.valueOf(e.getMessage());
        String left =
                scope.store().leave(scope.id(), SessionStatus.INTERRUPTED, end(reason, explanation, Optional.empty()));
        tellEnd(new Ending(SessionStatus.INTERRUPTED, reason, explanation));
        return new StoreUnavailableException(
                explanation + "; " + left + ". Bring the database back, then resume: what was kept is stored first", e);
    }

    /** A store that can't even take the end must not keep the session from ending. */
    private void fail(RuntimeException e) {
        TrainingStep step = e instanceof StepFailedException failed ? failed.step() : TrainingStep.ASSESS;
        StopReason reason = new StopReason.Failure(step, String.valueOf(e.getMessage()));
        try {
            scope.store()
                    .finish(
                            scope.id(),
                            SessionStatus.FAILED,
                            end(reason, String.valueOf(e.getMessage()), Optional.empty()),
                            updateSession.missingCheckpoint());
        } catch (RuntimeException | OutOfMemoryError unstored) {
            e.addSuppressed(unstored);
        }
        tellEnd(new Ending(SessionStatus.FAILED, reason, String.valueOf(e.getMessage())));
    }

    private void tellEnd(Ending ending) {
        if (scope.evaluator() instanceof ReportsUsage paid) {
            paid.usage()
                    .ifPresent(u -> scope.emit(new TrainingEvent.EvaluatorUsage(
                            scope.id(),
                            scope.evaluator().info().name(),
                            u.dryRun(),
                            u.calls(),
                            u.tokensIn(),
                            u.tokensOut(),
                            u.cost(),
                            u.sentence())));
        }
        scope.emit(new TrainingEvent.SessionFinished(
                scope.id(), ending.status, ending.reason.code(), ending.explanation, scope.totals(state)));
        scope.events().deliver();
    }

    private SessionEnd end(StopReason reason, String explanation, Optional<HoldoutScoring.End> holdout) {
        return new SessionEnd(
                reason.code(),
                explanation,
                scope.clock().instant(),
                scope.calls(),
                holdout.map(HoldoutScoring.End::all),
                holdout.map(HoldoutScoring.End::bySource).orElse(List.of()),
                scope.stop().shutdown());
    }

    private Result finish(Ending ending, long begun) {
        Optional<HoldoutScoring.End> end;
        try {
            end = scope.stop().forced() || catchingUp
                    ? Optional.empty()
                    : holdout.map(h ->
                            scope.steps().outside(state.iterations(), () -> h.atEnd(scope, scope.enhancer(state))));
        } catch (CancelledException | BudgetSpentException e) {
            end = Optional.empty();
        } catch (StoreUnavailableException e) {
            throw lost(e);
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
        TrainingReport report;
        try {
            scope.store()
                    .finish(
                            scope.id(),
                            ending.status,
                            end(ending.reason, ending.explanation, end),
                            ending.status == SessionStatus.COMPLETED
                                    ? Optional.empty()
                                    : updateSession.missingCheckpoint());
            Duration took = Duration.ofMillis(scope.clock().millis() - begun);
            report = new ReportBuilder(scope)
                    .build(state, holdout, end, ending.status, ending.reason, ending.explanation, took);
        } catch (StoreUnavailableException e) {
            tellEnd(ending);
            throw e;
        } catch (RuntimeException e) {
            tellEnd(new Ending(
                    SessionStatus.FAILED,
                    new StopReason.Failure(TrainingStep.UPDATE, String.valueOf(e.getMessage())),
                    "the end (" + ending.explanation + ") could not be stored: " + e.getMessage()));
            throw e;
        }
        tellEnd(ending);
        return new Result(report, scope.enhancer(state), state.model());
    }
}
