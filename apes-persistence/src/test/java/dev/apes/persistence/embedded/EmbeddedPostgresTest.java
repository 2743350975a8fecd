package dev.apes.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.CancelledException;
import dev.apes.persistence.embedded.EmbeddedPostgres.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
    private final TestHomes homes = new TestHomes();

    @AfterEach
    void nothingIsLeft() {
        homes.close();
    }

    @Test
    void startsStopsAndKeepsTheData() throws IOException, SQLException {
        Path home = homes.emptyHome();
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Absent());

        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            assertThat(postgres.startedByUs()).isTrue();
            assertThat(postgres.version()).startsWith("17.");
            assertThat(EmbeddedPostgres.inspect(home))
                    .isEqualTo(new State.Running(postgres.port(), TestHomes.serverPid(home)));
            TestHomes.query(postgres, "CREATE TABLE kept AS SELECT 'Größe 码' AS text");
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
        TestHomes.awaitNothingRuns(home);

        EmbeddedPostgres again = EmbeddedPostgres.attach(home).orElseThrow();
        assertThat(TestHomes.query(again, "SELECT text FROM kept")).isEqualTo("Größe 码");
        again.close();
        again.close();
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void isSetUpForDurabilityAndUnicode() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(homes.emptyHome())) {
            assertThat(TestHomes.query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(TestHomes.query(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(TestHomes.query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(TestHomes.query(postgres, "SHOW jit")).isEqualTo("off");
            assertThat(TestHomes.query(postgres, "SELECT upper('ä')")).isEqualTo("Ä");
            assertThat(TestHomes.query(postgres, "SELECT current_user || '/' || current_database()"))
                    .isEqualTo("apes/apes");
            assertThat(TestHomes.query(postgres, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void listensOnLoopbackAlone() throws IOException, SQLException {
        Path home = homes.home();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home);
                Socket socket = new Socket()) {
            assertThat(TestHomes.query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(TestHomes.query(postgres, "SHOW unix_socket_directories"))
                    .isEmpty();
            // on Linux all of 127/8 is this machine: a server on every address would answer
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", postgres.port()), 1000))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void attachMakesNothingWhereThereIsNothing() throws IOException {
        Path home = homes.folder().resolve("none");

        assertThat(EmbeddedPostgres.attach(home)).isEmpty();
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Absent());
        assertThat(home).doesNotExist();
    }

    @Test
    void severalUsersInOneJvmShareTheServer() throws IOException, SQLException {
        Path home = homes.home();
        EmbeddedPostgres first = EmbeddedPostgres.open(home);
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home)) {
            assertThat(second.startedByUs()).isFalse();
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(second.version()).isEqualTo(first.version());

            first.close();

            assertThat(TestHomes.query(second, "SELECT 1")).isEqualTo("1");
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void oneOfSeveralFirstStartsWins() throws IOException, InterruptedException, ExecutionException {
        Path home = homes.emptyHome();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<EmbeddedPostgres>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(threads.submit(() -> EmbeddedPostgres.open(home)));
        }
        List<EmbeddedPostgres> users = new ArrayList<>();
        for (Future<EmbeddedPostgres> start : starts) {
            users.add(start.get());
        }
        threads.shutdown();

        assertThat(users).filteredOn(EmbeddedPostgres::startedByUs).hasSize(1);
        assertThat(users.stream().map(EmbeddedPostgres::port).distinct()).hasSize(1);
        users.forEach(EmbeddedPostgres::close);
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void twoHomesStandSideBySide() throws IOException, SQLException {
        try (EmbeddedPostgres one = EmbeddedPostgres.open(homes.emptyHome());
                EmbeddedPostgres other = EmbeddedPostgres.open(homes.emptyHome())) {
            TestHomes.query(one, "CREATE TABLE t (x int)");

            assertThat(TestHomes.query(other, "SELECT to_regclass('t')")).isNull();
            assertThat(one.password()).isNotEqualTo(other.password());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "it's ünï-码", "a \"quoted\" $HOME `id` \\ path"})
    void anyPathWillDo(String name) throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(homes.home(name))) {
            assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void linksAndRelativePathsLeadToTheSameHome() throws IOException {
        Path home = homes.home();
        Path link = Files.createSymbolicLink(home.resolveSibling("link"), home);
        Path relative = Path.of("").toAbsolutePath().relativize(home);
        try (EmbeddedPostgres one = EmbeddedPostgres.open(link);
                EmbeddedPostgres other = EmbeddedPostgres.open(relative)) {
            assertThat(other.port()).isEqualTo(one.port());
            assertThat(other.startedByUs()).isFalse();
        }
    }

    @Test
    void thePasswordStaysInItsFile() throws IOException, SQLException {
        Path home = homes.emptyHome();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            Path folder = home.resolve("postgres");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThatThrownBy(
                            () -> TestHomes.query(postgres, "ALTER ROLE nobody PASSWORD '" + postgres.password() + "'"))
                    .isInstanceOf(SQLException.class);

            assertThat(Files.readString(folder.resolve("server.log"))).doesNotContain(postgres.password());
            assertThat(postgres.toString() + postgres.jdbcUrl()).doesNotContain(postgres.password());
            assertThat(commandLinesAndEnvironments()).noneMatch(line -> line.contains(postgres.password()));
        }
    }

    private static List<String> commandLinesAndEnvironments() throws IOException {
        List<String> all = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            process.info().commandLine().ifPresent(all::add);
            Path environment = Path.of("/proc/" + process.pid() + "/environ");
            if (Files.isReadable(environment)) {
                try {
                    all.add(new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    // it has ended, or is not ours to read
                }
            }
        }
        return all;
    }

    @Test
    void anInterruptedStartLeavesNothingRunning() throws IOException {
        Path home = homes.emptyHome();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> EmbeddedPostgres.open(home)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        TestHomes.awaitNothingRuns(home);

        EmbeddedPostgres postgres = EmbeddedPostgres.open(home);
        Thread.currentThread().interrupt();
        postgres.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }
}
