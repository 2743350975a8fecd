package dev.apes.api.store;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.StopReason;
import java.time.Instant;
import java.util.Collection;
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
     * Seeds rules that are not known yet with their defaults and gives the parameters in force.
     *
     * @param rules the rules in use, in order
     * @return the incumbents by rule id, in the order of {@code rules}
     */
    Map<String, ParameterValues> incumbents(List<RuleDefinition> rules);

    /**
     * @param dataKey fingerprint of a data set
     * @return what sessions on it have spent so far; {@link ErrorBudget#FRESH} if none
     */
    ErrorBudget errorBudget(String dataKey);

    /**
     * Stores a new session as {@link SessionStatus#RUNNING}.
     *
     * @param session with no iterations; its id must be new
     */
    void begin(SessionRecord session);

    /**
     * Stores an iteration, its promotions (which become the incumbents), patterns and error budget, atomically.
     *
     * @param commit the iteration; its number must be one more than the last committed
     */
    void commit(IterationCommit commit);

    /**
     * Ends a session.
     *
     * @param id the session
     * @param status {@link SessionStatus#COMPLETED}, {@link SessionStatus#INTERRUPTED} or {@link SessionStatus#FAILED}
     * @param reason why
     * @param at when
     */
    void finish(SessionId id, SessionStatus status, StopReason reason, Instant at);

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
     * @param id a session
     * @return the patterns of its last committed iteration
     */
    List<PatternRecord> patterns(SessionId id);

    /**
     * @param ruleId a rule
     * @return its promotions, oldest first
     */
    List<PromotionRecord> promotions(String ruleId);

    /**
     * Puts the parameters before a promotion back in force.
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

    /** Releases everything; idempotent. */
    @Override
    void close();
}
