package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.store.InMemorySessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A store that outlives its sessions. A life of it answers until its process is killed; what had been committed is there in the next
 * life, and whatever was running then has crashed.
 */
final class MortalStore {
    /** What a killed process does next: nothing. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        private Killed() {
            super("killed by the test", null, false, false);
        }
    }

    final InMemorySessionStore kept = new InMemorySessionStore();
    UnaryOperator<Optional<Checkpoint>> checkpoints = c -> c;
    final List<Checkpoint> atEnd = new CopyOnWriteArrayList<>();
    private volatile boolean alive;

    /** The store as the next process sees it. */
    SessionStore nextLife() {
        for (SessionRecord session : kept.sessions(1_000)) {
            if (session.status() == SessionStatus.RUNNING || session.status() == SessionStatus.STOPPING) {
                kept.finish(session.id(), SessionStatus.FAILED, crashed());
            }
        }
        alive = true;
        return (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(),
                new Class<?>[] {SessionStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (!alive) {
                        throw new StoreException("the process was killed", null);
                    }
                    if (method.getName().equals("finish") && arguments.length == 4) {
                        ((Optional<?>) arguments[3]).ifPresent(c -> atEnd.add((Checkpoint) c));
                    }
                    try {
                        Object result = method.invoke(kept, arguments);
                        return method.getName().equals("checkpoint")
                                ? checkpoints.apply(kept.checkpoint((SessionId) arguments[0]))
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Nothing this life does from now on is kept. */
    Killed kill() {
        alive = false;
        return new Killed();
    }

    SessionRecord newest() {
        return kept.sessions(1).get(0);
    }

    private static SessionEnd crashed() {
        return new SessionEnd("crashed", "its process is gone", Instant.now(), 0, Optional.empty(), List.of());
    }
}
