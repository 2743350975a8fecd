package dev.apes.engine.corpus;

/** The three sides of a data set (DESIGN §3): 60 % training, 20 % validation, 20 % holdout. */
public enum SplitSide {
    /** Rules, model, gaps and patterns learn from it. */
    TRAINING,
    /** Candidates prove themselves on it; nothing but promoted or not comes back. */
    VALIDATION,
    /** Decides nothing, leads the final report. */
    HOLDOUT;

    /** Changing it moves every prompt of every user to another side; sessions on old data would leak. */
    private static final String SALT = "apes-split-1";

    /**
     * The side of a group, as a function of its key alone: {@code SHA-256("apes-split-1\n" + key)}, its first 64 bits
     * read as a fraction u of 2^64; training for u below 0.6, validation below 0.8, holdout otherwise. No seed enters, so
     * that no session can shop for a favourable split.
     *
     * @param key identifies the group; not null
     * @return its side
     */
    public static SplitSide ofKey(String key) {
        double u = StableHash.unit(StableHash.of64(SALT + "\n" + key));
        return u < 0.6 ? TRAINING : u < 0.8 ? VALIDATION : HOLDOUT;
    }
}
