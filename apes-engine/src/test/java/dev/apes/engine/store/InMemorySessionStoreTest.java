package dev.apes.engine.store;

import dev.apes.api.contract.SessionStoreContract;
import dev.apes.api.store.SessionStore;

class InMemorySessionStoreTest extends SessionStoreContract {
    @Override
    protected SessionStore createStore() {
        return new InMemorySessionStore();
    }
}
