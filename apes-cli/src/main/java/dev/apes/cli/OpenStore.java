package dev.apes.cli;

import dev.apes.api.error.StoreException;
import dev.apes.cli.settings.DatabaseSettings;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.settings.SettingsFile;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.PostgresStoreConfig.Retention;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open store, and the server that this process keeps running for it, if it is APES' own.
 *
 * @param store where sessions are kept
 * @param server APES' own server
 */
record OpenStore(PostgresSessionStore store, Optional<EmbeddedPostgres> server) implements AutoCloseable {
    private static final String JOURNAL = "journal";
    private static final String ARCHIVE = "archive";
    private static final long MOST_KEPT = 1_000_000_000_000L;

    /**
     * Opens the database of the settings; APES' own is made and started if need be. What an earlier session could not store is
     * stored first.
     *
     * @param settings which
     * @return the store, to be closed
     */
    static OpenStore open(Settings settings) {
        Path journal = settings.home().resolve(JOURNAL);
        if (settings.database().isPresent()) {
            return new OpenStore(
                    PostgresSessionStore.open(
                            keeping(builder(settings.database().get()), settings)
                                    .journal(journal)
                                    .build()),
                    Optional.empty());
        }
        EmbeddedPostgres server = EmbeddedPostgres.open(settings.home());
        return of(
                server,
                keeping(builder(server), settings)
                        .journal(journal)
                        .whereabouts(() -> startedAgain(settings.home()))
                        .build());
    }

    /** How much of what grows is kept, and whether sessions are archived, as the file of settings has it. */
    static PostgresStoreConfig.Builder keeping(PostgresStoreConfig.Builder builder, Settings settings) {
        SettingsFile file = settings.file();
        Retention usual = Retention.DEFAULT;
        builder.retention(new Retention(
                file.integer("keep-measurements", 1, MOST_KEPT).orElse(usual.applications()),
                file.integer("keep-samples", 1, MOST_KEPT).orElse(usual.samples()),
                file.integer("keep-batches", 1, MOST_KEPT).orElse(usual.batches())));
        return file.flag("archive").orElse(true)
                ? builder.archive(settings.home().resolve(ARCHIVE)).archivesKept(settings.filesKept())
                : builder;
    }

    /** {@return APES' own server, wherever it comes back} */
    static PostgresStoreConfig following(EmbeddedPostgres server, Settings settings) {
        return builder(server).whereabouts(() -> startedAgain(settings.home())).build();
    }

    /** The server is this process's as long as the first use of it is not closed. */
    private static String startedAgain(Path home) {
        try (EmbeddedPostgres again = EmbeddedPostgres.attach(home)
                .orElseThrow(() ->
                        new StoreException("The data of APES' own PostgreSQL under " + home + " are gone", null))) {
            return again.jdbcUrl();
        }
    }

    /**
     * Like the other, but makes nothing: empty if APES' own database does not exist.
     *
     * @param settings which
     * @return the store, to be closed
     */
    static Optional<OpenStore> attach(Settings settings) {
        return settings.database().isPresent()
                ? Optional.of(new OpenStore(
                        PostgresSessionStore.open(config(settings.database().get())), Optional.empty()))
                : EmbeddedPostgres.attach(settings.home()).map(server -> of(server, config(server)));
    }

    static PostgresStoreConfig config(DatabaseSettings database) {
        return builder(database).build();
    }

    private static PostgresStoreConfig.Builder builder(DatabaseSettings database) {
        return PostgresStoreConfig.at(database.url())
                .user(database.user().orElse(null))
                .password(database.password().orElse(null));
    }

    private static OpenStore of(EmbeddedPostgres server, PostgresStoreConfig config) {
        try {
            return new OpenStore(PostgresSessionStore.open(config), Optional.of(server));
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    static PostgresStoreConfig config(EmbeddedPostgres server) {
        return builder(server).build();
    }

    private static PostgresStoreConfig.Builder builder(EmbeddedPostgres server) {
        return PostgresStoreConfig.at(server.jdbcUrl()).user(server.user()).password(server.password());
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
