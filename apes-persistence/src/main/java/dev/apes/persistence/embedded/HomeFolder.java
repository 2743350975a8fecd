package dev.apes.persistence.embedded;

import dev.apes.api.error.InvalidInputException;
import dev.apes.persistence.journal.SafeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code <home>/postgres}: where things lie in it, and whose they are. */
final class HomeFolder {
    private static final Logger LOG = LoggerFactory.getLogger(HomeFolder.class);
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    private HomeFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing of the folder. */
    static HomeFolder create(Path home) {
        Path absolute = usable(home);
        Path folder = absolute.resolve("postgres");
        try {
            SafeFile.makeHome(absolute);
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, FOLDER_OF_OWNER);
            }
            HomeFolder created = new HomeFolder(folder.toRealPath());
            created.keepPrivate();
            return created;
        } catch (IOException e) {
            throw IoFailure.of("create", folder, e);
        }
    }

    /** {@return the folder if it is there} Creates nothing. */
    static Optional<HomeFolder> existing(Path home) {
        Path folder = usable(home).resolve("postgres");
        try {
            return Optional.of(new HomeFolder(folder.toRealPath()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailure.of("read", folder, e);
        }
    }

    private static Path usable(Path home) {
        Path absolute = home.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new InvalidInputException(
                    absolute.toString(), "is a file, and the home must be a folder; " + IoFailure.WAY_OUT);
        }
        if (absolute.toString().indexOf('\n') >= 0) {
            throw new InvalidInputException(
                    absolute.toString(), "PostgreSQL takes no line break in a path; " + IoFailure.WAY_OUT);
        }
        return absolute;
    }

    private void keepPrivate() throws IOException {
        Set<PosixFilePermission> wanted = FOLDER_OF_OWNER.value();
        if (!Files.getPosixFilePermissions(folder).equals(wanted)) {
            Files.setPosixFilePermissions(folder, wanted);
        }
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path password() {
        return folder.resolve("password");
    }

    Path users() {
        return folder.resolve("users");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** {@return a name that nobody has used, for what is made aside and renamed once it is whole} */
    Path fresh(String name) {
        return folder.resolve(
                name + ".new-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
    }

    boolean hasData() {
        return Files.exists(data());
    }

    /** {@return the user id that owns the folder} */
    int owner() {
        return attribute("unix:uid");
    }

    /** {@return the group id of the folder} */
    int group() {
        return attribute("unix:gid");
    }

    private int attribute(String name) {
        try {
            return (int) Files.getAttribute(folder, name);
        } catch (IOException e) {
            throw IoFailure.of("read", folder, e);
        }
    }

    /** Makes an empty file that only its owner reads, or leaves the one that is there. */
    Path touch(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, FILE_OF_OWNER);
                adopt(file);
            } catch (FileAlreadyExistsException e) {
                // another process was quicker
            }
        }
        return file;
    }

    /** Makes a folder that only its owner reads, or leaves the one that is there. */
    Path makeFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path, FOLDER_OF_OWNER);
            adopt(path);
        }
        return path;
    }

    /** Replaces a file in one step: whoever reads it sees the old content or all of the new one, even after a crash. */
    void write(Path file, String content) throws IOException {
        Path fresh = fresh(file.getFileName().toString());
        try {
            touch(fresh);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(content));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Gives what root has just made to the owner of the folder, so that the owner's own processes can go on with it. */
    void adopt(Path path) throws IOException {
        int owner = owner();
        if (owner != 0 && (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) != owner) {
            give(path, owner, group());
        }
    }

    /** Like {@link #adopt}, with all that lies below. */
    void adoptAll(Path path) throws IOException {
        if (owner() != 0 && Processes.userId() == 0) {
            giveAll(path, owner(), group());
        }
    }

    /** Gives the folder and all in it to a user; only root can. Links are given, not what they point to. */
    void giveAll(int user, int group) throws IOException {
        giveAll(folder, user, group);
    }

    private static void giveAll(Path path, int user, int group) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                give(file, user, group);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                give(directory, user, group);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void give(Path path, int user, int group) throws IOException {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes a file or a folder with all in it, following no links; nothing happens when there is none. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes what a folder lists durable. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Removes what a process left half-made when it was killed; call under the lock with no server running. A program
     * that it had started may still be at work there: then some of it stays until the next time.
     */
    void sweep() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.new-*")) {
            for (Path path : left) {
                delete(path);
            }
        } catch (IOException e) {
            LOG.debug("Cannot clean up {}", folder, e);
        }
    }
}
