package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that dies while it migrates leaves nothing that the next one could not go on from. */
class KilledMigrationTest {
    /** One thing that each version makes, by number. */
    private static final String MADE = """
            SELECT v FROM (VALUES (1, to_regclass('rule_effectiveness_summary') IS NOT NULL),
                (2, to_regclass('training_checkpoints') IS NOT NULL), (4, to_regclass('training_incidents') IS NOT NULL),
                (6, to_regclass('training_shutdowns') IS NOT NULL), (7, to_regclass('training_session_figures') IS NOT NULL),
                (9, to_regclass('idx_rule_performance_recent') IS NOT NULL), (10, to_regclass('rule_selections') IS NOT NULL))
                AS made (v, there) WHERE there ORDER BY v""";

    private static final String WRITTEN_DOWN =
            "SELECT version FROM apes_schema_history WHERE success AND version::int IN (1, 2, 4, 6, 7, 9, 10) ORDER BY version::int";

    @Test
    void whatIsMadeIsWrittenDownWhicheverCommitWasTheLast() {
        int survived = 0;
        for (int last = 1; survived == 0; last += 3) {
            try (TestDatabase database = TestDatabase.create()) {
                if (migrate(database, last)) {
                    survived = last;
                }
                boolean history = Databases.value(database, "SELECT to_regclass('apes_schema_history') IS NOT NULL")
                        .equals("t");
                assertThat(Databases.column(database, MADE))
                        .as("after commit %d", last)
                        .isEqualTo(history ? Databases.column(database, WRITTEN_DOWN) : List.of());
            }
        }
        assertThat(survived).as("commits of a whole migration, at least").isGreaterThan(10);
    }

    @Test
    void theNextProcessesGoOnUntilOneIsLeftInPeace() {
        try (TestDatabase database = TestDatabase.create()) {
            int processes = 1;
            while (!migrate(database, processes)) {
                processes++;
            }
            assertThat(processes).as("some were killed").isGreaterThan(2);
            try (PostgresSessionStore store =
                    PostgresSessionStore.open(Databases.config(database).build())) {
                assertThat(store.inspect(Fixtures.RULES).missing())
                        .noneMatch(missing -> missing.contains("table") || missing.contains("column"));
            }
        }
    }

    @Test
    void tablesThatAnEarlierVersionDidNotWriteDownAreTakenAsTheyAre() {
        try (TestDatabase database = TestDatabase.create()) {
            migrate(database, Integer.MAX_VALUE);
            Databases.run(
                    database,
                    "INSERT INTO improvement_sessions (session_id, session_type, status, begun_at)"
                            + " VALUES ('s', 'continuous_training', 'interrupted', now())",
                    "INSERT INTO training_iterations (session_id, iteration, performance_metrics, duration_seconds)"
                            + " VALUES ('s', 1, '{}', 2.5), ('s', 2, '{}', 2.5)",
                    "DELETE FROM apes_schema_history WHERE version::int >= 2");

            assertThat(migrate(database, Integer.MAX_VALUE)).isTrue();

            assertThat(Databases.column(
                            database, "SELECT iterations || ' in ' || running_seconds FROM training_session_figures"))
                    .containsExactly("2 in 5");
        }
    }

    /** {@return whether it was done before its last commit} */
    private static boolean migrate(TestDatabase database, int lastCommit) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        Mortal mortal = new Mortal(source, lastCommit);
        try (PostgresSessionStore store = PostgresSessionStore.open(
                PostgresStoreConfig.on(mortal.dataSource()).build())) {
            store.prepare(Fixtures.RULES);
            return true;
        } catch (RuntimeException e) {
            assertThat(mortal.dead()).as("%s", e).isTrue();
            return false;
        }
    }

    /** Connections of a process that is killed right after a commit. */
    private static final class Mortal {
        private final PGSimpleDataSource source;
        private final AtomicInteger left;
        private final List<Connection> open = new ArrayList<>();

        Mortal(PGSimpleDataSource source, int commits) {
            this.source = source;
            left = new AtomicInteger(commits);
        }

        boolean dead() {
            return left.get() <= 0;
        }

        DataSource dataSource() {
            return (DataSource) Proxy.newProxyInstance(
                    Mortal.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("getConnection") ? connection() : method.invoke(source, arguments));
        }

        private Connection connection() throws SQLException {
            if (dead()) {
                throw new SQLException("killed");
            }
            Connection connection = source.getConnection();
            open.add(connection);
            return (Connection) Proxy.newProxyInstance(
                    Mortal.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (method.getName().equals("commit") && left.decrementAndGet() == 0) {
                                for (Connection each : open) {
                                    each.close();
                                }
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
