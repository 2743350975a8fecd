package dev.apes.engine.store;

import dev.apes.api.contract.SessionStoreContract;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.SessionStore;
import java.util.Optional;

class InMemorySessionStoreTest extends SessionStoreContract {
    @Override
    protected SessionStore createStore() {
        return new InMemorySessionStore();
    }

    @Override
    protected Optional<SessionStore> createStoreWith(FeedbackLog log) {
        return Optional.of(new InMemorySessionStore(log));
    }
}
