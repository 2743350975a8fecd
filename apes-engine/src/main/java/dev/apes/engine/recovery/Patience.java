package dev.apes.engine.recovery;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries again, with growing pauses, what a store could not do because it is away. Pauses double from a quarter of a second to half a
 * minute; each is cut by a random share of up to a half, so that trainers that lost one database do not all come back at once.
 * Thread-safe; several threads may wait at once, and are told of as one outage.
 */
public final class Patience {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long SLICE_MILLIS = 50;

    private final Duration limit;
    private final Clock clock;
    private final Cancellation stopped;
    private final RandomGenerator jitter;
    private final Outages outages;
    private int waiting;
    private long since;

    /** Is told when the store goes away and when it is back. Called by whichever thread notices. */
    public interface Outages {
        /**
         * @param problem what the store said
         * @param note what has been done about it; may be empty
         */
        void away(String problem, String note);

        /**
         * @param after how long it was away
         * @param answers whether it is back, rather than given up
         */
        void over(Duration after, boolean answers);
    }

    /**
     * @param limit how long to wait at most
     * @param clock measures it
     * @param stopped triggered when waiting makes no sense any more
     * @param jitter shortens pauses
     * @param outages is told
     */
    public Patience(Duration limit, Clock clock, Cancellation stopped, RandomGenerator jitter, Outages outages) {
        this.limit = limit;
        this.clock = clock;
        this.stopped = stopped;
        this.jitter = jitter;
        this.outages = outages;
    }

    /**
     * @param call to make, and to repeat
     * @param <T> what it gives
     * @return what it gave
     * @throws StoreUnavailableException if the store stayed away too long or the session is stopped meanwhile
     */
    public <T> T call(Supplier<T> call) {
        return call(call, problem -> "", call);
    }

    /**
     * @param call to make first
     * @param onAway done once if the store is away; gives a note on what was done, for people
     * @param again what to repeat from then on
     * @param <T> what it gives
     * @return what it gave
     * @throws StoreUnavailableException if the store stayed away too long or the session is stopped meanwhile
     */
    public <T> T call(Supplier<T> call, Function<StoreUnavailableException, String> onAway, Supplier<T> again) {
        long begun = clock.millis();
        StoreUnavailableException problem;
        try {
            return call.get();
        } catch (StoreUnavailableException e) {
            problem = e;
        }
        String note = onAway.apply(problem);
        began(begun, problem, note);
        boolean answers = false;
        try {
            for (int n = 0; ; n++) {
                long left = limit.toMillis() - (clock.millis() - begun);
                if (left <= 0 || stopped.isCancelled()) {
                    throw givenUp(problem, note, left <= 0);
                }
                pause(Math.min(left, backOff(n)));
                try {
                    T result = again.get();
                    answers = true;
                    return result;
                } catch (StoreUnavailableException e) {
                    problem = e;
                }
            }
        } finally {
            ended(answers);
        }
    }

    private StoreUnavailableException givenUp(StoreUnavailableException last, String note, boolean tooLong) {
        String why = tooLong
                ? "The database stayed away for longer than " + limit.toSeconds() + " s"
                : "The session was stopped while its database was away";
        return new StoreUnavailableException(
                why + ": " + last.getMessage() + (note.isEmpty() ? "" : "; " + note), last);
    }

    /** The nth pause in milliseconds. */
    synchronized long backOff(int n) {
        long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(n, 20));
        return full - (long) (jitter.nextDouble() * (full / 2.0));
    }

    private void pause(long millis) {
        try {
            for (long left = millis; left > 0 && !stopped.isCancelled(); left -= SLICE_MILLIS) {
                Thread.sleep(Math.min(left, SLICE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for the database");
        }
    }

    private synchronized void began(long when, StoreUnavailableException problem, String note) {
        if (waiting++ == 0) {
            since = when;
            outages.away(problem.getMessage(), note);
        }
    }

    private synchronized void ended(boolean answers) {
        if (--waiting == 0) {
            outages.over(Duration.ofMillis(Math.max(0, clock.millis() - since)), answers);
        }
    }
}
