package dev.apes.cli.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of processes that ended without deleting them. */
public final class StalePidFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StalePidFiles.class);
    private static final int LONGEST = 4_096;

    private StalePidFiles() {}

    /**
     * Deletes the files of processes that are gone. One that is locked, whose process lives, that another user owns or that is no
     * plain file stays.
     *
     * @param home the home folder
     * @return what they said
     */
    public static List<ProcessFacts> clean(Path home) {
        List<ProcessFacts> gone = new ArrayList<>();
        Path folder = PidFile.folder(home);
        if (!Files.isDirectory(folder)) {
            return gone;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + PidFile.SUFFIX)) {
            UserPrincipal owner = Files.getOwner(folder);
            for (Path file : all) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    LOG.warn("{} is not a file of this home's owner and is left alone; delete it", file);
                } else {
                    stale(file).ifPresent(gone::add);
                }
            }
        } catch (IOException e) {
            LOG.warn("The files of earlier processes in {} can't be looked at: {}", folder, e.toString());
        }
        return gone;
    }

    private static Optional<ProcessFacts> stale(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return Optional.empty();
            }
            byte[] bytes = new byte[(int) Math.min(LONGEST, channel.size())];
            channel.read(java.nio.ByteBuffer.wrap(bytes));
            Optional<ProcessFacts> facts =
                    ProcessFacts.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            // one that said how its session ended is done with it, though it may live on
            if (facts.filter(f -> f.end().isEmpty()).filter(ProcessFacts::lives).isPresent()) {
                return Optional.empty(); // on a file system without locks
            }
            Files.deleteIfExists(file);
            return facts;
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // of this process
        }
    }
}
