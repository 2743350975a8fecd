package dev.apes.api;

import dev.apes.api.error.CancelledException;

/**
 * Tells work in progress that it is no longer wanted. Long-running plugins ask at least once a second and stop by
 * letting {@link #throwIfCancelled()} throw. Thread-safe.
 */
@FunctionalInterface
public interface Cancellation {
    /** Never cancelled. */
    Cancellation NONE = () -> false;

    /** {@return whether the work is to be abandoned} */
    boolean isCancelled();

    /** @throws CancelledException if {@link #isCancelled()} */
    default void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancelledException("the work was cancelled");
        }
    }
}
