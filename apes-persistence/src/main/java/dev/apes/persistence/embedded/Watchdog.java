package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell script that starts the server and stops it when the last user is gone without having said so. It is on
 * record in the file {@code watchdog}: its pid and start time, then those of the server it watches, or a dash while that
 * server is only just starting.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final String SCRIPT = "watchdog.sh";
    /** Longer than the script itself waits for a shutdown. */
    private static final Duration STOP = Duration.ofSeconds(75);

    private Watchdog() {}

    /**
     * Starts a server under a watchdog.
     *
     * @param server the words of its command
     * @param environment names and values in turn
     * @return the watchdog's pid; it ends when the server does
     */
    static long run(HomeFolder home, List<String> server, String... environment) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", install(home).toString(), "run"));
        words.addAll(server);
        return Shell.detach(home.folder(), words, environment);
    }

    /** Starts one for a running server whose watchdog was killed; call under the lock. */
    static void ensure(HomeFolder home, long server) {
        Optional<String> start = Processes.startOf(server);
        if (start.isEmpty()) {
            return;
        }
        Path record = home.file("watchdog");
        try {
            List<String> lines = Files.readAllLines(record);
            if (lines.size() == 2
                    && lives(lines.get(0))
                    && List.of("-", server + " " + start.get()).contains(lines.get(1))) {
                return;
            }
        } catch (NoSuchFileException e) {
            // none was ever started
        } catch (IOException e) {
            throw IoFailure.of("read", record, e);
        }
        LOG.debug("The watchdog of server {} is gone; starting another", server);
        Shell.detach(
                home.folder(),
                List.of("/bin/sh", install(home).toString(), "watch", Long.toString(server), start.get()));
    }

    /**
     * Waits while a watchdog is about to stop the server: it either notices us and leaves it alone, or stops it. Call
     * under the lock with the user on record.
     */
    static void awaitDecision(HomeFolder home) {
        Deadline deadline = Deadline.in(STOP);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.folder(), "stopping-*")) {
            for (Path stopping : all) {
                while (decides(stopping) && !deadline.passed()) {
                    deadline.pause(20);
                }
                Files.deleteIfExists(stopping);
            }
        } catch (IOException e) {
            throw IoFailure.of("read", home.folder(), e);
        }
    }

    private static boolean decides(Path stopping) throws IOException {
        try {
            String watchdog = Files.readString(stopping).strip();
            // empty for the instant between its creation and its content
            return watchdog.isEmpty() || lives(watchdog);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean lives(String process) {
        String[] words = process.split(" ", 2);
        try {
            return words.length == 2 && Processes.same(Long.parseLong(words[0]), words[1]);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Path install(HomeFolder home) {
        Path file = home.file(SCRIPT);
        try (InputStream script = Watchdog.class.getResourceAsStream(SCRIPT)) {
            home.write(file, new String(script.readAllBytes(), StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw IoFailure.of("write", file, e);
        }
    }
}
