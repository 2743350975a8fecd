package dev.apes.persistence;

import dev.apes.api.contract.SessionStoreContract;
import dev.apes.api.store.SessionStore;
import dev.apes.persistence.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresSessionStoreTest extends SessionStoreContract {
    private static TestDatabase database;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(List.of());
        }
    }

    @Override
    protected SessionStore createStore() {
        Databases.clear(database);
        return PostgresSessionStore.open(Databases.config(database).build());
    }

    @AfterAll
    static void drop() {
        database.close();
    }
}
