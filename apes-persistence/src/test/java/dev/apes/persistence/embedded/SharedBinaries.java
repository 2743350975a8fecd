package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * PostgreSQL's programs, unpacked once for all test homes: in {@code target} of the module under test, or for this JVM
 * alone where there is no such folder or other users can't reach it, as in a clone below {@code /root}. A home gets a link to them.
 */
public final class SharedBinaries {
    private SharedBinaries() {}

    /** Makes {@code <home>/postgres} with the programs already there. */
    public static void link(Path home) {
        try {
            BinariesArchive archive = BinariesArchive.find();
            Path folder = HomeFolder.create(home).file("bin-" + archive.version());
            Files.createSymbolicLink(folder, Unpacked.FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder with all in it. */
    public static void delete(Path folder) {
        try {
            HomeFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Unpacked {
        static final Path FOLDER = unpack();

        private static Path unpack() {
            try {
                BinariesArchive archive = BinariesArchive.find();
                Path target = Path.of("target").toAbsolutePath();
                if (!Files.isDirectory(target) || !isReachedByAll(target)) {
                    target = Files.createTempDirectory("apes-test-programs");
                    Path temporary = target;
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(temporary)));
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                Path folder = target.resolve("postgres-" + archive.version());
                if (!Files.isDirectory(folder)) {
                    Path fresh = Files.createTempDirectory(target, "postgres-");
                    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Binaries.unpack(archive, fresh);
                    try {
                        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
                    } catch (IOException e) {
                        // another test JVM was quicker
                        delete(fresh);
                    }
                }
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isReachedByAll(Path folder) throws IOException {
            for (Path at = folder; at != null; at = at.getParent()) {
                if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        }
    }
}
