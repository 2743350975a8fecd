package dev.apes.cli.report;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written whole or not at all. Checked when made, so that an hour of training does not end in vain. */
public final class ExportFile {
    private final String option;
    private final String name;
    private final Path target;

    private ExportFile(String option, String name, Path target) {
        this.option = option;
        this.name = name;
        this.target = target;
    }

    /**
     * @param name where to write, as given to {@code --export}; an existing file is replaced in the end
     * @return the file, not yet written
     * @throws InvalidInputException if it could not be written
     */
    public static ExportFile prepare(String name) {
        return prepare("--export", name);
    }

    /**
     * @param option the option that names the file, for errors
     * @param name where to write; an existing file is replaced in the end
     * @return the file, not yet written
     * @throws InvalidInputException if it could not be written
     */
    public static ExportFile prepare(String option, String name) {
        Path path;
        try {
            path = Path.of(name).toAbsolutePath();
            if (Files.exists(path)) {
                path = path.toRealPath(); // a link stays, what it points to is replaced
            }
        } catch (InvalidPathException | IOException e) {
            throw refused(option, name, "is not a usable file name", e);
        }
        Path folder = path.getParent();
        if (name.isBlank() || folder == null || Files.isDirectory(path)) {
            throw refused(option, name, "is a folder; name a file", null);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw refused(option, name, "is not a regular file", null);
        }
        if (!Files.isDirectory(folder)) {
            throw refused(option, name, "can't be written: there is no folder " + folder, null);
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw refused(option, name, "is write-protected", null);
        }
        try {
            Files.delete(temporary(path));
        } catch (IOException e) {
            throw refused(option, name, "can't be written: " + reason(e), e);
        }
        return new ExportFile(option, name, path);
    }

    private static InvalidInputException refused(String option, String name, String problem, Exception cause) {
        return new InvalidInputException(option + " " + name, problem, cause);
    }

    private static Path temporary(Path target) throws IOException {
        // not Files.createTempFile: its file would be readable to its owner alone
        String name = "." + target.getFileName() + "-" + ProcessHandle.current().pid() + ".tmp";
        return Files.createFile(target.resolveSibling(name));
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "access to its folder is denied" : e.getMessage();
    }

    /** {@return the name as it was given} */
    public String name() {
        return name;
    }

    /** {@return the absolute path} */
    public Path path() {
        return target;
    }

    /**
     * Writes the file.
     *
     * @param content all of it
     * @throws UncheckedIOException if it can't be written; what was there before is unchanged
     */
    public void write(String content) {
        Path temporary = null;
        try {
            temporary = temporary(target);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(temporary, e);
            throw new UncheckedIOException(option + " " + name + ": can't be written: " + reason(e), e);
        }
    }

    private static void discard(Path temporary, IOException cause) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
