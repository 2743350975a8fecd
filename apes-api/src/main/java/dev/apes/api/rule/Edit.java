package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.Objects;

/**
 * One change a rule made, for the person who reads the result.
 *
 * @param kind what was done
 * @param before the affected text before; empty for an addition
 * @param after the affected text after; empty for a removal
 * @param reason why, in terms of this prompt
 */
public record Edit(Kind kind, String before, String after, String reason) {
    /** Validates. */
    public Edit {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Checks.notBlank(reason, "reason of an edit");
    }

    /** The kinds of change. */
    public enum Kind {
        /** Text was added. */
        ADD,
        /** Text was taken out. */
        REMOVE,
        /** Text was put in place of other text. */
        REPLACE,
        /** Text was moved. */
        MOVE,
        /** Text was put between tags or delimiters. */
        WRAP
    }
}
