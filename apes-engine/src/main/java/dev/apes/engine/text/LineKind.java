package dev.apes.engine.text;

/** What a line of a prompt looks like. */
public enum LineKind {
    /** Nothing but white space. */
    BLANK,
    /** Running text. */
    PROSE,
    /** A Markdown heading, a line in bold, or a short label that ends in a colon. */
    HEADING,
    /** An item with a bullet, number or letter. */
    LIST_ITEM,
    /** A table row that starts with a vertical bar. */
    TABLE,
    /** A block quotation that starts with {@code >}. */
    QUOTATION,
    /** Part of a fenced block (the fences included) or of lines that are plainly source code. */
    CODE
}
