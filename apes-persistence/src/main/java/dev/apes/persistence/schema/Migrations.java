package dev.apes.persistence.schema;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.StoreException;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.OneConnection;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema to the version this program knows. */
public final class Migrations {
    /** What the migrations do, by version; one for each file under {@code db/apes}. */
    static final Map<Integer, String> KNOWN = new TreeMap<>(Map.of(
            1, "create the earlier tables and views where they are missing",
            2, "create the tables of training",
            3, "create the tables of generation",
            4, "create the table of incidents",
            5, "create the columns of derived rules",
            6, "create the table of shutdowns",
            7, "create the tables of analytics",
            8, "create the columns of the history of generating",
            9, "index the newest measurements of each rule",
            10, "create the table of selections of rules"));

    /** The version this program works with. */
    public static final int LATEST = 10;

    private static final String HISTORY = "apes_schema_history";
    private static final String LOCK = "hashtextextended(current_schema() || '/apes/migrate', 0)";
    private static final int PATIENCE_SECONDS = 120;

    private Migrations() {}

    /**
     * @param connection where
     * @return the versions applied; empty if APES has not been here
     * @throws SQLException if the database refuses
     */
    static List<Integer> applied(Connection connection) throws SQLException {
        boolean there = Sql.first(
                        connection,
                        "SELECT to_regclass(quote_ident(current_schema()) || '.' || quote_ident(?)) IS NOT NULL",
                        row -> row.getBoolean(1),
                        HISTORY)
                .orElse(false);
        if (!there) {
            return List.of();
        }
        return Sql.list(
                connection,
                "SELECT version FROM " + HISTORY
                        + " WHERE success AND version ~ '^[0-9]+$' AND version <> '0' ORDER BY installed_rank",
                row -> Integer.parseInt(row.getString(1)));
    }

    /**
     * @param connection where
     * @return whether the user may read which versions were applied, or there are none
     * @throws SQLException if the database refuses
     */
    public static boolean historyReadable(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT coalesce(has_table_privilege(to_regclass(quote_ident(current_schema()) || '.' || quote_ident(?)),"
                                + " 'SELECT'), true)",
                        row -> row.getBoolean(1),
                        HISTORY)
                .orElse(true);
    }

    /**
     * @param connection where
     * @return the newest version applied, 0 if none
     * @throws SQLException if the database refuses
     */
    public static int version(Connection connection) throws SQLException {
        return applied(connection).stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * Applies what is pending; of several that try at once, one does and the others wait.
     *
     * @param database where
     */
    public static void run(Database database) {
        try (Connection guard = database.dedicated()) {
            boolean auto = guard.getAutoCommit();
            guard.setAutoCommit(true);
            wait(guard);
            try {
                if (version(guard) < LATEST) {
                    migrate(database, guard);
                }
            } finally {
                Sql.run(guard, "SELECT pg_advisory_unlock(" + LOCK + ")");
                guard.setAutoCommit(auto);
            }
        } catch (SQLException e) {
            throw database.failure("create the tables", e);
        }
    }

    private static void wait(Connection guard) throws SQLException {
        for (int tenths = 0; tenths < PATIENCE_SECONDS * 10; tenths++) {
            if (Sql.first(guard, "SELECT pg_try_advisory_lock(" + LOCK + ")", row -> row.getBoolean(1))
                    .orElse(false)) {
                return;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("Interrupted while another process creates the tables", e);
            }
        }
        throw new StoreException(
                "Another process has been creating the tables for " + PATIENCE_SECONDS
                        + " seconds; look what it waits for (pg_stat_activity), or try again",
                null);
    }

    /**
     * Flyway would write down what it did on a second connection: who was killed between the two commits would have the tables, but no
     * word of them, and could never migrate again. On one connection both are one transaction.
     */
    private static void migrate(Database database, Connection guard) throws SQLException {
        String schema = Sql.first(guard, "SELECT current_schema()", row -> row.getString(1))
                .orElseThrow();
        try (Connection one = database.dedicated()) {
            one.setAutoCommit(true);
            Flyway.configure(Migrations.class.getClassLoader())
                    .loggers("slf4j")
                    .outputQueryResults(false)
                    .dataSource(new OneConnection(one))
                    .locations("classpath:db/apes")
                    .table(HISTORY)
                    .defaultSchema(schema)
                    .schemas(schema)
                    .createSchemas(false)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .baselineDescription("tables of an earlier APES")
                    .placeholderReplacement(false)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failure(database, e);
        }
    }

    private static ApesException failure(Database database, FlywayException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return database.failure("create the tables", sql);
            }
        }
        return new StoreException("Could not create the tables: " + error.getMessage(), error);
    }
}
