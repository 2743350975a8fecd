package dev.apes.api.store;

/** What a prompt may be used for. Once stored, a prompt keeps its side in every later session. */
public enum DataSide {
    /** Rules, model, gaps and patterns learn from it. */
    TRAINING,
    /** Candidates prove themselves on it. */
    VALIDATION,
    /** Decides nothing, leads the final report. */
    HOLDOUT,
    /** Used for nothing, for it resembles prompts of another side. */
    SET_ASIDE
}
