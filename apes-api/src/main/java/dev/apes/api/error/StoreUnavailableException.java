package dev.apes.api.error;

/**
 * The session store can't be reached or takes nothing at the moment: stopped, out of connections, out of disk space, a transaction
 * aborted. The same call may succeed later, so a session waits; whether what was being written has arrived is unknown.
 */
public final class StoreUnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what could not be done and what to do about it
     * @param cause the underlying error, or null
     */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
