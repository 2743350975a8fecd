package dev.apes.api.error;

/** The session store could not read or write; what had been committed before is unchanged. */
public sealed class StoreException extends ApesException permits StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what could not be done and what to do about it
     * @param cause the underlying error, or null
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
