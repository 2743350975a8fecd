package dev.apes.api.store;

/** The stored states of a session. <i>Crashed</i> is not stored: it is {@link #RUNNING} without a living holder. */
public enum SessionStatus {
    /** Iterating. */
    RUNNING,
    /** Asked to stop, on its way to a safe point. */
    STOPPING,
    /** Ended by a stopping criterion. */
    COMPLETED,
    /** Ended by a person or a signal before it was done; can be resumed. */
    INTERRUPTED,
    /** Ended by an error; can be resumed. */
    FAILED
}
