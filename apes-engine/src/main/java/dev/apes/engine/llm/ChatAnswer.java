package dev.apes.engine.llm;

/**
 * What came back.
 *
 * @param text what the model said, possibly nothing
 * @param ending how it ended
 * @param inputTokens tokens that were paid for on the way there
 * @param outputTokens and on the way back
 * @param estimated whether the endpoint did not say how many tokens, so that they were estimated
 */
record ChatAnswer(String text, Ending ending, long inputTokens, long outputTokens, boolean estimated) {
    /** How an answer ends. */
    enum Ending {
        COMPLETE,
        /** Cut off at the longest answer allowed. */
        TRUNCATED,
        /** The model, or a filter before it, would not. */
        REFUSED
    }
}
