package dev.apes.api.error;

/** Work was abandoned at a safe point because its {@link dev.apes.api.Cancellation} was triggered. */
public final class CancelledException extends ApesException {
    private static final long serialVersionUID = 1L;

    /** @param message who asked for it, e.g. {@code "stopped by user request"} */
    public CancelledException(String message) {
        super(message, null);
    }
}
