package dev.apes.api;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains rules. Service provider interface, and the only thing the command line uses. Thread-safe; no thread outlives {@link
 * #close()}.
 */
public interface TrainingEngine extends AutoCloseable {
    /** {@return the name by which it is chosen} */
    default String name() {
        return "apes";
    }

    /**
     * Checks that a session could start, and does what is missing, in seven phases. What is there already is left as it is, so that
     * a second call does nothing.
     *
     * @param request what is to be trained
     * @param listener gets each phase as soon as it is done, from the calling thread
     * @return what was found and done, phase by phase
     * @throws InvalidInputException if the request names something that does not exist or can't be used
     */
    InitializationReport prepare(TrainingRequest request, Consumer<InitializationReport.PhaseResult> listener);

    /**
     * Like the other, without listening.
     *
     * @param request what is to be trained
     * @return what was found and done, phase by phase
     * @throws InvalidInputException if the request names something that does not exist or can't be used
     */
    default InitializationReport prepare(TrainingRequest request) {
        return prepare(request, phase -> {});
    }

    /**
     * Starts a session in the background.
     *
     * @param request what to train
     * @param listener gets the session's events, in order, from one thread; must not block for long
     * @return its handle
     * @throws InvalidInputException if the request names something that does not exist or can't be used
     */
    TrainingHandle start(TrainingRequest request, Consumer<TrainingEvent> listener);

    /**
     * Starts a session in the background without listening to it.
     *
     * @param request what to train
     * @return its handle
     * @throws InvalidInputException if the request names something that does not exist or can't be used
     */
    default TrainingHandle start(TrainingRequest request) {
        return start(request, event -> {});
    }

    /**
     * Continues a session that was cut off, from its last committed iteration. It ends as it would have ended without the cut.
     *
     * @param id the session
     * @param request the same prompts, evaluator, seed and settings it began with; limits may differ
     * @param listener gets the session's events, in order, from one thread; must not block for long
     * @return its handle
     * @throws SessionStateException if it is unknown, running or completed, or was started with something else; the message says
     *     what differs
     */
    TrainingHandle resume(SessionId id, TrainingRequest request, Consumer<TrainingEvent> listener);

    /**
     * Like the other, without listening.
     *
     * @param id the session
     * @param request the same prompts, evaluator, seed and settings it began with; limits may differ
     * @return its handle
     */
    default TrainingHandle resume(SessionId id, TrainingRequest request) {
        return resume(id, request, event -> {});
    }

    /**
     * Finds what {@link #resume} could continue.
     *
     * @param request what is to be trained
     * @return the newest session of the same prompts, evaluator, seed and settings, if it was cut off
     */
    Optional<SessionRecord> resumable(TrainingRequest request);

    /**
     * @param id a session
     * @return the request it was last started or resumed with, its prompts included
     * @throws SessionStateException if it is unknown
     */
    TrainingRequest requestOf(SessionId id);

    /** {@return a snapshot of the engine} */
    SystemStatus status();

    /**
     * @param limit how many at most, at least 1
     * @return the newest sessions, newest first
     */
    List<SessionRecord> sessions(int limit);

    /**
     * Asks a session to stop and waits.
     *
     * @param id the session
     * @param mode gracefully or at once
     * @param limit how long to wait at most
     * @return what came of it
     * @throws SessionStateException if there is no such session
     */
    StopOutcome stop(SessionId id, StopMode mode, Duration limit);

    /**
     * Puts the parameters before a promotion back in force.
     *
     * @param id the promotion
     * @throws SessionStateException if there is no such promotion or a later one rests on it
     */
    void rollback(PromotionId id);

    /** Stops what is running, gracefully, and releases everything; idempotent. */
    @Override
    void close();
}
