package dev.apes.api.store;

/** What a person wants to know of a session: its stored state, and whether anybody is at work on it. */
public enum SessionCondition {
    /** Iterating. */
    RUNNING(false),
    /** Asked to stop, on its way to a safe point. */
    STOPPING(false),
    /** Ended by a stopping criterion or a limit. */
    COMPLETED(false),
    /** Ended by a person or a signal before it was done. */
    INTERRUPTED(true),
    /** Ended by an error. */
    FAILED(true),
    /** Its process is gone without having ended it: killed, out of memory, or its machine went down. */
    CRASHED(true);

    private final boolean cutOff;

    SessionCondition(boolean cutOff) {
        this.cutOff = cutOff;
    }

    /** {@return whether it ended before it was done, so that it can be resumed} */
    public boolean cutOff() {
        return cutOff;
    }
}
