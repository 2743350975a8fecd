package dev.apes.api;

/** How a session is asked to stop. */
public enum StopMode {
    /** At the next safe point; the running step ends or is cut there and the state is saved. */
    GRACEFUL,
    /** Now; the running iteration is discarded, what was committed stays. */
    FORCE
}
