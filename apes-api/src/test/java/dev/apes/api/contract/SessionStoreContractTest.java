package dev.apes.api.contract;

import dev.apes.api.store.SessionStore;

class SessionStoreContractTest extends SessionStoreContract {
    @Override
    protected SessionStore createStore() {
        return new HeapSessionStore();
    }
}
