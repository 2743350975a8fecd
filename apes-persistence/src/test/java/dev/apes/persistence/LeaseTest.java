package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionLease;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final SessionId ID = new SessionId("s");

    private TestDatabase database;
    private PostgresSessionStore here;
    private PostgresSessionStore there;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        here = store();
        there = store();
        here.prepare(Fixtures.RULES);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        database.close();
    }

    private PostgresSessionStore store() {
        return PostgresSessionStore.open(
                Databases.config(database).heartbeat(Duration.ofMillis(100)).build());
    }

    @Test
    void othersSeeWhoRunsASessionAndCanNotTakeIt() {
        here.begin(Fixtures.session("s", "data"));

        SessionLease lease = there.find(ID).orElseThrow().lease().orElseThrow();
        assertThat(lease.held()).isTrue();
        assertThat(lease.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(there.sessions(5).get(0).condition()).isEqualTo(SessionCondition.RUNNING);
        assertThatThrownBy(() -> there.takeOver(ID))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining(String.valueOf(lease.pid()))
                .hasMessageContaining(lease.host());
        assertThatThrownBy(() -> there.commit(Fixtures.commit(ID, 1))).isInstanceOf(SessionStateException.class);
        assertThatThrownBy(() -> there.finish(ID, SessionStatus.FAILED, Fixtures.end("error")))
                .isInstanceOf(SessionStateException.class);
        there.requestStop(ID, StopMode.GRACEFUL);
        assertThat(here.stopRequest(ID)).contains(StopMode.GRACEFUL);
    }

    @Test
    void theHeartBeats() {
        here.begin(Fixtures.session("s", "data"));
        Instant first = heartbeat();

        until(() -> heartbeat().isAfter(first));
    }

    private Instant heartbeat() {
        return there.find(ID).orElseThrow().lease().orElseThrow().heartbeat();
    }

    @Test
    void aStoreThatIsGoneLeavesACrashThatAnotherTakesOver() {
        here.begin(Fixtures.session("s", "data"));
        here.commit(Fixtures.commit(ID, 1));
        here.close();

        untilSeenAsCrashed();
        assertThat(there.takeOver(ID).condition()).isEqualTo(SessionCondition.RUNNING);
        there.commit(Fixtures.commit(ID, 2));
        assertThat(there.find(ID).orElseThrow().iterations()).isEqualTo(2);
    }

    /** The server lets go of the lock when it has noticed that the connection is gone. */
    private void untilSeenAsCrashed() {
        until(() -> there.find(ID).orElseThrow().condition() == SessionCondition.CRASHED);
    }

    @Test
    void aCrashedSessionMayBeEndedByAnybody() {
        here.begin(Fixtures.session("s", "data"));
        here.close();

        untilSeenAsCrashed();
        there.finish(ID, SessionStatus.INTERRUPTED, Fixtures.end("user_request"));
        assertThat(there.find(ID).orElseThrow().condition()).isEqualTo(SessionCondition.INTERRUPTED);
    }

    @Test
    void anotherProcessDoesNotTrainOnTheSamePromptsMeanwhile() {
        here.register(Fixtures.dataSet("data", 0, List.of("a", "b", "c", "d")));
        there.register(Fixtures.dataSet("grown", 0, List.of("a", "b", "c", "d", "e")));
        here.begin(Fixtures.session("s", "data"));

        assertThatThrownBy(() -> there.begin(Fixtures.session("t", "grown")))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining("Session s is training on the same prompts")
                .hasMessageContaining("apes stop -s s");
        assertThat(there.find(new SessionId("t"))).isEmpty();
        there.begin(Fixtures.session("other", "other data"));

        here.finish(ID, SessionStatus.COMPLETED, Fixtures.end("single_pass"));
        there.begin(Fixtures.session("t", "grown"));
    }

    @Test
    void aBrokenLeaseConnectionIsMendedAndTrainingGoesOn() {
        here.begin(Fixtures.session("s", "data"));
        killLeaseConnections();

        until(() -> there.find(ID).orElseThrow().lease().orElseThrow().held());
        here.commit(Fixtures.commit(ID, 1));
        assertThat(there.find(ID).orElseThrow().iterations()).isEqualTo(1);
    }

    @Test
    void whoWasOvertakenWhileItsConnectionWasBrokenCommitsNothing() {
        PostgresSessionStore slow = PostgresSessionStore.open(
                Databases.config(database).heartbeat(Duration.ofHours(1)).build());
        try (slow) {
            slow.begin(Fixtures.session("s", "data"));
            killLeaseConnections();
            until(() -> !there.find(ID).orElseThrow().lease().orElseThrow().held());
            there.takeOver(ID);

            assertThatThrownBy(() -> slow.commit(Fixtures.commit(ID, 1)))
                    .isInstanceOf(SessionStateException.class)
                    .hasMessageContaining("taken over by another process");
            assertThatThrownBy(() -> slow.finish(ID, SessionStatus.COMPLETED, Fixtures.end("single_pass")))
                    .isInstanceOf(SessionStateException.class);
        }
        assertThat(there.iterations(ID, 0, 5)).isEmpty();
        there.commit(Fixtures.commit(ID, 1));
    }

    private void killLeaseConnections() {
        Databases.run(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
