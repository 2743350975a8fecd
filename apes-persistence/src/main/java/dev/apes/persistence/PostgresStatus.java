package dev.apes.persistence;

import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.live.CommitFeed;
import dev.apes.persistence.live.Notice;
import dev.apes.persistence.query.StatusQuery;
import java.util.function.Consumer;

/** Looks at a database quickly: one connection, no pool, no Hibernate. */
public final class PostgresStatus {
    private PostgresStatus() {}

    /**
     * @param config where
     * @return a look at it; close it
     * @throws dev.apes.api.error.StoreException if the database can't be reached or refuses the user
     */
    public static StatusQuery open(PostgresStoreConfig config) {
        String schema = config.schema().orElse(null);
        return new StatusQuery(
                config.address() == null
                        ? Database.of(config.dataSource(), schema)
                        : Database.unpooled(config.address(), config.applicationName(), schema));
    }

    /**
     * Listens to what any process commits, until it is closed.
     *
     * @param config where
     * @param listener gets what is committed, from a thread of the feed's; must not block for long
     * @param states gets each change of how the feed learns of commits, from the same thread
     * @return the feed
     */
    public static CommitFeed follow(
            PostgresStoreConfig config, Consumer<Notice> listener, Consumer<CommitFeed.State> states) {
        return CommitFeed.open(PostgresSessionStore.database(config), listener, states);
    }
}
