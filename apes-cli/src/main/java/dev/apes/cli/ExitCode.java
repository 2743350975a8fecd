package dev.apes.cli;

/** What the process returns to the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int NOTHING_TO_DO = 3;
    static final int TIMED_OUT = 4;

    private ExitCode() {}

    /** {@return 128 and the signal's number, as shells have it: 130 for INT, 143 for TERM} */
    static int ofSignal(String signal) {
        return signal.equals("TERM") ? 143 : 130;
    }
}
