package dev.apes.api.error;

/**
 * Root of every error APES raises on purpose. The message names the thing, the value and the way out, and is fit to be
 * shown to a person without a stack trace.
 */
public sealed class ApesException extends RuntimeException
        permits InvalidInputException,
                PluginException,
                StepFailedException,
                SessionStateException,
                CancelledException,
                StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong, with values, and what to do
     * @param cause the underlying error, or null
     */
    protected ApesException(String message, Throwable cause) {
        super(message, cause);
    }
}
