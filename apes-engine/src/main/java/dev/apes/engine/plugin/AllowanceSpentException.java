package dev.apes.engine.plugin;

/** What a plugin may spend (calls, tokens, money) is spent. Ends the session in good order; never leaves the engine. */
public final class AllowanceSpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which limit, and what it stands at
     */
    public AllowanceSpentException(String message) {
        super(message);
    }
}
