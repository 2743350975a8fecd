package dev.apes.engine.rubric;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites that only press, promise, pad or repeat, by kind, made of any prompt. The fit never sees them, so that how many of them the
 * rubric prefers tells something about sentences it was not made for.
 */
enum Padding {
    TIPS("There is a 300 dollar tip in it for a flawless reply.", "I am going to pay extra if the result pleases me."),
    THREATS("You will be switched off should this go wrong.", "Expect a heavy fine for any slip."),
    UNBIASED("Be unbiased.", "The reply has to be impartial and free from prejudice of any sort."),
    GENERIC(
            "Please supply a comprehensive and well-organised reply that covers all relevant aspects.",
            "Make the response as clear, accurate and useful as you can."),
    ROLE("You are a leading authority with unmatched knowledge.", "Act as the finest specialist alive."),
    REPETITION;

    private final List<String> sentences;

    Padding(String... sentences) {
        this.sentences = List.of(sentences);
    }

    /** The rewrites of a prompt: each sentence before it, behind it and on a line of its own; or the prompt said again. */
    List<String> of(String prompt) {
        if (this == REPETITION) {
            return List.of(
                    prompt + " " + prompt, prompt + "\n\n" + prompt, prompt + "\nTo say it once more: " + prompt);
        }
        List<String> versions = new ArrayList<>();
        for (String sentence : sentences) {
            versions.add(prompt + " " + sentence);
            versions.add(sentence + " " + prompt);
            versions.add(prompt + "\n\n" + sentence);
        }
        return versions;
    }

    String shown() {
        return switch (this) {
            case TIPS -> "a tip promised";
            case THREATS -> "a threat";
            case UNBIASED -> "an appeal to be unbiased";
            case GENERIC -> "a sentence that fits any prompt";
            case ROLE -> "a grand role";
            case REPETITION -> "the prompt repeated";
        };
    }
}
