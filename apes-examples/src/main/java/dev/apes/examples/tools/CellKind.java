package dev.apes.examples.tools;

import java.util.Locale;

/** What the cells of a CSV column are, in the order in which they are tried. */
enum CellKind {
    /** Two words or digits for yes and no. */
    BOOLEAN,
    /** Whole numbers of up to 15 digits without leading zeros. */
    INTEGER,
    /** Decimal numbers. */
    NUMBER,
    /** Days. */
    DATE,
    /** Points in time, to the second. */
    DATETIME,
    /** Texts that stand for themselves. */
    CATEGORY;

    /** {@return the name on the command line} */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
