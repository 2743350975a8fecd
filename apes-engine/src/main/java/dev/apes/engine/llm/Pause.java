package dev.apes.engine.llm;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How callers wait before they ask again. */
@FunctionalInterface
interface Pause {
    /** By the clock on the wall, looking up a few times a second whether the work is still wanted. */
    Pause REAL = (length, cancellation) -> {
        long left = length.toMillis();
        while (left > 0) {
            cancellation.throwIfCancelled();
            long slice = Math.min(left, 200);
            try {
                TimeUnit.MILLISECONDS.sleep(slice);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while waiting to ask a model again");
            }
            left -= slice;
        }
    };

    void of(Duration length, Cancellation cancellation);
}
