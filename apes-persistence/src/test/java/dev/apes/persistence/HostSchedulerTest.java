package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.persistence.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

/** A store on a host's connections and a host's threads; looks at all threads, so runs while no other test does. */
@Isolated
class HostSchedulerTest {
    private final ScheduledThreadPoolExecutor host =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "host-scheduler"));

    @AfterEach
    void end() {
        host.shutdownNow();
    }

    private static PGSimpleDataSource source(TestDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("apes") || name.contains("Hikari"))
                .collect(Collectors.toList());
    }

    private static String heartbeat(TestDatabase database) {
        return Databases.value(database, "SELECT heartbeat_at FROM improvement_sessions WHERE session_id = 't'");
    }

    @Test
    void allThatAStoreDoesBesideItsCallersIsDoneThere() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            PGSimpleDataSource source = source(database);
            List<String> before = ours();
            PostgresSessionStore store = PostgresSessionStore.open(PostgresStoreConfig.on(source)
                    .scheduler(host)
                    .heartbeat(Duration.ofMillis(20))
                    .build());
            store.prepare(Fixtures.RULES);
            store.begin(Fixtures.session("t", "more data"));
            store.commit(Fixtures.commit(new SessionId("t"), 1));
            String beat = heartbeat(database);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (heartbeat(database).equals(beat)) {
                assertThat(System.nanoTime())
                        .as("waited in vain for a heartbeat")
                        .isLessThan(deadline);
            }
            assertThat(ours()).isEqualTo(before);

            store.close();

            assertThat(host.isShutdown()).isFalse();
            // what it had scheduled is gone: a host that ends in good order has nothing to wait for
            host.shutdown();
            assertThat(host.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ours()).isEqualTo(before);
        }
    }

    @Test
    void aThreadThatIsNeverFreeDelaysNothingButTheHeartbeat() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            // ends when the test interrupts it
            host.submit(() -> {
                new CountDownLatch(1).await();
                return null;
            });
            try (PostgresSessionStore store = PostgresSessionStore.open(
                    PostgresStoreConfig.on(source(database)).scheduler(host).build())) {
                store.prepare(Fixtures.RULES);
                store.begin(Fixtures.session("t", "more data"));
                store.commit(Fixtures.commit(new SessionId("t"), 1));

                assertThat(store.iterations(new SessionId("t"), 0, 10)).hasSize(1);
            }
        }
    }

    @Test
    void aSchedulerThatTakesNothingIsTold() {
        try (TestDatabase database = TestDatabase.create()) {
            var gone = Executors.newScheduledThreadPool(1);
            gone.shutdown();
            try (PostgresSessionStore store = PostgresSessionStore.open(
                    PostgresStoreConfig.on(source(database)).scheduler(gone).build())) {
                store.prepare(Fixtures.RULES);

                assertThatThrownBy(() -> store.begin(Fixtures.session("t", "more data")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("takes no more tasks");
                assertThat(store.find(new SessionId("t"))).isEmpty();
            }
        }
    }
}
