package dev.apes.engine.workflow;

import dev.apes.api.TrainingEvent;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.RequestConfiguration;
import dev.apes.engine.recovery.SessionIdentity;
import dev.apes.engine.recovery.StartFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Brings a session that was cut off back to where it stood: from its newest checkpoint, or from its start, and from there by
 * computing again what was committed since. Every random stream is derived from seed, iteration and step, so that it comes out the
 * same; {@link Reproduction} makes sure.
 */
final class StateRecovery {
    private static final int PAGE = 500;

    private final SessionScope scope;
    private final SessionRecord session;

    StateRecovery(SessionScope scope) {
        this.scope = scope;
        session = scope.store()
                .find(scope.id())
                .orElseThrow(() -> new SessionStateException("There is no session " + scope.id()));
    }

    /**
     * Where the session stands.
     *
     * @param state the state to compute on from
     * @param holdout the holdout at the start, if a checkpoint holds it
     * @param committed what a report can say of it if it is cut off again before it has caught up
     */
    record Standing(SessionState state, Optional<HoldoutScoring> holdout, SessionState committed) {}

    /** Reads what is stored, tells the listener, and sets the counters of evaluator calls. */
    Standing load() {
        List<IterationSummary> summaries = summaries();
        SortedMap<Integer, String> accepted = SessionRecord.acceptedChanges(session.configuration());
        int since = SessionIdentity.acceptedAt(session.configuration());
        StartFacts start = start();
        scope.methods(start.heritage().methods());
        SessionState state = SessionState.initial(
                scope.initial(), scope.initialDerived(), scope.initialSelection(), start.budget(), start.heritage());
        if (since > 0) {
            state = state.with(
                    scope.initial(), scope.initialDerived(), history(summaries.subList(0, since)), List.of());
            scope.executor().continueFrom(summaries.get(since - 1).evaluatorCalls());
        }
        Optional<HoldoutScoring> holdout = Optional.empty();
        Optional<Checkpoint> checkpoint = scope.store()
                .checkpoint(scope.id())
                .filter(c -> accepted.isEmpty() || c.iteration() > since); // an earlier one is of what was changed
        String trouble = "";
        if (checkpoint.isPresent()) {
            try {
                SessionStateCodec.Saved saved = read(checkpoint.get(), summaries);
                state = saved.state();
                holdout = Optional.of(HoldoutScoring.again(scope, scope.enhancerAtStart(), saved));
                scope.executor().continueFrom(saved.calls());
                scope.holdoutExecutor().continueFrom(saved.holdoutCalls());
            } catch (DamagedStateException e) {
                trouble = "the checkpoint behind iteration " + checkpoint.get().iteration() + " can't be used ("
                        + e.getMessage() + "); ";
            }
        }
        scope.executor().limit(limitThen());
        scope.emit(new TrainingEvent.SessionResumed(
                scope.id(),
                scope.data().summary(),
                scope.evaluator().info().name() + " " + scope.evaluator().info().version(),
                scope.request().seed(),
                summaries.size(),
                trouble + changes(accepted) + note(state.iterations(), summaries.size())));
        return new Standing(state, holdout, committed(state, summaries));
    }

    private static String changes(SortedMap<Integer, String> accepted) {
        return accepted.isEmpty()
                ? ""
                : "behind iteration " + accepted.lastKey()
                        + " it goes on with other things than it began with, as accepted ("
                        + accepted.get(accepted.lastKey())
                        + "): model and searches begin anew, and what the report calls the start is that moment; ";
    }

    private static String note(int from, int committed) {
        if (from == committed) {
            return committed == 0 ? "nothing had been committed, so it begins anew" : "";
        }
        String which = committed - from == 1
                ? "iteration " + committed + " is"
                : "iterations " + (from + 1) + " to " + committed + " are";
        return which + " computed again, for no checkpoint follows; what was stored stays as it is";
    }

    private SessionStateCodec.Saved read(Checkpoint checkpoint, List<IterationSummary> summaries) {
        if (checkpoint.format() != SessionStateCodec.FORMAT) {
            throw new DamagedStateException(
                    "it is of format " + checkpoint.format() + ", this version reads " + SessionStateCodec.FORMAT);
        }
        if (checkpoint.iteration() > summaries.size()) {
            throw new DamagedStateException("only " + summaries.size() + " iterations are committed");
        }
        return new SessionStateCodec(scope)
                .read(
                        checkpoint.state(),
                        checkpoint.iteration(),
                        history(summaries.subList(0, checkpoint.iteration())));
    }

    private static TrainingHistory history(List<IterationSummary> summaries) {
        TrainingHistory history = new TrainingHistory(List.of());
        for (IterationSummary summary : summaries) {
            history = history.with(summary);
        }
        return history;
    }

    private List<IterationSummary> summaries() {
        List<IterationSummary> all = new ArrayList<>();
        while (all.size() < session.iterations()) {
            List<IterationRecord> page = scope.store().iterations(scope.id(), all.size(), PAGE);
            if (page.isEmpty()) {
                throw new SessionStateException("Session " + scope.id() + " should have " + session.iterations()
                        + " iterations, but only " + all.size() + " are in the store; start a new one with --new");
            }
            page.forEach(i -> all.add(i.summary()));
        }
        return all;
    }

    private StartFacts start() {
        return StartFacts.of(session.configuration(), scope.data().summary())
                .orElseThrow(() -> new SessionStateException("Session " + scope.id()
                        + " does not say how it began, so it can't be resumed; start a new one with --new"));
    }

    /** What was committed was computed under the limit that held then. */
    private OptionalLong limitThen() {
        return RequestChecks.budgetWithoutHoldout(
                RequestConfiguration.maxEvaluations(session.configuration()), scope.evaluator(), scope.data());
    }

    private OptionalLong limitNow() {
        return RequestChecks.budgetWithoutHoldout(
                scope.request().limits().maxEvaluations(), scope.evaluator(), scope.data());
    }

    private SessionState committed(SessionState from, List<IterationSummary> summaries) {
        Map<String, ParameterValues> inForce = new LinkedHashMap<>(from.incumbents());
        Continuation.leftInForce(session, scope.store()).forEach((rule, values) -> inForce.replace(rule, values));
        return from.with(
                inForce,
                Continuation.derivedLeft(session, scope.store()),
                history(summaries),
                scope.store().patterns(scope.id()));
    }

    /** The iteration as it was committed. */
    IterationRecord stored(int iteration) {
        return scope.store().iterations(scope.id(), iteration - 1, 1).get(0);
    }

    /** Other sessions may have spent from the data set's error budget meanwhile; that is not earned back. */
    SessionState caughtUp(SessionState state) {
        scope.executor().limit(limitNow());
        ErrorBudget now = scope.store().errorBudget(scope.data().key());
        if (now.spent() <= state.budget().spent()) {
            return state;
        }
        scope.warn("other sessions on these prompts have spent from their error budget since: "
                + now.tests() + " candidates have been tested on them, not "
                + state.budget().tests() + ", so this session can't go on exactly as it would have");
        return state.with(now);
    }

    /** Iterations under another limit on evaluator calls than the stored one can't be computed again, so each gets a checkpoint. */
    CheckpointSchedule checkpoints(int iteration) {
        return new CheckpointSchedule(!limitThen().equals(limitNow()), iteration);
    }
}
