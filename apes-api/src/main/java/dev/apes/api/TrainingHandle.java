package dev.apes.api;

import dev.apes.api.error.ApesException;
import java.time.Duration;
import java.util.Optional;

/** A running session. Thread-safe. */
public interface TrainingHandle {
    /** {@return the session's identity} */
    SessionId id();

    /**
     * Waits for the end.
     *
     * @return the final report, also of a session that was stopped
     * @throws ApesException what the session failed with; its committed iterations are stored all the same
     * @throws InterruptedException if the waiting thread is interrupted; the session goes on
     */
    TrainingReport await() throws InterruptedException;

    /**
     * Waits for the end, but not for ever.
     *
     * @param limit how long at most
     * @return the final report, or empty if the session is still running
     * @throws ApesException what the session failed with
     * @throws InterruptedException if the waiting thread is interrupted; the session goes on
     */
    Optional<TrainingReport> await(Duration limit) throws InterruptedException;

    /**
     * Asks the session to stop; returns at once. The second request may only be stronger than the first.
     *
     * @param mode gracefully or at once
     */
    void requestStop(StopMode mode);

    /**
     * Like {@link #requestStop} on behalf of a signal of the operating system, which the stop reason then names.
     *
     * @param mode gracefully or at once
     * @param signal the signal's name, e.g. {@code INT}
     */
    void requestStop(StopMode mode, String signal);

    /** Asks for a checkpoint with the next commit, so that nothing behind it has to be computed again; returns at once. */
    void requestCheckpoint();

    /**
     * Puts other limits in force from the end of the running iteration on; returns at once. A resumed session has those of its request
     * again.
     *
     * @param limits all of them, also those that stay as they are
     * @throws dev.apes.api.error.InvalidInputException if they contradict the session's request
     */
    void adjust(TrainingRequest.Limits limits);

    /** {@return the final report, if the session has ended and did not fail} */
    Optional<TrainingReport> report();
}
