package dev.apes.cli;

/** What a command is to act on does not exist, or needs nothing done; the message says what there is instead. */
final class NothingToDoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToDoException(String message) {
        super(message);
    }
}
