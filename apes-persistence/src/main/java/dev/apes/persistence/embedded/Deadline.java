package dev.apes.persistence.embedded;

import dev.apes.api.error.CancelledException;
import java.time.Duration;

/** A point in time up to which something is waited for, by the monotonic clock. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - end >= 0;
    }

    /**
     * Sleeps a little between two looks.
     *
     * @throws CancelledException if the thread is interrupted; its flag is set again
     */
    void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Waiting for APES' own PostgreSQL was interrupted");
        }
    }
}
