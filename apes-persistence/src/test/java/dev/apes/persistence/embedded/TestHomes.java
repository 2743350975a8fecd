package dev.apes.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Homes for tests, what to ask of them, and their end: no process of theirs is left. */
final class TestHomes implements AutoCloseable {
    private final List<Path> made = new ArrayList<>();

    /** {@return a home with a server that was initialised and stopped} All that come from here have one password. */
    Path home() throws IOException {
        Path home = home("home");
        Path from = Initialised.HOME.resolve("postgres");
        try (Stream<Path> all = Files.walk(from.resolve("data"))) {
            for (Path path : all.toList()) {
                copy(path, home.resolve("postgres").resolve(from.relativize(path)));
            }
        }
        copy(from.resolve("password"), home.resolve("postgres/password"));
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** {@return a folder for a home that is yet to be initialised, with the programs already there} */
    Path emptyHome() throws IOException {
        return home("home");
    }

    Path home(String name) throws IOException {
        Path home = folder().resolve(name);
        SharedBinaries.link(home);
        return home;
    }

    /** {@return an empty folder that every user can reach} */
    Path folder() throws IOException {
        Path folder = Files.createTempDirectory("apes-home-test");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        made.add(folder);
        return folder;
    }

    static Path data(Path home) {
        return home.resolve("postgres/data");
    }

    static long serverPid(Path home) {
        return ((EmbeddedPostgres.State.Running) EmbeddedPostgres.inspect(home)).pid();
    }

    static long watchdogPid(Path home) throws IOException {
        return Long.parseLong(
                Files.readString(home.resolve("postgres/watchdog")).split(" ")[0]);
    }

    static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? result.getString(1) : null;
            }
        }
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        Deadline deadline = Deadline.in(limit);
        while (!condition.getAsBoolean()) {
            assertThat(deadline.passed()).as("waited too long until %s", what).isFalse();
            deadline.pause(20);
        }
    }

    /** Waits until neither a server nor a watchdog of the home is left. */
    static void awaitNothingRuns(Path home) {
        await("nothing of " + home + " runs", Duration.ofSeconds(90), () -> !runs(home.resolve("postgres")));
    }

    private static boolean runs(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> Processes.alive(process.pid()))
                .anyMatch(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder + "/"))
                        .isPresent());
    }

    private static final class Initialised {
        static final Path HOME = initialise();

        private static Path initialise() {
            try {
                Path home = Files.createTempDirectory("apes-initialised-test");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> SharedBinaries.delete(home)));
                SharedBinaries.link(home);
                EmbeddedPostgres.open(home).close();
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        for (Path folder : made) {
            await("all of " + folder + " ended", Duration.ofSeconds(90), () -> !runs(folder));
            SharedBinaries.delete(folder);
        }
    }
}
