package dev.apes.persistence.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code data/postmaster.pid} says.
 *
 * @param pid of the server's first process; it may be gone, or another process may have it by now
 * @param port 0 while it is not yet known
 * @param ready whether the server took connections when it wrote this
 */
record PostmasterFile(long pid, int port, boolean ready) {
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** {@return what the file says, or empty when there is none or it is not yet written} */
    static Optional<PostmasterFile> read(HomeFolder home) {
        Path file = path(home);
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .toList();
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            // a stand-alone server writes its pid with a minus
            long pid = Math.abs(Long.parseLong(lines.get(0)));
            int port = lines.size() > PORT && !lines.get(PORT).isEmpty() ? Integer.parseInt(lines.get(PORT)) : 0;
            boolean ready = lines.size() > STATUS && lines.get(STATUS).equals("ready");
            return Optional.of(new PostmasterFile(pid, port, ready));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailure.of("read", file, e);
        }
    }

    /** {@return what the file says of a server that lives} */
    static Optional<PostmasterFile> readRunning(HomeFolder home) {
        return read(home).filter(file -> Processes.servesData(file.pid(), home.data()));
    }

    static Path path(HomeFolder home) {
        return home.data().resolve("postmaster.pid");
    }
}
