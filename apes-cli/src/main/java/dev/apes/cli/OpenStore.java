package dev.apes.cli;

import dev.apes.api.store.SessionStore;
import dev.apes.cli.settings.DatabaseSettings;
import dev.apes.cli.settings.Settings;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.util.Optional;

/**
 * An open store, and the server that this process keeps running for it, if it is APES' own.
 *
 * @param store where sessions are kept
 * @param server APES' own server
 */
record OpenStore(SessionStore store, Optional<EmbeddedPostgres> server) implements AutoCloseable {
    /**
     * Opens the database of the settings; APES' own is made and started if need be.
     *
     * @param settings which
     * @return the store, to be closed
     */
    static OpenStore open(Settings settings) {
        return settings.database().isPresent()
                ? of(settings.database().get())
                : of(EmbeddedPostgres.open(settings.home()));
    }

    /**
     * Like the other, but makes nothing: empty if APES' own database does not exist.
     *
     * @param settings which
     * @return the store, to be closed
     */
    static Optional<OpenStore> attach(Settings settings) {
        return settings.database().isPresent()
                ? Optional.of(of(settings.database().get()))
                : EmbeddedPostgres.attach(settings.home()).map(OpenStore::of);
    }

    private static OpenStore of(DatabaseSettings database) {
        return new OpenStore(PostgresSessionStore.open(config(database)), Optional.empty());
    }

    static PostgresStoreConfig config(DatabaseSettings database) {
        return PostgresStoreConfig.at(database.url())
                .user(database.user().orElse(null))
                .password(database.password().orElse(null))
                .build();
    }

    private static OpenStore of(EmbeddedPostgres server) {
        try {
            return new OpenStore(PostgresSessionStore.open(config(server)), Optional.of(server));
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    static PostgresStoreConfig config(EmbeddedPostgres server) {
        return PostgresStoreConfig.at(server.jdbcUrl())
                .user(server.user())
                .password(server.password())
                .build();
    }

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            server.ifPresent(EmbeddedPostgres::close);
        }
    }
}
