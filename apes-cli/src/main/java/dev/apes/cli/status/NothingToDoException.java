package dev.apes.cli.status;

/** What a command is to act on does not exist, or needs nothing done; the message says what there is instead. */
public final class NothingToDoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what there is instead */
    public NothingToDoException(String message) {
        super(message);
    }
}
