package dev.apes.engine.rule;

/**
 * Something the prompt leaves open.
 *
 * @param aspect which side of the task it concerns
 * @param text a clause that completes "I have not said", in terms of the prompt
 * @param about the thing it speaks about as the prompt names it; null if there is none or more than one
 * @param again the clause with a pronoun for that thing, for use right after it was named; null without such a thing
 */
record OpenPoint(Aspect aspect, String text, String about, String again) {
    /** A clause that stands on its own. */
    OpenPoint(Aspect aspect, String text) {
        this(aspect, text, null, null);
    }

    /** {@return the clause as it reads after another that spoke about {@code named}} */
    String after(String named) {
        return again != null && about.equals(named) ? again : text;
    }

    /** {@return where a block has this clause in either form, -1 if it does not} */
    int in(String block) {
        int full = block.indexOf(text);
        return full >= 0 || again == null ? full : block.indexOf(again);
    }

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
