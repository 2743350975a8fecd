package dev.apes.api.error;

/** A session is not in a state in which the request makes sense, e.g. it does not exist or has already ended. */
public final class SessionStateException extends ApesException {
    private static final long serialVersionUID = 1L;

    /** @param message which session, its state, and what can be done instead */
    public SessionStateException(String message) {
        super(message, null);
    }
}
