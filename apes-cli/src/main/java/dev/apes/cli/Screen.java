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

    /** {@return how wide standard output may be: what its terminal has, drawn on or not; 80 where it is none} */
    default int outColumns() {
        return outIsTerminal() ? columns() : 80;
    }

    /** {@return the terminal's height, or 24} */
    default int lines() {
        return 24;
    }
}
