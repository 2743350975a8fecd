package dev.apes.cli;

/** What standard output and standard error are connected to. */
interface Screen {
    /** Neither is a terminal. */
    Screen NONE = new Screen() {};

    /** {@return whether standard output is a terminal that may be drawn on} */
    default boolean outIsTerminal() {
        return false;
    }

    /** {@return whether standard error is a terminal that may be drawn on} */
    default boolean errIsTerminal() {
        return false;
    }

    /** {@return the terminal's width, or 80} */
    default int columns() {
        return 80;
    }

    /** {@return the terminal's height, or 24} */
    default int lines() {
        return 24;
    }
}
