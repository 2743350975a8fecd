package dev.apes.engine.text;

/** Where the entries of a {@link Lexicon} begin in a text. Immutable; indices are token indices. */
public final class LexiconMatches {
    private final long[] masks;
    private final byte[] lengths;

    LexiconMatches(long[] masks, byte[] lengths) {
        this.masks = masks;
        this.lengths = lengths;
    }

    /**
     * The categories of the entries that begin at a token.
     *
     * @param token the token's index
     * @return their bits; 0 if none begins there
     */
    public long mask(int token) {
        return masks[token];
    }

    /**
     * How many tokens the longest entry that begins here covers.
     *
     * @param token the token's index
     * @return the number of tokens; 0 if no entry begins here
     */
    public int length(int token) {
        return lengths[token];
    }

    /**
     * Counts the tokens at which an entry of one of the categories begins.
     *
     * @param mask the bits of the categories
     * @return how many tokens
     */
    public int count(long mask) {
        int count = 0;
        for (long bits : masks) {
            count += (bits & mask) != 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * Whether an entry of one of the categories occurs anywhere.
     *
     * @param mask the bits of the categories
     * @return true if one does
     */
    public boolean any(long mask) {
        for (long bits : masks) {
            if ((bits & mask) != 0) {
                return true;
            }
        }
        return false;
    }
}
