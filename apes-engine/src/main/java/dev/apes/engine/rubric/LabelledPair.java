package dev.apes.engine.rubric;

/**
 * An original and a rewrite of it that people, or a model fitted to people, preferred.
 *
 * @param original the prompt as it was
 * @param preferred the rewrite
 */
public record LabelledPair(String original, String preferred) {
    /** {@return whether the rewrite has more words, counted between white space} */
    public boolean grows() {
        return words(preferred) > words(original);
    }

    /** {@return 1 if the longer text by words is the preferred one, 0.5 if both are as long, else 0} */
    double longerWins() {
        return words(preferred) > words(original) ? 1 : words(preferred) == words(original) ? 0.5 : 0;
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
