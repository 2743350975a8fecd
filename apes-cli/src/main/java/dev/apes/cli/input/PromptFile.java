package dev.apes.cli.input;

import dev.apes.api.Prompt;
import java.util.List;

/**
 * What was read from a prompt file.
 *
 * @param source the file's name, or {@code standard input}
 * @param format JSONL, CSV or TEXT
 * @param prompts in file order, with distinct ids
 * @param lines how many lines it has
 * @param badLines how many lines (CSV: records) could not be used
 * @param named the first of them
 * @param renamedIds how many prompts had an id that an earlier prompt had, and got {@code #2} or the like behind it
 */
public record PromptFile(
        String source,
        String format,
        List<Prompt> prompts,
        int lines,
        int badLines,
        List<BadLine> named,
        int renamedIds) {
    /** Copies. */
    public PromptFile {
        prompts = List.copyOf(prompts);
        named = List.copyOf(named);
    }

    /**
     * A line that could not be used.
     *
     * @param line its number, from 1
     * @param problem what is wrong with it
     */
    public record BadLine(int line, String problem) {}
}
