package dev.apes.persistence.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One use of the home's server, on record as {@code users/<pid>-<n>} with the pid and the start time of the process, so
 * that a user who was killed, or whose pid another process has by now, does not count.
 */
final class UserRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(UserRegistration.class);

    private final Path file;

    private UserRegistration(Path file) {
        this.file = file;
    }

    static UserRegistration create(HomeFolder home) {
        long pid = ProcessHandle.current().pid();
        try {
            home.makeFolder(home.users());
            String content = pid + " " + Processes.startOf(pid).orElse("") + "\n";
            for (int n = 1; ; n++) {
                Path file = home.users().resolve(pid + "-" + n);
                try {
                    Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    home.adopt(file);
                    return new UserRegistration(file);
                } catch (FileAlreadyExistsException e) {
                    if (!Files.readString(file).equals(content)) {
                        // of an earlier process with our pid
                        Files.deleteIfExists(file);
                        n--;
                    }
                }
            }
        } catch (IOException e) {
            throw IoFailure.of("write", home.users(), e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: the server stays up until this process ends", file, e);
        }
    }

    /** {@return whether a living process is on record} Strikes out the dead. */
    static boolean anyLiving(HomeFolder home) {
        boolean living = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.users())) {
            for (Path user : all) {
                if (lives(user)) {
                    living = true;
                } else {
                    Files.deleteIfExists(user);
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot read {}", home.users(), e);
        }
        return living;
    }

    private static boolean lives(Path user) throws IOException {
        String[] words = Files.readString(user).strip().split(" ", 2);
        try {
            return words.length == 2 && Processes.same(Long.parseLong(words[0]), words[1]);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
