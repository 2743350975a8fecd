package dev.apes.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * XGBoost's native library, which xgboost4j unpacks into a temporary file of 7 MB that goes when the JVM ends in order, and stays when
 * it is killed. A library that is mapped needs no name any more, so the file is deleted at once where the system allows it.
 */
final class UnpackedLibrary {
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String NAME = "libxgboost4j";
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private UnpackedLibrary() {}

    /** To be called when the library is loaded. Elsewhere than on Linux the file is left to the end of the JVM. */
    static void deleteFile() {
        if (DONE.compareAndSet(false, true) && Files.isReadable(MAPPED)) {
            try (Stream<String> lines = Files.lines(MAPPED)) {
                for (String line : lines.filter(l -> l.contains(NAME)).toList()) {
                    Optional<Path> file = unpacked(line);
                    if (file.isPresent()) {
                        Files.deleteIfExists(file.get());
                    }
                }
            } catch (IOException e) {
                // it goes with the JVM
            }
        }
    }

    /** Only what lies where temporary files do: a library that was installed stays. */
    private static Optional<Path> unpacked(String line) {
        int at = line.indexOf('/');
        try {
            Path file = Path.of(line.substring(Math.max(0, at)));
            return at >= 0
                            && file.getFileName().toString().matches(NAME + "\\d+\\.so")
                            && Path.of(System.getProperty("java.io.tmpdir"))
                                    .toAbsolutePath()
                                    .equals(file.getParent())
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
