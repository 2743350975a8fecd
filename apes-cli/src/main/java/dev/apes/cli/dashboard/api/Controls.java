package dev.apes.cli.dashboard.api;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.store.SessionStore;
import java.util.function.Supplier;

/** What an operator can do. The store is opened when it is first needed: those who only look do without it. Thread-safe. */
public final class Controls implements AutoCloseable {
    private final Supplier<SessionStore> open;
    private SessionStore store;
    private boolean closed;

    /** @param open opens the store, once at most */
    public Controls(Supplier<SessionStore> open) {
        this.open = open;
    }

    private synchronized SessionStore store() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (store == null) {
            store = open.get();
        }
        return store;
    }

    /** Asks the session's process to end at a safe point; does not wait for that. */
    void stop(SessionId session) {
        store().requestStop(session, StopMode.GRACEFUL);
    }

    /** Puts the parameters before a promotion back in force. */
    void rollBack(PromotionId promotion) {
        store().rollback(promotion);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
        }
    }
}
