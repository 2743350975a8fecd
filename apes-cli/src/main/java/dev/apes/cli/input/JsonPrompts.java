package dev.apes.cli.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.function.Consumer;

/** Streams a JSONL file of prompts, each with the object it came from, for tools that add fields to it. */
public final class JsonPrompts {
    private JsonPrompts() {}

    /**
     * A prompt and the object it came from.
     *
     * @param line its number, from 1
     * @param fields the object as it was; the caller's to change
     * @param prompt what APES makes of it
     */
    public record Entry(int line, ObjectNode fields, Prompt prompt) {}

    /**
     * Reads to the end, a line at a time.
     *
     * @param name a path, or {@code -} for standard input
     * @param stdin read for {@code -}
     * @param good gets each prompt, in file order
     * @param bad gets each line that holds none
     * @throws InvalidInputException if the file can't be read or is no text
     */
    public static void read(String name, InputStream stdin, Consumer<Entry> good, Consumer<PromptFile.BadLine> bad) {
        String source = name.equals("-") ? "standard input" : name;
        try (InputStream raw = name.equals("-") ? stdin : Files.newInputStream(PromptFiles.checked(name))) {
            BufferedInputStream in = new BufferedInputStream(raw, PromptFiles.START);
            FileStart.check(source, PromptFiles.peek(in));
            JsonlParser.parse(
                    source,
                    new BoundedLines(in, ReadLimits.DEFAULT.lineBytes()),
                    (line, fields) -> take(line, fields, good, bad),
                    (line, problem) -> bad.accept(new PromptFile.BadLine(line, problem)));
        } catch (IOException e) {
            throw PromptFiles.unreadable(source, e);
        }
    }

    private static void take(int line, ObjectNode fields, Consumer<Entry> good, Consumer<PromptFile.BadLine> bad) {
        Entry entry;
        try {
            entry = new Entry(line, fields, PromptFields.toPrompt(fields, "line-" + line));
        } catch (IllegalArgumentException e) {
            bad.accept(new PromptFile.BadLine(line, e.getMessage()));
            return;
        }
        good.accept(entry);
    }
}
