package dev.apes.engine.corpus;

import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;

/**
 * How hard a prompt is to answer well, measured on its text: {@link #score} below 0.24 is easy, below 0.34 medium, below
 * 0.45 hard, else extreme. Of prompts that people type about half are easy, a quarter medium, a fifth hard.
 */
public enum Difficulty {
    /** One plain request. */
    EASY(0),
    /** A request with some detail, or with some missing. */
    MEDIUM(0.24),
    /** Several requirements, material or a vague wish. */
    HARD(0.34),
    /** Many parts, conflicting or missing information, long material. */
    EXTREME(0.45);

    private final double from;

    Difficulty(double from) {
        this.from = from;
    }

    /** {@return the smallest score of this level} */
    public double from() {
        return from;
    }

    /**
     * {@code 0.7 complexity + 0.2 vagueness + 0.1 ambiguity}. Complexity is {@link PromptFeature#COMPLEXITY}. Vagueness is
     * {@code exp(-s / (3 max(1, r)))} with r requests and s specific things: numbers and limits, quotations, addresses, code
     * blocks and words that are not frequent in English. Ambiguity is the share of function words, scaled from 0.45–0.75 to
     * 0–1: who says "it" and "something" leaves to be guessed what a noun would say. Our own definition.
     *
     * @param features measured on the prompt with its material
     * @return from 0 (trivial) to 1
     */
    public static double score(PromptFeatures features) {
        double specific = features.get(PromptFeature.CONSTRAINT_COUNT)
                + features.get(PromptFeature.QUOTE_COUNT)
                + features.get(PromptFeature.ADDRESS_COUNT)
                + features.get(PromptFeature.CODE_BLOCK_COUNT)
                + features.get(PromptFeature.RARE_WORD_SHARE) * features.wordCount();
        double vagueness = Math.exp(-specific / (3 * Math.max(1, features.get(PromptFeature.REQUEST_COUNT))));
        double ambiguity = (features.get(PromptFeature.STOP_WORD_SHARE) - 0.45) / 0.3;
        return 0.7 * features.complexity() + 0.2 * vagueness + 0.1 * Math.max(0, Math.min(1, ambiguity));
    }

    /**
     * @param features measured on the prompt with its material
     * @return its level
     */
    public static Difficulty of(PromptFeatures features) {
        double score = score(features);
        Difficulty level = EASY;
        for (Difficulty candidate : values()) {
            level = score >= candidate.from ? candidate : level;
        }
        return level;
    }
}
