package dev.apes.persistence.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.apes.api.error.ApesException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database to read from and write to in transactions. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final int POOL = 4;
    /** A server that says nothing for longer, though all it is asked takes moments, is cut off; a broken line may not say so. */
    private static final int SILENCE_SECONDS = 60;

    private final DataSource single;
    private final DataSource source;
    private final AutoCloseable pool;
    private final DatabaseAddress address;
    /** The connection that a thread keeps for several looks. */
    private final ThreadLocal<Kept> kept = new ThreadLocal<>();

    private Database(DataSource single, DataSource source, AutoCloseable pool, DatabaseAddress address) {
        this.single = single;
        this.source = source;
        this.pool = pool;
        this.address = address;
    }

    /** Taken from the source when first looked with. */
    private static final class Kept {
        private Connection connection;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * @param connection to use and leave open
         * @return the result
         * @throws SQLException if the database refuses
         */
        T on(Connection connection) throws SQLException;
    }

    /** What is done with a connection for its effect. */
    @FunctionalInterface
    public interface Task {
        /**
         * @param connection to use and leave open
         * @throws SQLException if the database refuses
         */
        void on(Connection connection) throws SQLException;
    }

    /**
     * Opens a small pool of its own. Connects only when asked to work.
     *
     * @param address where
     * @param applicationName shown by {@code pg_stat_activity}
     * @param schema the schema to work in, or null for the first of the search path
     * @return the database
     */
    public static Database pooled(DatabaseAddress address, String applicationName, String schema) {
        return pooled(address, applicationName, schema, null, null);
    }

    /**
     * Like the other, for a server that may come back at another address.
     *
     * @param address where it is first
     * @param applicationName shown by {@code pg_stat_activity}
     * @param schema the schema to work in, or null for the first of the search path
     * @param whereabouts gives the URL at which it is now; null if it does not move
     * @param scheduler where the pool tidies up, not shut down with it; null for a thread of its own
     * @return the database
     */
    public static Database pooled(
            DatabaseAddress address,
            String applicationName,
            String schema,
            Supplier<String> whereabouts,
            ScheduledExecutorService scheduler) {
        DataSource single = following(address.dataSource(applicationName, schema), whereabouts);
        PGSimpleDataSource impatient = address.dataSource(applicationName, schema);
        if (impatient.getSocketTimeout() == 0) {
            impatient.setSocketTimeout(SILENCE_SECONDS);
        }
        HikariConfig config = new HikariConfig();
        config.setDataSource(following(impatient, whereabouts));
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(0);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(15_000);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("apes-store");
        config.setScheduledExecutor(scheduler);
        HikariDataSource pool = new HikariDataSource(config);
        return new Database(single, pool, pool, address);
    }

    private static DataSource following(PGSimpleDataSource direct, Supplier<String> whereabouts) {
        return whereabouts == null ? direct : new FollowingDataSource(direct, whereabouts);
    }

    /**
     * Connects anew for every piece of work: cheapest for a single look.
     *
     * @param address where
     * @param applicationName shown by {@code pg_stat_activity}
     * @param schema the schema to work in, or null
     * @return the database
     */
    public static Database unpooled(DatabaseAddress address, String applicationName, String schema) {
        DataSource single = address.dataSource(applicationName, schema);
        return new Database(single, single, () -> {}, address);
    }

    /**
     * Uses the connections of a host application and gives each back as it was; never closes the source.
     *
     * @param host the application's source
     * @param schema the schema to work in, or null for the first of the search path
     * @return the database
     */
    public static Database of(DataSource host, String schema) {
        DataSource source = schema == null ? host : new SchemaDataSource(host, schema);
        return new Database(source, source, () -> {}, null);
    }

    /** {@return connections for libraries that manage transactions themselves} */
    public DataSource dataSource() {
        return source;
    }

    /** {@return connections for work that needs several for a short time} */
    public DataSource singleConnections() {
        return single;
    }

    /**
     * @return a connection that is kept for long; the caller closes it
     * @throws SQLException if there is none
     */
    public Connection dedicated() throws SQLException {
        return single.getConnection();
    }

    /** {@return host, port and database without secrets, where known} */
    public String place() {
        return address == null ? "the application's DataSource" : address.place();
    }

    /**
     * @param doing what is done, for errors: {@code read the sessions}
     * @param work what to do, outside of a transaction
     * @param <T> type of the result
     * @return its result
     */
    public <T> T read(String doing, Work<T> work) {
        Kept own = kept.get();
        if (own != null) {
            try {
                if (own.connection == null) {
                    own.connection = source.getConnection();
                }
                return work.on(own.connection);
            } catch (SQLException e) {
                throw failure(doing, e);
            }
        }
        try (Connection connection = source.getConnection()) {
            boolean auto = connection.getAutoCommit();
            if (auto) {
                return work.on(connection);
            }
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Several looks with one connection, taken at the first: where many threads share a pool, each waits for its turn once.
     *
     * @param doing what is done, for errors
     * @param looks calls {@link #read} any number of times, on this thread; begins and ends no transaction
     * @param <T> type of the result
     * @return its result
     */
    public <T> T reading(String doing, Supplier<T> looks) {
        if (kept.get() != null) {
            return looks.get();
        }
        Kept own = new Kept();
        kept.set(own);
        try {
            return looks.get();
        } finally {
            kept.remove();
            giveBack(doing, own.connection);
        }
    }

    private void giveBack(String doing, Connection connection) {
        if (connection == null) {
            return;
        }
        try (connection) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * @param doing what is done, for errors
     * @param work what to do; all of it or nothing is stored
     * @param <T> type of the result
     * @return its result
     */
    public <T> T transaction(String doing, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            } finally {
                if (auto && !connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * @param doing what is done, for errors
     * @param task what to do; all of it or nothing is stored
     */
    public void transact(String doing, Task task) {
        transaction(doing, connection -> {
            task.on(connection);
            return null;
        });
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * @param doing what was done
     * @param error why it failed
     * @return what to throw
     */
    public ApesException failure(String doing, SQLException error) {
        return SqlErrors.translate(doing, error, place(), address);
    }

    @Override
    public void close() {
        try {
            pool.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing the connection pool", e);
        }
    }
}
