package dev.apes.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.embedded.EmbeddedPostgres.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes on one home, some of which die. */
class SharedHomeTest {
    private final TestHomes homes = new TestHomes();

    @AfterEach
    void nothingIsLeft() {
        homes.close();
    }

    @Test
    void processesShareOneServerAndTheLastOneStopsIt() throws IOException {
        Path home = homes.emptyHome();
        try (ChildJvm one = ChildJvm.open(home);
                ChildJvm other = ChildJvm.open(home)) {
            String first = one.line();
            String second = other.line();
            assertThat(List.of(first.split(" ")[2], second.split(" ")[2])).containsExactlyInAnyOrder("true", "false");
            assertThat(first.split(" ")[1]).isEqualTo(second.split(" ")[1]);

            one.leave();
            assertThat(one.line()).isEqualTo("closed");
            assertThat(EmbeddedPostgres.inspect(home)).isInstanceOf(State.Running.class);
            other.leave();
            assertThat(other.line()).isEqualTo("closed");
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void theServerGoesAfterTheOnlyUserWasKilled() throws IOException {
        Path home = homes.home();
        try (ChildJvm user = ChildJvm.open(home)) {
            user.port();
            user.kill();
        }
        TestHomes.awaitNothingRuns(home);

        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
        assertThat(Files.readString(home.resolve("postgres/server.log"))).contains("database system is shut down");
    }

    @Test
    void theServerStaysWhenItsStarterIsKilledUnderOthers() throws IOException, SQLException {
        Path home = homes.home();
        try (ChildJvm starter = ChildJvm.open(home)) {
            assertThat(starter.started()).isTrue();
            try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
                assertThat(postgres.startedByUs()).isFalse();
                starter.kill();

                // longer than the watchdog waits
                Deadline deadline = Deadline.in(Duration.ofSeconds(8));
                while (!deadline.passed()) {
                    assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
                    deadline.pause(200);
                }
            }
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void aKilledServerIsStartedAgainAtItsPort() throws IOException, SQLException {
        Path home = homes.home();
        try (EmbeddedPostgres survivor = EmbeddedPostgres.open(home)) {
            TestHomes.query(survivor, "CREATE TABLE kept AS SELECT 7 AS x");
            Processes.signal("KILL", TestHomes.serverPid(home));

            try (EmbeddedPostgres again = EmbeddedPostgres.open(home)) {
                assertThat(again.startedByUs()).isTrue();
                assertThat(again.port()).isEqualTo(survivor.port());
                assertThat(TestHomes.query(survivor, "SELECT x FROM kept")).isEqualTo("7");
            }
            assertThat(TestHomes.query(survivor, "SELECT x FROM kept")).isEqualTo("7");
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void aLockFileWithThePidOfAnotherProcessIsNoServer() throws IOException, SQLException {
        Path home = homes.home();
        EmbeddedPostgres lost = EmbeddedPostgres.open(home);
        long server = TestHomes.serverPid(home);
        Processes.signal("KILL", server);
        TestHomes.await(
                "the server is gone", Duration.ofSeconds(30), () -> !Processes.anyServesData(TestHomes.data(home)));
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Path file = TestHomes.data(home).resolve("postmaster.pid");
            Files.writeString(file, Files.readString(file).replaceFirst("^\\d+", Long.toString(other.pid())));
            assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());

            try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
                assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
            lost.close();
        }
    }

    @Test
    void aKilledWatchdogIsReplaced() throws IOException {
        Path home = homes.home();
        try (ChildJvm starter = ChildJvm.open(home)) {
            starter.port();
            long first = TestHomes.watchdogPid(home);
            Processes.signal("KILL", first);
            try (ChildJvm next = ChildJvm.open(home)) {
                next.port();
                TestHomes.await("there is a new watchdog", Duration.ofSeconds(5), () -> {
                    try {
                        return TestHomes.watchdogPid(home) != first;
                    } catch (IOException e) {
                        return false;
                    }
                });
                next.kill();
            }
            starter.kill();
        }
        TestHomes.awaitNothingRuns(home);
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void theRecordOfADeadProcessDoesNotKeepTheServer() throws IOException {
        Path home = homes.home();
        EmbeddedPostgres postgres = EmbeddedPostgres.open(home);
        Path users = home.resolve("postgres/users");
        // a living process, but not the one that was registered
        Files.writeString(
                users.resolve(ProcessHandle.current().pid() + "-99"),
                ProcessHandle.current().pid() + " 12\n");
        Files.writeString(users.resolve("junk"), "\n");
        postgres.close();

        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
        assertThat(users).isEmptyDirectory();
    }

    @Test
    void aHomeThatIsRemovedTakesItsServerWithIt() throws IOException {
        Path home = homes.home();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            assertThat(postgres.startedByUs()).isTrue();
            TestHomes.await("the home is deleted while its server still writes", Duration.ofSeconds(10), () -> {
                try {
                    HomeFolder.delete(home);
                    return true;
                } catch (IOException e) {
                    return false;
                }
            });
            TestHomes.awaitNothingRuns(home);
        }
        assertThat(home).doesNotExist();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {150, 300, 450, 600, 800, 1000, 1300, 1600, 2000, 2500, 3000})
    void aFirstStartThatIsKilledLeavesNothingInTheWay(int millis) throws IOException, SQLException {
        Path home = homes.folder().resolve("home");
        try (ChildJvm starter = ChildJvm.open(home)) {
            Deadline.in(Duration.ofSeconds(10)).pause(millis);
            starter.kill();
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
        }
        TestHomes.awaitNothingRuns(home);
        assertThat(home.resolve("postgres").toFile().list((folder, name) -> name.contains(".new-")))
                .isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {3600, 3900, 4200, 4500, 4800, 5100, 5400, 5700, 6000, 6300})
    void whoComesWhileTheWatchdogDecidesHasAServer(int millis) throws IOException, SQLException {
        Path home = homes.home();
        try (ChildJvm user = ChildJvm.open(home)) {
            user.port();
            user.kill();
        }
        Deadline.in(Duration.ofSeconds(10)).pause(millis);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            Deadline deadline = Deadline.in(Duration.ofSeconds(7));
            while (!deadline.passed()) {
                assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
                deadline.pause(100);
            }
        }
    }
}
