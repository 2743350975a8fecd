package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.live.CommitFeed;
import dev.apes.persistence.live.Notice;
import dev.apes.persistence.query.AlertLog;
import dev.apes.persistence.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class CommitFeedTest {
    private static final SessionId ID = new SessionId("s");

    private static TestDatabase database;
    private static PostgresSessionStore store;

    private final BlockingQueue<Notice> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<CommitFeed.State> states = new LinkedBlockingQueue<>();

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        store = PostgresSessionStore.open(Databases.config(database).build());
        store.prepare(Fixtures.RULES);
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        Databases.clear(database);
        store.prepare(Fixtures.RULES);
        store.register(Fixtures.dataSet("data", 0, List.of("one", "two", "three")));
    }

    @AfterEach
    void end() {
        if (store.find(ID)
                .filter(s -> s.status() == SessionStatus.RUNNING || s.status() == SessionStatus.STOPPING)
                .isPresent()) {
            store.finish(ID, SessionStatus.INTERRUPTED, Fixtures.end("user_request"));
        }
    }

    private CommitFeed follow(PostgresStoreConfig config) {
        return PostgresStatus.follow(config, heard::add, states::add);
    }

    private void enters(CommitFeed feed, CommitFeed.State expected) throws InterruptedException {
        assertThat(next(states)).isEqualTo(expected);
        assertThat(feed.state()).isEqualTo(expected);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return Optional.ofNullable(queue.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void aSessionIsHeardFromItsBeginningToItsEndInOrder() throws InterruptedException {
        try (CommitFeed feed = follow(Databases.config(database).build())) {
            enters(feed, CommitFeed.State.LISTENING);

            store.begin(Fixtures.session("s", "data"));
            assertThat(next(heard)).isEqualTo(new Notice(Notice.Kind.SESSION, Optional.of(ID), 0));
            store.commit(Fixtures.commit(ID, 1));
            assertThat(next(heard)).isEqualTo(new Notice(Notice.Kind.ITERATION, Optional.of(ID), 1));
            store.requestStop(ID, StopMode.GRACEFUL);
            assertThat(next(heard).kind()).isEqualTo(Notice.Kind.SESSION);
            store.finish(ID, SessionStatus.INTERRUPTED, Fixtures.end("user_request"));
            assertThat(next(heard).kind()).isEqualTo(Notice.Kind.SESSION);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void anAlertIsHeardWhenItIsRaisedAndWhenItIsOver() throws Exception {
        try (CommitFeed feed = follow(Databases.config(database).build());
                Connection connection = database.connect()) {
            enters(feed, CommitFeed.State.LISTENING);

            AlertLog.raise(connection, "stall", "s", "warning", "nothing gained", Map.of("slope", 0.0));
            assertThat(next(heard)).isEqualTo(new Notice(Notice.Kind.ALERT, Optional.of(ID), 0));
            AlertLog.raise(connection, "stall", "s", "warning", "still nothing gained", Map.of("slope", 0.0));
            AlertLog.raise(connection, "full_disk", "", "critical", "no space", Map.of());
            assertThat(next(heard))
                    .as("the one before only goes on")
                    .isEqualTo(new Notice(Notice.Kind.ALERT, Optional.empty(), 0));
            assertThat(AlertLog.clear(connection, "stall", "s")).isTrue();
            assertThat(next(heard).session()).contains(ID);
            AlertLog.clear(connection, "full_disk", "");
            next(heard);
        }
    }

    @Test
    void whatIsNotCommittedIsNotHeard() throws InterruptedException {
        try (CommitFeed feed = follow(Databases.config(database).build())) {
            enters(feed, CommitFeed.State.LISTENING);
            store.begin(Fixtures.session("s", "data"));
            next(heard);

            assertThatThrownBy(() -> store.commit(Fixtures.commit(ID, 7))).isInstanceOf(SessionStateException.class);
            store.commit(Fixtures.commit(ID, 1));

            assertThat(next(heard).iteration()).isEqualTo(1);
        }
    }

    @Test
    void anotherSchemaOfTheSameDatabaseIsNotHeard() throws InterruptedException {
        Databases.run(database, "DROP SCHEMA IF EXISTS elsewhere CASCADE");
        PostgresStoreConfig config =
                Databases.config(database).schema("elsewhere").build();
        try (PostgresSessionStore other = PostgresSessionStore.open(config)) {
            other.prepare(Fixtures.RULES);
            other.register(Fixtures.dataSet("data", 0, List.of("one", "two", "three")));
            try (CommitFeed feed = follow(config)) {
                enters(feed, CommitFeed.State.LISTENING);
                store.begin(Fixtures.session("s", "data"));
                other.begin(Fixtures.session("t", "data"));
                assertThat(next(heard).session()).contains(new SessionId("t"));
                other.finish(new SessionId("t"), SessionStatus.INTERRUPTED, Fixtures.end("user_request"));
            }
        }
    }

    @Test
    void afterALostConnectionAnythingMayHaveChanged() throws InterruptedException {
        PostgresStoreConfig config =
                Databases.config(database).applicationName("apes lookout").build();
        try (CommitFeed feed = follow(config)) {
            enters(feed, CommitFeed.State.LISTENING);
            Databases.column(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'apes lookout'");
            assertThat(next(states)).isEqualTo(CommitFeed.State.AWAY);
            assertThat(next(states)).isEqualTo(CommitFeed.State.LISTENING);
            assertThat(next(heard)).isEqualTo(Notice.ANYTHING);
        }
    }

    @Test
    void whereNothingIsDeliveredItLooks() throws InterruptedException {
        try (CommitFeed feed = follow(PostgresStoreConfig.on(withoutListening()).build())) {
            enters(feed, CommitFeed.State.POLLING);
            store.begin(Fixtures.session("s", "data"));
            assertThat(next(heard)).isEqualTo(Notice.ANYTHING);
            store.commit(Fixtures.commit(ID, 1));
            assertThat(next(heard)).isEqualTo(Notice.ANYTHING);
        }
    }

    /** Like a pool that runs every transaction on whatever connection is free: it takes LISTEN and delivers nothing. */
    private static DataSource withoutListening() {
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(database.jdbcUrl());
        direct.setUser(database.user());
        direct.setPassword(database.password());
        return proxy(
                DataSource.class,
                direct,
                (method, result) ->
                        result instanceof Connection c ? proxy(Connection.class, c, CommitFeedTest::refuse) : result);
    }

    private static Object refuse(String method, Object result) throws SQLException {
        if (method.equals("unwrap")) {
            throw new SQLException("wraps nothing");
        }
        return result;
    }

    @FunctionalInterface
    private interface Change {
        Object of(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, Change change) {
        return type.cast(Proxy.newProxyInstance(
                CommitFeedTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.of(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
