package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The server's own log. It is bounded: turned over at a start when it has grown, and by the watchdog while the server
 * runs.
 */
final class ServerLog {
    private static final long TURN_OVER = 1_000_000;
    private static final int READ = 16_384;

    private final Path file;
    private final long begin;

    private ServerLog(Path file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    /** Prepares the log for a start; what was written before is not read. */
    static ServerLog atStart(HomeFolder home) {
        Path file = home.log();
        try {
            if (Files.exists(file) && Files.size(file) > TURN_OVER) {
                Files.move(file, home.file("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            home.touch(file);
            return new ServerLog(file, Files.size(file));
        } catch (IOException e) {
            throw IoFailure.of("write", file, e);
        }
    }

    /** {@return what the server wrote since this start, or the end of it when that is long} */
    String written() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(begin, log.length() - READ);
            byte[] bytes = new byte[(int) Math.max(0, log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** {@return the last lines since this start as one line} */
    String summary() {
        return LastLines.of(written());
    }
}
