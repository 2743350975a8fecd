package dev.apes.persistence;

import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.query.StatusQuery;

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
}
