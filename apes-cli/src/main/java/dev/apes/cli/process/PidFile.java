package dev.apes.cli.process;

import dev.apes.persistence.journal.SafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file {@code <home>/run/<session>.pid} of a running session: made whole under its name by a rename, readable by its owner alone,
 * locked while its process lives (the lock goes with the process, however it ends). It tells people and scripts; who runs a session is
 * decided by the lease in the database.
 */
public final class PidFile implements AutoCloseable {
    /** Ending of the files' names. */
    static final String SUFFIX = ".pid";

    private static final String FOLDER = "run";

    private final Path file;
    private final FileChannel channel;

    private PidFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param home the home folder
     * @return where the files are; need not exist
     */
    public static Path folder(Path home) {
        return home.resolve(FOLDER);
    }

    /**
     * Makes the file of a session of this process.
     *
     * @param home the home folder
     * @param session its id
     * @return the file, to be closed when the session has ended
     * @throws IOException if it can't be made or locked, or another process holds it
     */
    public static PidFile create(Path home, String session) throws IOException {
        Path folder = folder(home);
        SafeFile.makeFolder(folder);
        Path file = folder.resolve(session + SUFFIX);
        Path fresh =
                folder.resolve("." + session + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(fresh);
        FileChannel channel = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(folder));
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException(fresh + " is locked by another process");
            }
            channel.write(ByteBuffer.wrap(ProcessFacts.current(session).text().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new PidFile(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** {@return where it is} */
    public Path path() {
        return file;
    }

    /** Deletes it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
