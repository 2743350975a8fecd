package dev.apes.persistence.testing;

import dev.apes.persistence.embedded.EmbeddedPostgres;
import dev.apes.persistence.embedded.SharedBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, empty database for one test, on a server that the tests of one JVM share. The server starts with the first
 * database (about two seconds) and is stopped and removed when the JVM ends; a database takes about a tenth of a second.
 * Thread-safe.
 *
 * <pre>{@code
 * try (TestDatabase database = TestDatabase.create()) {
 *     DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** {@return a new empty database} Closing it is optional: it goes with the server at the latest. */
    public static TestDatabase create() {
        TestDatabase database = new TestDatabase("apes_test_" + NUMBER.incrementAndGet());
        execute("CREATE DATABASE " + database.name + " TEMPLATE template0");
        return database;
    }

    /** {@return its URL, without user and password} */
    public String jdbcUrl() {
        return url(name);
    }

    public String user() {
        return Server.POSTGRES.user();
    }

    public String password() {
        return Server.POSTGRES.password();
    }

    /** {@return a new connection, to be closed by the caller} */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user(), password());
    }

    /** Drops the database, cutting the connections to it. */
    @Override
    public void close() {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.port() + "/" + database;
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        Server.POSTGRES.jdbcUrl(), Server.POSTGRES.user(), Server.POSTGRES.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path home = Files.createTempDirectory("apes-test-home");
                SharedBinaries.link(home);
                EmbeddedPostgres postgres = EmbeddedPostgres.open(home);
                forgetPowerCuts(postgres);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    SharedBinaries.delete(home);
                }));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Nothing outlives the server here, so that waiting for the disk would be for nothing. */
        private static void forgetPowerCuts(EmbeddedPostgres postgres) {
            try (Connection connection =
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                    Statement statement = connection.createStatement()) {
                for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                    statement.execute("ALTER SYSTEM SET " + setting + " = off");
                }
                statement.execute("SELECT pg_reload_conf()");
            } catch (SQLException e) {
                throw new IllegalStateException("The test server takes no settings: " + e.getMessage(), e);
            }
        }
    }
}
