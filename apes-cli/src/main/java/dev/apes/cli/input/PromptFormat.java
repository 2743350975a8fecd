package dev.apes.cli.input;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats a prompt file may have. */
enum PromptFormat {
    /** One JSON object a line. */
    JSONL,
    /** Comma-separated values with a header. */
    CSV,
    /** One prompt a line. */
    TEXT;

    /**
     * @param fileName a file's name
     * @return the format its ending stands for, or empty if it says nothing
     */
    static Optional<PromptFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return Optional.of(JSONL);
        }
        if (name.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        return name.endsWith(".txt") ? Optional.of(TEXT) : Optional.empty();
    }

    /**
     * Guesses from the content: JSONL if most of the first lines begin with a brace, CSV if the first line names a prompt
     * column among others, text otherwise.
     *
     * @param start the first bytes of the file
     * @return the format
     */
    static PromptFormat sniff(byte[] start) {
        List<String> lines = new String(start, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(20)
                .toList();
        long braces = lines.stream().filter(line -> line.startsWith("{")).count();
        if (2 * braces > lines.size()) {
            return JSONL;
        }
        return !lines.isEmpty() && CsvHeader.parse(stripMark(lines.get(0))).isPresent() ? CSV : TEXT;
    }

    private static String stripMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
