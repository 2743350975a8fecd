package dev.apes.engine.text;

/** The kind of a {@link Token}. */
public enum TokenKind {
    /** A run of letters, with inner apostrophes, digits and underscores; a single ideograph, kana or Thai-like letter is a word of its own. */
    WORD,
    /** A number written in digits, with its separators, sign, currency mark and attached suffix ({@code 3}, {@code 1,000.5}, {@code $20}, {@code 10th}, {@code 12:30}). */
    NUMBER,
    /** One punctuation character. */
    PUNCTUATION,
    /** Anything else that is not white space: operators, emoji, control characters, unpaired surrogates. */
    SYMBOL
}
