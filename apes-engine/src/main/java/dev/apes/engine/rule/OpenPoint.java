package dev.apes.engine.rule;

/**
 * Something the prompt leaves open.
 *
 * @param aspect which side of the task it concerns
 * @param text a clause that completes "I have not said", in terms of the prompt
 */
record OpenPoint(Aspect aspect, String text) {
    /** The sides of a task. */
    enum Aspect {
        WHO,
        WHAT,
        WHEN,
        WHERE,
        /** How much, how many, how far. */
        MEASURE,
        /** In which form the result comes. */
        OUTCOME,
        /** A concrete case. */
        EXAMPLE,
        /** What a vague word means here. */
        WORDING
    }
}
