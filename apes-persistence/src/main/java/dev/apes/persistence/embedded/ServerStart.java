package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server of a home in which none runs, from whatever is already there. */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    /** A recovery after a crash replays what is left to replay; the settings keep that to seconds. */
    private static final Duration READY = Duration.ofMinutes(4);

    private static final Duration LEFTOVERS = Duration.ofSeconds(30);
    private static final int TRIES = 8;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HomeFolder home;

    private ServerStart(HomeFolder home) {
        this.home = home;
    }

    /**
     * Unpacks and initialises what is missing and starts the server; call under the lock.
     *
     * @return what the server wrote of itself once it took connections
     */
    static PostmasterFile run(HomeFolder home) {
        return new ServerStart(home).run();
    }

    private PostmasterFile run() {
        BinariesArchive archive = BinariesArchive.find();
        if (home.hasData()) {
            // before anything is unpacked or written
            refuse(DataFolder.problem(home, archive.major()));
            Password.read(home);
        }
        awaitLeftovers();
        home.sweep();
        Binaries binaries = Binaries.unpacked(home, archive);
        ServerAccount account = ServerAccount.choose(home, binaries);
        if (home.hasData()) {
            refuse(DataFolder.problem(home, Optional.of(account.major())));
        } else {
            DataFolder.initialise(home, binaries, account, archive);
        }
        PostmasterFile server = start(binaries, account);
        try {
            home.write(home.file("version"), account.version() + "\n");
        } catch (IOException e) {
            LOG.warn("Cannot write {}", home.file("version"), e);
        }
        return server;
    }

    /** {@return the version of the running server; the major one alone when nobody wrote down more} */
    static String version(HomeFolder home) {
        try {
            return Files.readString(home.file("version")).strip();
        } catch (IOException e) {
            return DataFolder.major(home);
        }
    }

    private static void refuse(Optional<String> problem) {
        if (problem.isPresent()) {
            throw new StoreException(problem.get(), null);
        }
    }

    /** A killed server leaves processes that notice it and end; two servers on one data folder would ruin it. */
    private void awaitLeftovers() {
        Deadline deadline = Deadline.in(LEFTOVERS);
        while (Processes.anyServesData(home.data())) {
            if (deadline.passed()) {
                throw new StoreException(
                        "Processes of an earlier PostgreSQL server still work in " + home.data()
                                + " though the server itself is gone; end them (fuser or lsof names them) and try again",
                        null);
            }
            deadline.pause(20);
        }
    }

    private PostmasterFile start(Binaries binaries, ServerAccount account) {
        Optional<PostmasterFile> stale = PostmasterFile.read(home);
        Deadline deadline = Deadline.in(READY);
        // users who survived a crash of the server find it again at the port they know
        int port = stale.map(PostmasterFile::port).filter(ServerStart::free).orElseGet(ServerStart::freePort);
        for (int attempt = 1; ; attempt++) {
            ServerLog log = ServerLog.atStart(home);
            // the lock file of a dead server may name a pid that another process has by now, and PostgreSQL would take
            // that for a living server; it overlooks its grandparent's pid, which pg_ctl uses, and checks all else
            String[] overlook = stale.map(file -> new String[] {"PG_GRANDPARENT_PID", Long.toString(file.pid())})
                    .orElse(new String[0]);
            long watchdog = Watchdog.run(home, account.words(binaries.postgres(), arguments(port)), overlook);
            Optional<PostmasterFile> ready = awaitReady(watchdog, deadline);
            if (ready.isPresent()) {
                LOG.info("PostgreSQL {} started in {} on port {}", account.version(), home.folder(), port);
                return ready.get();
            }
            String written = log.written();
            boolean portTaken = written.contains("could not bind") || written.contains("could not create any TCP/IP");
            boolean leftovers = written.contains("pre-existing shared memory block");
            if (attempt == TRIES || !(portTaken || leftovers)) {
                throw refused(log);
            }
            if (portTaken) {
                port = freePort();
            } else {
                deadline.pause(500);
            }
        }
    }

    private String[] arguments(int port) {
        return new String[] {
            "-D", "data",
            "-p", Integer.toString(port),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories="
        };
    }

    /** {@return the file of the ready server, or empty when the server ended, which ends its watchdog, too} */
    private Optional<PostmasterFile> awaitReady(long watchdog, Deadline deadline) {
        boolean seen = false;
        while (true) {
            boolean watched = Processes.alive(watchdog);
            Optional<PostmasterFile> running = PostmasterFile.readRunning(home);
            if (running.filter(PostmasterFile::ready).isPresent()) {
                return running;
            }
            if (!watched || seen && running.isEmpty()) {
                return Optional.empty();
            }
            seen = running.isPresent();
            if (deadline.passed()) {
                throw new StoreException(
                        "PostgreSQL in " + home.folder() + " did not get ready within " + READY.toMinutes()
                                + " minutes; see " + home.log() + ", and try again",
                        null);
            }
            deadline.pause(10);
        }
    }

    private StoreException refused(ServerLog log) {
        String summary = log.summary();
        String advice;
        if (IoFailure.noSpace(summary)) {
            advice = "free some space there and try again";
        } else {
            advice =
                    "see " + home.log() + "; the data was left as it is: restore it from a backup if it is damaged, or "
                            + "move " + home.folder() + " away to begin anew, or use --db with a server of your own";
        }
        return new StoreException(
                "PostgreSQL in " + home.folder() + " does not start: " + summary + "; " + advice, null);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return port != 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StoreException(
                    "No port is free on 127.0.0.1 for PostgreSQL: " + e.getMessage()
                            + "; use --db with a server of your own",
                    e);
        }
    }
}
