package dev.apes.engine.recovery;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.MethodOutcome;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.api.store.StoredSelection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running session's view of its store: what the loop reads and writes waits while the store is away. A finished iteration, and the
 * session's end, are set aside first, so that nothing is lost if the wait is in vain. Starting, taking over and asking to stop fail at
 * once: somebody waits for the answer. Thread-safe; closing is left to the owner.
 */
public final class PatientStore implements SessionStore {
    private final SessionStore store;
    private final Patience patience;

    /**
     * @param store the store itself
     * @param patience how to wait
     */
    public PatientStore(SessionStore store, Patience patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public void commit(IterationCommit commit) {
        patience.call(
                done(() -> store.commit(commit)),
                problem -> keep("iteration " + commit.record().iteration(), () -> store.setAside(commit)),
                done(() -> store.commit(commit)));
    }

    @Override
    public void finish(SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint) {
        patience.call(
                done(() -> store.finish(id, status, end, checkpoint)),
                problem -> keep("the end of the session", () -> store.setAside(id, status, end)),
                done(() -> finishAgain(id, status, end, checkpoint)));
    }

    /** The answer to the first attempt may have been lost on its way. */
    private void finishAgain(SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint) {
        try {
            store.finish(id, status, end, checkpoint);
        } catch (SessionStateException e) {
            boolean arrived = store.find(id)
                    .filter(s -> s.status() == status)
                    .flatMap(SessionRecord::end)
                    .filter(stored -> stored.reason().equals(end.reason()))
                    .isPresent();
            if (!arrived) {
                throw e;
            }
        }
    }

    private static String keep(String what, Supplier<Optional<String>> setAside) {
        try {
            return setAside.get().map(place -> what + " is kept in " + place).orElse(what + " is kept in memory");
        } catch (ApesException e) {
            return what + " is kept in memory, for it can't be written to disk either: " + e.getMessage();
        }
    }

    private static Supplier<Void> done(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    /**
     * One attempt to end the session as what it was cut off as; if that fails, too, it is set aside.
     *
     * @param id the session
     * @param status how it ends
     * @param end why
     * @return what became of it, for people
     */
    public String leave(SessionId id, SessionStatus status, SessionEnd end) {
        try {
            store.finish(id, status, end);
            return "the end of the session is stored";
        } catch (StoreUnavailableException e) {
            return keep("the end of the session", () -> store.setAside(id, status, end));
        } catch (ApesException e) {
            return "the end of the session is not stored: " + e.getMessage();
        }
    }

    @Override
    public Optional<String> setAside(IterationCommit commit) {
        return store.setAside(commit);
    }

    @Override
    public Optional<String> setAside(SessionId id, SessionStatus status, SessionEnd end) {
        return store.setAside(id, status, end);
    }

    @Override
    public Map<String, Evaluation> recall(Collection<String> keys) {
        return patience.call(() -> store.recall(keys));
    }

    @Override
    public void remember(Map<String, Evaluation> answers) {
        patience.call(done(() -> store.remember(answers)));
    }

    @Override
    public List<StoredDerivedRule> derivedRules() {
        return patience.call(store::derivedRules);
    }

    @Override
    public Optional<PromotionId> selectionInForce() {
        return patience.call(store::selectionInForce);
    }

    @Override
    public Optional<StoredSelection> selection(PromotionId id) {
        return patience.call(() -> store.selection(id));
    }

    @Override
    public boolean keepsDerivedRules() {
        return store.keepsDerivedRules();
    }

    @Override
    public void asking(SessionId session, Collection<String> keys) {
        patience.call(done(() -> store.asking(session, keys)));
    }

    @Override
    public List<StoredRule> rules(List<RuleDefinition> rules) {
        return patience.call(() -> store.rules(rules));
    }

    @Override
    public Map<String, DataSide> sides(Collection<String> fingerprints) {
        return patience.call(() -> store.sides(fingerprints));
    }

    @Override
    public void register(DataSet data) {
        patience.call(done(() -> store.register(data)));
    }

    @Override
    public Optional<DataSet> dataSet(String dataKey) {
        return patience.call(() -> store.dataSet(dataKey));
    }

    @Override
    public ErrorBudget errorBudget(String dataKey) {
        return patience.call(() -> store.errorBudget(dataKey));
    }

    @Override
    public Optional<Checkpoint> checkpoint(SessionId id) {
        return patience.call(() -> store.checkpoint(id));
    }

    @Override
    public Optional<SessionRecord> find(SessionId id) {
        return patience.call(() -> store.find(id));
    }

    @Override
    public List<IterationRecord> iterations(SessionId id, int after, int limit) {
        return patience.call(() -> store.iterations(id, after, limit));
    }

    @Override
    public FeedbackLog feedback(FeedbackLog.Mark until, int limit) {
        return patience.call(() -> store.feedback(until, limit));
    }

    @Override
    public List<MethodOutcome> methodOutcomes(String evaluator, int sessions, int each) {
        return patience.call(() -> store.methodOutcomes(evaluator, sessions, each));
    }

    @Override
    public List<CombinationRecord> combinations(SessionId id) {
        return patience.call(() -> store.combinations(id));
    }

    @Override
    public List<PatternRecord> patterns(SessionId id) {
        return patience.call(() -> store.patterns(id));
    }

    @Override
    public List<PromotionRecord> promotions(String ruleId) {
        return patience.call(() -> store.promotions(ruleId));
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public StoreInspection inspect(List<RuleDefinition> rules) {
        return store.inspect(rules);
    }

    @Override
    public List<String> prepare(List<RuleDefinition> rules) {
        return store.prepare(rules);
    }

    @Override
    public void begin(SessionRecord session) {
        store.begin(session);
    }

    @Override
    public SessionRecord takeOver(SessionId id) {
        return store.takeOver(id);
    }

    @Override
    public SessionRecord takeOver(SessionRecord restated) {
        return store.takeOver(restated);
    }

    @Override
    public List<SessionRecord> sessions(int limit) {
        return store.sessions(limit);
    }

    @Override
    public void rollback(PromotionId id) {
        store.rollback(id);
    }

    @Override
    public void requestStop(SessionId id, StopMode mode) {
        store.requestStop(id, mode);
    }

    @Override
    public Optional<StopMode> stopRequest(SessionId id) {
        return store.stopRequest(id);
    }

    @Override
    public void close() {
        // the engine closes the store that all sessions share
    }
}
