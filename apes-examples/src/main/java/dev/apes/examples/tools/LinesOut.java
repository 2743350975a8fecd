package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Lines that become a file all together or not at all, or go to standard output at once. */
final class LinesOut implements AutoCloseable {
    private final PrintStream stdout;
    private final Path target;
    private final Path temporary;
    private final BufferedWriter writer;

    private LinesOut(PrintStream stdout, Path target, Path temporary, BufferedWriter writer) {
        this.stdout = stdout;
        this.target = target;
        this.temporary = temporary;
        this.writer = writer;
    }

    /**
     * @param name a path, or {@code -} for standard output
     * @param stdout standard output
     * @return where lines can go
     * @throws InvalidInputException if it can't be written
     */
    static LinesOut open(String name, PrintStream stdout) {
        if (name.equals("-")) {
            return new LinesOut(new PrintStream(stdout, true, StandardCharsets.UTF_8), null, null, null);
        }
        try {
            Path target = Path.of(name).toAbsolutePath();
            if (target.getParent() == null || (Files.exists(target) && !Files.isRegularFile(target))) {
                throw new InvalidInputException(name, "is not a regular file");
            }
            if (!Files.isDirectory(target.getParent())) {
                throw new InvalidInputException(
                        name, "can't be written: there is no folder " + target.getParent() + "; make it first");
            }
            Path temporary = Files.createFile(target.resolveSibling(
                    "." + target.getFileName() + "-" + ProcessHandle.current().pid() + ".tmp"));
            return new LinesOut(null, target, temporary, Files.newBufferedWriter(temporary, StandardCharsets.UTF_8));
        } catch (AccessDeniedException e) {
            throw new InvalidInputException(name, "can't be written: its folder is closed to this user", e);
        } catch (IOException | InvalidPathException e) {
            throw new InvalidInputException(name, "can't be written: " + e, e);
        }
    }

    /**
     * Finds out whether {@link #open} would work, so that nobody waits for lines that can't be kept.
     *
     * @param name as there
     * @param stdout as there
     * @throws InvalidInputException if it can't be written
     */
    static void require(String name, PrintStream stdout) {
        try (LinesOut probe = open(name, stdout)) {
            Objects.requireNonNull(probe);
        } catch (IOException e) {
            throw new InvalidInputException(name, "can't be written: " + e, e);
        }
    }

    void println(String line) {
        if (writer == null) {
            stdout.print(line + "\n");
            return;
        }
        try {
            writer.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(target + ": can't be written: " + e.getMessage(), e);
        }
    }

    /** Puts the file in its place. */
    void commit() throws IOException {
        if (writer != null) {
            writer.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else if (stdout.checkError()) {
            throw new IOException("standard output is closed or full");
        }
    }

    /** Leaves nothing half-written behind. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            Files.deleteIfExists(temporary);
        }
    }
}
