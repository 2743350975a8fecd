package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked.
 *
 * @param folder with {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);

    Path postgres() {
        return folder.resolve("bin/postgres");
    }

    Path initdb() {
        return folder.resolve("bin/initdb");
    }

    /** {@return the programs in the home, unpacked if they are not there yet} Call under the lock. */
    static Binaries unpacked(HomeFolder home, BinariesArchive archive) {
        Path folder = home.file("bin-" + archive.version());
        if (Files.isExecutable(folder.resolve("bin/postgres"))) {
            return new Binaries(folder);
        }
        Path fresh = home.fresh(folder.getFileName().toString());
        try {
            try {
                HomeFolder.delete(folder);
                unpack(archive, fresh);
                home.adoptAll(fresh);
                Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
                HomeFolder.sync(home.folder());
                removeOthers(home, folder);
                return new Binaries(folder);
            } finally {
                HomeFolder.delete(fresh);
            }
        } catch (IOException e) {
            throw IoFailure.of("unpack PostgreSQL to", folder, e);
        }
    }

    /** Those of earlier versions; no server of this home runs while new ones are unpacked. */
    private static void removeOthers(HomeFolder home, Path current) throws IOException {
        try (Stream<Path> all = Files.list(home.folder())) {
            for (Path other : all.filter(path -> path.getFileName().toString().startsWith("bin-"))
                    .filter(path -> !path.equals(current))
                    .toList()) {
                HomeFolder.delete(other);
            }
        }
    }

    /** Unpacks what a server needs: no headers, no archives to link against. Durable when it returns. */
    static void unpack(BinariesArchive archive, Path to) throws IOException {
        long start = System.nanoTime();
        try (InputStream raw = archive.open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = to.resolve(entry.getName()).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException("the entry " + entry.getName() + " of " + archive.url() + " points outside");
                }
                if (needed(entry)) {
                    Files.createDirectories(target.getParent());
                    if (entry.isLink()) {
                        Files.createLink(target, to.resolve(entry.getLinkName()).normalize());
                    } else {
                        unpack(entry, tar, target);
                    }
                }
            }
        }
        sync(to);
        LOG.debug("Unpacked {} in {} ms", archive.url(), (System.nanoTime() - start) / 1_000_000);
    }

    /** All at the end: one commit of the file system's journal then covers many files, which one by one it would not. */
    private static void sync(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(found -> !Files.isSymbolicLink(found)).toList()) {
                HomeFolder.sync(path);
            }
        }
    }

    private static boolean needed(TarArchiveEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && Stream.of("include/", "lib/pkgconfig/", "share/doc/", "share/man/")
                        .noneMatch(name.replaceFirst("^\\./", "")::startsWith)
                && !name.endsWith(".a");
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            tar.transferTo(Channels.newOutputStream(channel));
        }
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
