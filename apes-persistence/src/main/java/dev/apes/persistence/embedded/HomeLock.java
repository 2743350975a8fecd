package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets one thread of one process at a time join, start, leave or stop the server of a home. */
final class HomeLock {
    /** Longer than a recovery after a crash takes, which happens under the lock. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private HomeLock() {}

    /** @throws StoreException if another process holds the lock for minutes, or the file cannot be locked */
    static <T> T whileHeld(HomeFolder home, Supplier<T> action) {
        // An interned text is one object in the whole JVM, also when two class loaders brought this class: their file
        // locks would collide, and closing the second channel would drop the first one's lock.
        Object oneInThisJvm = ("dev.apes.persistence.embedded:" + home.folder()).intern();
        synchronized (oneInThisJvm) {
            Path file = home.file("lock");
            try (FileChannel channel = FileChannel.open(home.touch(file), StandardOpenOption.WRITE)) {
                lock(channel, file);
                return action.get();
            } catch (IOException e) {
                throw IoFailure.of("lock", file, e);
            }
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        Deadline deadline = Deadline.in(PATIENCE);
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (deadline.passed()) {
                throw new StoreException(
                        "Another APES process has been starting or stopping the server of " + file.getParent()
                                + " for " + PATIENCE.toMinutes()
                                + " minutes; end the process that holds " + file
                                + " (fuser or lsof names it) and try again",
                        null);
            }
            deadline.pause(10);
            lock = channel.tryLock();
        }
    }
}
