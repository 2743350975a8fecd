package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where sessions, iterations, rule parameters, patterns and paid answers are kept. Service provider interface.
 *
 * <p>Thread-safe. {@link #commit} is atomic: after an error or a crash either everything in it is stored or nothing. What a
 * method returns is a snapshot. Every method throws {@link dev.apes.api.error.StoreException} when storage fails and {@link
 * dev.apes.api.error.SessionStateException} when a session is unknown or in the wrong state.
 *
 * <p>The contract test {@code dev.apes.api.contract.SessionStoreContract} in this module's test jar checks that.
 */
public interface SessionStore extends AutoCloseable {
    /** {@return the name by which it is chosen, e.g. {@code memory}} */
    String name();

    /**
     * Looks at the store without changing anything; also when it can't be used.
     *
     * @param rules the rules in use
     * @return what it is and what it lacks
     */
    StoreInspection inspect(List<RuleDefinition> rules);

    /**
     * Does what {@link #inspect} finds missing: tables, columns, rows of rules that are not known yet (with their defaults). Does
     * nothing where nothing is missing; safe when several processes do it at once.
     *
     * @param rules the rules in use
     * @return what was done, sentences
     */
    List<String> prepare(List<RuleDefinition> rules);

    /**
     * Gives rules as they are in force, a rule that is not stored yet with its defaults. Changes nothing.
     *
     * @param rules the rules in use, in order
     * @return each as it is in force, in the order of {@code rules}, disabled ones included
     */
    List<StoredRule> rules(List<RuleDefinition> rules);

    /**
     * @param rules the rules in use, in order
     * @return the parameters in force by rule id, in the order of {@code rules}
     */
    default Map<String, ParameterValues> incumbents(List<RuleDefinition> rules) {
        Map<String, ParameterValues> inForce = new LinkedHashMap<>();
        rules(rules).forEach(r -> inForce.put(r.definition().id(), r.values()));
        return Checks.orderedCopy(inForce);
    }

    /**
     * Gives the derived rules that have ever been promoted, those switched off or rolled back included. A store that can't keep any
     * gives none, and then none is ever made.
     *
     * @return in the order in which they were first promoted
     */
    default List<StoredDerivedRule> derivedRules() {
        return List.of();
    }

    /** {@return whether derived rules can be kept here} */
    default boolean keepsDerivedRules() {
        return false;
    }

    /**
     * {@return the selection of rules in force: the one promoted last of those not rolled back; empty if there is none, and always in a
     * store that keeps none}
     */
    default Optional<PromotionId> selectionInForce() {
        return Optional.empty();
    }

    /**
     * @param id the promotion of a selection
     * @return the selection; empty if it is not kept, or not any more
     */
    default Optional<StoredSelection> selection(PromotionId id) {
        return Optional.empty();
    }

    /**
     * @param fingerprints of prompts, as in {@link DataSet.Member#fingerprint()}
     * @return the sides of those that a stored data set has already put on one
     */
    Map<String, DataSide> sides(Collection<String> fingerprints);

    /**
     * Stores a data set, unless one of its key is stored. Prompts keep the side that they have. A data set that shares at least a
     * tenth of its validation prompts with an earlier one spends from that one's error budget, so that adding a few prompts does
     * not earn a fresh one.
     *
     * @param data the data set
     */
    void register(DataSet data);

    /**
     * @param dataKey fingerprint of a data set
     * @return the data set, if it is stored
     */
    Optional<DataSet> dataSet(String dataKey);

    /**
     * @param dataKey fingerprint of a data set
     * @return what sessions on it have spent so far; {@link ErrorBudget#FRESH} if none
     */
    ErrorBudget errorBudget(String dataKey);

    /**
     * Stores a new session as {@link SessionStatus#RUNNING}, leased to this process.
     *
     * @param session with no iterations; its id must be new
     */
    void begin(SessionRecord session);

    /**
     * Leases a session that was cut off to this process, and makes it {@link SessionStatus#RUNNING} again; a request to stop it is
     * forgotten.
     *
     * @param id an interrupted, failed or crashed session
     * @return it, as it is now
     * @throws dev.apes.api.error.SessionStateException also if it is completed or another process runs it
     */
    SessionRecord takeOver(SessionId id);

    /**
     * Like {@link #takeOver(SessionId)}, for a session that goes on with something else than it began with: prompts, evaluator,
     * configuration and initial parameters are replaced by those given. Its iterations stay.
     *
     * @param restated the session as it goes on; its data set must be {@linkplain #register registered}
     * @return it, as it is now
     * @throws dev.apes.api.error.SessionStateException also if it is completed or another process runs it
     */
    SessionRecord takeOver(SessionRecord restated);

    /**
     * @param id a session
     * @return the newest undamaged checkpoint of one of its committed iterations, if there is one
     */
    Optional<Checkpoint> checkpoint(SessionId id);

    /**
     * Stores an iteration, its promotions (which become the incumbents), patterns and error budget, atomically.
     *
     * @param commit the iteration; its number must be one more than the last committed
     */
    void commit(IterationCommit commit);

    /**
     * Keeps an iteration that {@link #commit} could not store, since the store was {@linkplain
     * dev.apes.api.error.StoreUnavailableException unavailable}, in a safe place outside of it. It becomes part of the session by
     * another {@code commit} of the same iteration, or when the store is next opened, whichever comes first, and once only.
     *
     * @param commit what {@link #commit} was given
     * @return where it is kept, for people; empty if this store has no such place
     * @throws dev.apes.api.error.StoreException if it can't be kept there
     */
    default Optional<String> setAside(IterationCommit commit) {
        return Optional.empty();
    }

    /**
     * Like {@link #setAside(IterationCommit)}, for the end of a session that {@link #finish} could not store.
     *
     * @param id the session
     * @param status as {@link #finish} was given it
     * @param end why and how
     * @return where it is kept, for people; empty if this store has no such place
     * @throws dev.apes.api.error.StoreException if it can't be kept there
     */
    default Optional<String> setAside(SessionId id, SessionStatus status, SessionEnd end) {
        return Optional.empty();
    }

    /**
     * Ends a session and gives its lease back.
     *
     * @param id the session
     * @param status {@link SessionStatus#COMPLETED}, {@link SessionStatus#INTERRUPTED} or {@link SessionStatus#FAILED}
     * @param end why and how
     * @param checkpoint of a committed iteration, if none was stored with the last commit; stored with the end
     */
    void finish(SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint);

    /**
     * Ends a session without another checkpoint.
     *
     * @param id the session
     * @param status as above
     * @param end why and how
     */
    default void finish(SessionId id, SessionStatus status, SessionEnd end) {
        finish(id, status, end, Optional.empty());
    }

    /**
     * @param id a session
     * @return it, if known
     */
    Optional<SessionRecord> find(SessionId id);

    /**
     * @param limit how many at most, at least 1
     * @return the newest sessions, newest first
     */
    List<SessionRecord> sessions(int limit);

    /**
     * @param id a session
     * @param after the last iteration already known, 0 for none
     * @param limit how many at most, at least 1
     * @return later iterations, oldest first
     */
    List<IterationRecord> iterations(SessionId id, int after, int limit);

    /**
     * How generating fared, for the choice of a method to learn from. A store that does not know gives nothing, and then methods are
     * chosen as if for the first time.
     *
     * @param evaluator only sessions that this evaluator judged
     * @param sessions how many of them at most, the newest, at least 1
     * @param each how many iterations of each at most, the newest, at least 1
     * @return iterations that generated something, of the newest session first, and of each the newest first
     */
    default List<MethodOutcome> methodOutcomes(String evaluator, int sessions, int each) {
        return List.of();
    }

    /**
     * @param id a session
     * @return the patterns of its last committed iteration
     */
    List<PatternRecord> patterns(SessionId id);

    /**
     * @param id a session
     * @return what it last found of what rules do together, in the order committed
     */
    List<CombinationRecord> combinations(SessionId id);

    /**
     * @param ruleId a rule
     * @return its promotions, oldest first
     */
    List<PromotionRecord> promotions(String ruleId);

    /**
     * Puts the parameters before a promotion back in force. A derived rule whose first promotion is rolled back is switched off.
     *
     * @param id a promotion whose result is in force
     */
    void rollback(PromotionId id);

    /**
     * Asks whoever runs a session to stop.
     *
     * @param id a running session
     * @param mode how
     */
    void requestStop(SessionId id, StopMode mode);

    /**
     * @param id a session
     * @return how it has been asked to stop, if it has
     */
    Optional<StopMode> stopRequest(SessionId id);

    /**
     * @param keys ledger keys
     * @return the stored answers of paid evaluators among them
     */
    Map<String, Evaluation> recall(Collection<String> keys);

    /**
     * Stores answers of paid evaluators at once; a key already stored keeps its first answer.
     *
     * @param answers by ledger key
     */
    void remember(Map<String, Evaluation> answers);

    /**
     * Notes that these answers are about to be paid for, so that after a kill it is known how many were lost on their way. {@link
     * #remember} takes the note back, {@link #takeOver} counts and forgets it.
     *
     * @param session who asks
     * @param keys ledger keys
     */
    default void asking(SessionId session, Collection<String> keys) {}

    /**
     * Reads what people made of enhanced prompts. A store that nobody but the trainer writes to has nothing of the kind.
     *
     * @param until what was stored later is left out
     * @param limit how many ratings, and how many outcomes, at most, at least 1; the newest ones are given
     * @return the log; ratings or outcomes that are incomplete are not in it
     */
    default FeedbackLog feedback(FeedbackLog.Mark until, int limit) {
        return FeedbackLog.EMPTY.until(until, limit);
    }

    /** Releases everything; idempotent. */
    @Override
    void close();
}
