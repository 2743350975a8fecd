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
    private static final int ROOM = 1_000;

    private final Path file;
    private final FileChannel channel;
    private final ProcessFacts facts;
    private final int endAt;

    private PidFile(Path file, FileChannel channel, ProcessFacts facts, int endAt) {
        this.file = file;
        this.channel = channel;
        this.facts = facts;
        this.endAt = endAt;
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
        ProcessFacts facts = ProcessFacts.current(session);
        facts.deleteMark(); // of an earlier process with this pid
        FileChannel channel = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(folder));
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException(fresh + " is locked by another process");
            }
            byte[] text = (facts.text() + ProcessFacts.END).getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(text));
            // room for what may have to be said when the disk has none left
            channel.write(ByteBuffer.wrap((" ".repeat(ROOM) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new PidFile(file, channel, facts, text.length);
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

    /**
     * Closes it, but leaves it to the next start, with why the process ended: for one that could neither store that nor set it aside.
     * Takes no more of the disk than it has.
     *
     * @param why a sentence; what does not fit is left out
     * @throws IOException if it can't be written; the file then stays without it
     */
    public void leave(String why) throws IOException {
        try (channel) {
            String line = why.replaceAll("[^\\x20-\\x7e]", " ").replace("\\", "/");
            String kept = line.substring(0, Math.min(ROOM, line.length()));
            channel.write(ByteBuffer.wrap(kept.getBytes(StandardCharsets.US_ASCII)), endAt);
            channel.force(true);
        }
    }

    /** Deletes it, and what its JVM said of its memory: who ends in order tells himself. */
    @Override
    public void close() throws IOException {
        facts.deleteMark();
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
