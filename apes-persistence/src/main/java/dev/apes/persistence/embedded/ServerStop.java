package dev.apes.persistence.embedded;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the server of a home: connections are cut, all that was committed stays. */
final class ServerStop {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStop.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ServerStop() {}

    /** Stops the server if one runs and waits for its end; call under the lock. */
    static void run(HomeFolder home) {
        Optional<PostmasterFile> running = PostmasterFile.readRunning(home);
        if (running.isEmpty()) {
            return;
        }
        long pid = running.get().pid();
        if (!Processes.signal("INT", pid)) {
            LOG.warn("Cannot signal server {} of {}; its watchdog will stop it", pid, home.folder());
            return;
        }
        if (!awaitEnd(home, pid)) {
            LOG.warn("Server {} of {} is still stopping", pid, home.folder());
        }
    }

    /** {@return whether the server ended in time} */
    static boolean awaitEnd(HomeFolder home, long pid) {
        Deadline deadline = Deadline.in(LIMIT);
        while (Processes.servesData(pid, home.data())) {
            if (deadline.passed()) {
                return false;
            }
            deadline.pause(10);
        }
        return true;
    }
}
