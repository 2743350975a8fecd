package dev.apes.api;

/** What came of a request to stop. */
public enum StopOutcome {
    /** The session has ended and its state is saved. */
    STOPPED,
    /** It had already ended. */
    NOT_RUNNING,
    /** It is still on its way to a safe point. */
    TIMED_OUT
}
