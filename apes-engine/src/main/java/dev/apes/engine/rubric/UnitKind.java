package dev.apes.engine.rubric;

/** What a word of a prompt contributes to its subject, with its weight as evidence that two texts share one. */
enum UnitKind {
    /** Closed-class word. */
    FUNCTION(0),
    /** Request verbs, praise, filler: fits any prompt. */
    GENERIC(0),
    /** A form or everyday noun that thousands of prompts share. */
    GENRE(0.2),
    /** A number. */
    NUMBER(0.25),
    /** A frequent word of English. */
    COMMON(0.45),
    /** Any other word. */
    RARE(1);

    private final double anchor;

    UnitKind(double anchor) {
        this.anchor = anchor;
    }

    double anchor() {
        return anchor;
    }
}
