package dev.apes.persistence.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this is a Linux with musl for its C library (Alpine), on which programs built for glibc do not start. */
final class Musl {
    private Musl() {}

    static boolean present() {
        if (Files.exists(Path.of("/etc/alpine-release"))) {
            return true;
        }
        try (DirectoryStream<Path> musl = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*");
                DirectoryStream<Path> glibc = Files.newDirectoryStream(Path.of("/lib"), "ld-linux-*")) {
            return musl.iterator().hasNext()
                    && !glibc.iterator().hasNext()
                    && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
        } catch (IOException e) {
            return false;
        }
    }
}
