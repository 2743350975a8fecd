package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell script beside the server that stops it when the last user is gone without having said so. It is on
 * record in the file {@code watchdog}: its pid and start time, then those of the server it watches.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final String SCRIPT = "watchdog.sh";
    /** Longer than the script itself waits for a shutdown. */
    private static final Duration STOP = Duration.ofSeconds(75);

    private Watchdog() {}

    /** Starts one for the running server unless one watches it already; call under the lock. */
    static void ensure(HomeFolder home, long server) {
        Optional<String> start = Processes.startOf(server);
        if (start.isEmpty()) {
            return;
        }
        String watched = server + " " + start.get();
        try {
            if (record(home).filter(line -> watches(line, watched)).isPresent()) {
                return;
            }
            home.write(home.file(SCRIPT), script());
            long pid = Shell.detach(
                    home.folder(), "/dev/null", List.of("/bin/sh", SCRIPT, Long.toString(server), start.get()));
            home.write(home.file("watchdog"), pid + " " + Processes.startOf(pid).orElse("-") + "\n" + watched + "\n");
            LOG.debug("Watchdog {} watches server {}", pid, server);
        } catch (IOException e) {
            throw IoFailure.of("write", home.file("watchdog"), e);
        }
    }

    /**
     * Waits while the watchdog is about to stop the server: it either notices us and leaves it alone, or stops it. Call
     * under the lock with the user on record.
     */
    static void awaitDecision(HomeFolder home) {
        Deadline deadline = Deadline.in(STOP);
        try {
            while (Files.exists(home.stopping())) {
                if (deadline.passed() || record(home).filter(Watchdog::lives).isEmpty()) {
                    Files.deleteIfExists(home.stopping());
                    return;
                }
                deadline.pause(20);
            }
        } catch (IOException e) {
            throw IoFailure.of("read", home.file("watchdog"), e);
        }
    }

    private static boolean watches(List<String> record, String server) {
        return lives(record) && record.get(1).equals(server);
    }

    private static boolean lives(List<String> record) {
        String[] words = record.get(0).split(" ", 2);
        try {
            return words.length == 2 && Processes.same(Long.parseLong(words[0]), words[1]);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<List<String>> record(HomeFolder home) throws IOException {
        try {
            return Optional.of(Files.readAllLines(home.file("watchdog"))).filter(lines -> lines.size() == 2);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String script() {
        try (InputStream script = Watchdog.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
