package dev.apes.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A text meant for a language model, with what is known about it. Immutable and thread-safe.
 *
 * @param id identifies the prompt within its data set; not blank
 * @param text the prompt itself; any Unicode without NUL, may be any length, not blank
 * @param category what the data's owner calls its kind
 * @param context material that goes with it (a document, a conversation)
 * @param examples input/output pairs that rules may draw on; never invented by APES
 * @param reference an answer known to be good, for evaluators that run the prompt
 * @param metadata further fields of the input file, as text, in file order
 */
public record Prompt(
        String id,
        String text,
        Optional<String> category,
        Optional<String> context,
        List<Example> examples,
        Optional<String> reference,
        Map<String, String> metadata) {

    /** Validates and copies. */
    public Prompt {
        Checks.notBlank(id, "prompt id");
        Checks.notBlank(text, "text of prompt " + id);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text of prompt " + id + " contains a NUL character at offset "
                    + text.indexOf('\0') + "; remove it");
        }
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(context, "context");
        examples = List.copyOf(examples);
        Objects.requireNonNull(reference, "reference");
        metadata = Checks.orderedCopy(metadata);
    }

    /**
     * An input/output pair.
     *
     * @param input what a user would say
     * @param output what a good answer looks like
     */
    public record Example(String input, String output) {
        /** Validates. */
        public Example {
            Checks.notBlank(input, "example input");
            Checks.notBlank(output, "example output");
        }
    }

    /**
     * @param id identifies the prompt
     * @param text the prompt
     * @return a prompt with nothing else known about it
     */
    public static Prompt of(String id, String text) {
        return new Prompt(id, text, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    /**
     * @param newText the text to put in place
     * @return this prompt with another text and everything else kept
     */
    public Prompt withText(String newText) {
        return newText.equals(text) ? this : new Prompt(id, newText, category, context, examples, reference, metadata);
    }
}
