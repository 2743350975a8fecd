package dev.apes.engine;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.StopOutcome;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.recovery.RequestConfiguration;
import java.time.Duration;
import java.util.List;

/** Sessions as the store has them, whichever process runs or ran them. Thread-safe. */
final class StoredSessions {
    private static final long SHORTEST_WAIT_MILLIS = 20;
    private static final long LONGEST_WAIT_MILLIS = 500;

    private final SessionStore store;

    StoredSessions(SessionStore store) {
        this.store = store;
    }

    SessionRecord find(SessionId id) {
        return store.find(id).orElseThrow(() -> new SessionStateException("There is no session " + id));
    }

    /** The request that a session was started with. */
    TrainingRequest requestOf(SessionId id) {
        SessionRecord session = find(id);
        boolean generated = RequestConfiguration.generatesCorpus(session.configuration());
        try {
            return RequestConfiguration.fromMap(
                    session.configuration(),
                    session.seed(),
                    session.initialParameters(),
                    generated
                            ? List.of()
                            : store
                                    .dataSet(session.dataKey())
                                    .orElseThrow(() -> new SessionStateException("The prompts of session " + id
                                            + " are not in the store; give them again with --prompts"))
                                    .members()
                                    .stream()
                                    .map(DataSet.Member::prompt)
                                    .toList());
        } catch (IllegalArgumentException e) {
            throw new SessionStateException("The settings of session " + id + " are not readable: " + e.getMessage()
                    + ". Give them again, or start a new session with --new");
        }
    }

    /** Asks whoever runs a session to stop, through the store, and waits until it has ended. */
    StopOutcome stop(SessionId id, StopMode mode, Duration limit) {
        if (!runs(find(id))) {
            return StopOutcome.NOT_RUNNING;
        }
        try {
            store.requestStop(id, mode);
        } catch (SessionStateException e) {
            if (runs(find(id))) {
                throw e;
            }
            return StopOutcome.NOT_RUNNING;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        long wait = SHORTEST_WAIT_MILLIS;
        while (true) {
            SessionCondition now = find(id).condition();
            if (now == SessionCondition.CRASHED) {
                return StopOutcome.NOT_RUNNING;
            }
            if (now != SessionCondition.RUNNING && now != SessionCondition.STOPPING) {
                return StopOutcome.STOPPED;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return StopOutcome.TIMED_OUT;
            }
            try {
                Thread.sleep(Math.min(left, wait));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return StopOutcome.TIMED_OUT;
            }
            wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
    }

    private static boolean runs(SessionRecord session) {
        return session.condition() == SessionCondition.RUNNING || session.condition() == SessionCondition.STOPPING;
    }
}
