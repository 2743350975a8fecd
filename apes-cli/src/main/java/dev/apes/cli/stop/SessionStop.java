package dev.apes.cli.stop;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionLease;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends one session that another process trains. It is asked through the database; where it does not hear that, by signal; and only
 * when that is wanted is its process killed, what it has committed staying as it is.
 */
public final class SessionStop {
    private static final Duration UNTIL_SIGNAL = Duration.ofSeconds(4);
    private static final Duration UNTIL_KILL = Duration.ofSeconds(5);
    private static final Duration UNTIL_DEAD = Duration.ofSeconds(10);
    private static final long SHORTEST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final SessionStore store;
    private final SessionId id;
    private final Consumer<String> progress;
    private final long begun = System.nanoTime();
    private int shownIterations;
    private long shownAt = begun;

    /**
     * @param store where the session is
     * @param session which
     * @param progress gets a sentence now and then
     */
    public SessionStop(SessionStore store, SessionRecord session, Consumer<String> progress) {
        this.store = store;
        this.progress = progress;
        id = session.id();
        shownIterations = session.iterations();
    }

    /** What came of it. */
    public enum Outcome {
        /** The session has ended by itself, its state is saved. */
        ENDED,
        /** Its process was killed; what it had committed is kept. */
        KILLED,
        /** It has not ended yet. */
        TIMED_OUT,
        /** Its process died without ending it. */
        CRASHED
    }

    /**
     * @param mode how it is asked
     * @param kill whether its process is killed if it does not end soon
     * @param limit how long to wait
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted; the request stands
     */
    public Outcome run(StopMode mode, boolean kill, Duration limit) throws InterruptedException {
        try {
            store.requestStop(id, mode);
        } catch (SessionStateException e) {
            return ended().orElseThrow(() -> e); // it was faster
        }
        Duration patience = kill && limit.compareTo(UNTIL_KILL) > 0 ? UNTIL_KILL : limit;
        Optional<Outcome> outcome = await(patience, !kill);
        if (outcome.isPresent() || !kill) {
            return outcome.orElse(Outcome.TIMED_OUT);
        }
        return kill(find());
    }

    private Outcome kill(SessionRecord session) throws InterruptedException {
        Optional<Trainer> trainer = session.lease().flatMap(Trainer::of);
        if (trainer.isEmpty()) {
            SessionLease lease = session.lease().orElseThrow();
            progress.accept("its process " + lease.pid() + " on " + lease.host() + " can't be ended from here: "
                    + (Trainer.isHere(lease)
                            ? "it is not recognisable as 'apes train'; end it yourself"
                            : "end it there"));
            return Outcome.TIMED_OUT;
        }
        progress.accept(
                "it does not end by itself; killing process " + trainer.get().pid());
        trainer.get().kill();
        Outcome outcome = await(UNTIL_DEAD, false).orElse(Outcome.TIMED_OUT);
        if (outcome != Outcome.CRASHED) {
            return outcome;
        }
        store.finish(
                id,
                SessionStatus.INTERRUPTED,
                new SessionEnd(
                        "user_request",
                        "killed on request; what it had committed by then is kept",
                        Instant.now(),
                        evaluatorCalls(session),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new SessionEnd.Shutdown(
                                StopMode.FORCE, Duration.ofNanos(System.nanoTime() - begun), true))));
        return Outcome.KILLED;
    }

    private long evaluatorCalls(SessionRecord session) {
        int done = find().iterations();
        return done == 0
                ? 0
                : store.iterations(session.id(), done - 1, 1).stream()
                        .mapToLong(r -> r.summary().evaluatorCalls())
                        .sum();
    }

    /** Looks in growing intervals. */
    private Optional<Outcome> await(Duration limit, boolean maySignal) throws InterruptedException {
        long start = System.nanoTime();
        long wait = SHORTEST_WAIT_MILLIS;
        boolean signalled = !maySignal;
        while (true) {
            Optional<Outcome> outcome = ended();
            if (outcome.isPresent()) {
                return outcome;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(limit) >= 0) {
                return Optional.empty();
            }
            if (!signalled && waited.compareTo(UNTIL_SIGNAL) > 0) {
                signalled = true;
                find().lease().flatMap(Trainer::of).ifPresent(Trainer::terminate);
            }
            Thread.sleep(Math.max(1, Math.min(wait, limit.minus(waited).toMillis())));
            wait = Math.min(LONGEST_WAIT_MILLIS, wait * 3 / 2);
        }
    }

    private Optional<Outcome> ended() {
        SessionRecord now = find();
        tell(now);
        SessionCondition condition = now.condition();
        if (condition == SessionCondition.CRASHED) {
            return Optional.of(Outcome.CRASHED);
        }
        return condition == SessionCondition.RUNNING || condition == SessionCondition.STOPPING
                ? Optional.empty()
                : Optional.of(Outcome.ENDED);
    }

    private void tell(SessionRecord now) {
        long nanos = System.nanoTime();
        boolean further = now.iterations() > shownIterations;
        if (further || nanos - shownAt > 5_000_000_000L) {
            shownAt = nanos;
            shownIterations = now.iterations();
            progress.accept((further ? "iteration " + now.iterations() + " committed" : "still running")
                    + ", waiting for " + (nanos - begun) / 1_000_000_000 + " s");
        }
    }

    private SessionRecord find() {
        return store.find(id).orElseThrow(() -> new SessionStateException("Session " + id + " is gone"));
    }
}
