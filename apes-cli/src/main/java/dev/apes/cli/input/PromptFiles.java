package dev.apes.cli.input;

import dev.apes.api.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads prompt files: JSONL, CSV or plain text, told apart by the file's ending, otherwise by its content. UTF-8 only. A bad line
 * is counted and named, and reading goes on; the file is refused when it is no prompt file at all, when no prompt is left, or at
 * the first bad line if asked to be strict. Memory is bounded by {@link ReadLimits}.
 */
public final class PromptFiles {
    static final int START = 1 << 13;
    /** A file of which more than one line in this many is not UTF-8 has another encoding; its ASCII lines are no fair sample. */
    private static final int TOLERATED_UNDECODABLE = 10;

    private PromptFiles() {}

    /**
     * @param name a path, or {@code -} for standard input
     * @param stdin read for {@code -}, to its end
     * @param strict whether the first bad line refuses the file
     * @return what was read; at least one prompt
     * @throws InvalidInputException naming the file, the line where there is one, and what to do
     */
    public static PromptFile read(String name, InputStream stdin, boolean strict) {
        return read(name, stdin, strict, ReadLimits.DEFAULT);
    }

    static PromptFile read(String name, InputStream stdin, boolean strict, ReadLimits limits) {
        if (name.equals("-")) {
            return read("standard input", Optional.empty(), stdin, strict, limits);
        }
        try (InputStream in = Files.newInputStream(checked(name))) {
            return read(name, PromptFormat.ofName(name), in, strict, limits);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static Path checked(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("--prompts", "'" + name + "' is not a file name", e);
        }
        if (name.isBlank() || !Files.exists(path)) {
            throw new InvalidInputException(
                    name.isBlank() ? "--prompts" : name,
                    "there is no such file"
                            + (path.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath()));
        }
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(name, "is a folder; name a file in it");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidInputException(name, "may not be read; check its permissions");
        }
        return path;
    }

    static PromptFile read(
            String source, Optional<PromptFormat> named, InputStream raw, boolean strict, ReadLimits limits) {
        try {
            BufferedInputStream in = new BufferedInputStream(raw, START);
            byte[] start = peek(in);
            FileStart.check(source, start);
            PromptFormat format = named.orElseGet(() -> PromptFormat.sniff(start));
            BoundedLines lines = new BoundedLines(in, limits.lineBytes());
            PromptSink sink = new PromptSink(source, strict, limits);
            switch (format) {
                case JSONL -> JsonlParser.parse(source, lines, sink);
                case CSV -> CsvParser.parse(source, lines, sink, limits);
                case TEXT -> TextParser.parse(lines, sink);
            }
            return usable(sink.finish(format, lines.count()), lines);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    /** {@return the first bytes, which stay to be read} */
    static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(START);
        byte[] start = in.readNBytes(START);
        in.reset();
        return start;
    }

    private static PromptFile usable(PromptFile file, BoundedLines lines) {
        if (lines.undecodable() * (long) TOLERATED_UNDECODABLE > lines.count()) {
            throw new InvalidInputException(
                    file.source(),
                    "is not UTF-8: " + lines.undecodable() + " of " + lines.count()
                            + " lines can't be decoded, the first "
                            + "at line " + firstUndecodable(file)
                            + ". Convert it, e.g. with 'iconv -f ISO-8859-1 -t UTF-8'.");
        }
        if (file.prompts().isEmpty() && file.badLines() > 0) {
            PromptFile.BadLine first = file.named().get(0);
            throw new InvalidInputException(
                    file.source(),
                    "none of its " + file.badLines() + (file.badLines() == 1 ? " line" : " lines")
                            + " can be used (read as " + file.format() + "); line " + first.line() + " "
                            + first.problem());
        }
        if (file.prompts().isEmpty()) {
            throw new InvalidInputException(file.source(), "holds no prompt");
        }
        return file;
    }

    private static int firstUndecodable(PromptFile file) {
        return file.named().stream()
                .filter(bad -> bad.problem().contains("not UTF-8"))
                .mapToInt(PromptFile.BadLine::line)
                .findFirst()
                .orElse(PromptSink.NAMED + 1);
    }

    static InvalidInputException unreadable(String source, IOException e) {
        return new InvalidInputException(
                source,
                "can't be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                e);
    }
}
