package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import dev.apes.persistence.testing.TestDatabase;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs while no other test does: it looks at all threads. */
@Isolated
class ClosedStoreTest {
    @Test
    void closingLeavesNoThreadBehind() {
        try (TestDatabase database = TestDatabase.create()) {
            closing(database);
        }
    }

    private static void closing(TestDatabase database) {
        PostgresStoreConfig config =
                Databases.config(database).heartbeat(Duration.ofMillis(100)).build();
        try (PostgresSessionStore first = PostgresSessionStore.open(config)) {
            first.prepare(Fixtures.RULES);
        }
        Set<Thread> before = threads();
        PostgresSessionStore store = PostgresSessionStore.open(config);
        store.begin(Fixtures.session("t", "more data"));
        store.commit(Fixtures.commit(new SessionId("t"), 1));
        assertThat(threads()).anyMatch(t -> t.getName().equals("apes-lease-heartbeat"));
        store.close();

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (threads().stream()
                .filter(t -> !before.contains(t))
                .anyMatch(t -> t.getName().startsWith("apes") || t.getName().contains("Hikari"))) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }
}
