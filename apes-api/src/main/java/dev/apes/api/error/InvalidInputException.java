package dev.apes.api.error;

/** Something a caller passed in is not acceptable; nothing has been changed. The command line maps it to exit code 2. */
public final class InvalidInputException extends ApesException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    /**
     * @param subject the option, field, file or parameter at fault, e.g. {@code "--threshold"} or {@code "prompts.jsonl:17"}
     * @param message what is wrong with which value, and what would be accepted
     */
    public InvalidInputException(String subject, String message) {
        this(subject, message, null);
    }

    /**
     * @param subject the option, field, file or parameter at fault
     * @param message what is wrong with which value, and what would be accepted
     * @param cause the underlying error, or null
     */
    public InvalidInputException(String subject, String message, Throwable cause) {
        super(subject + ": " + message, cause);
        this.subject = subject;
    }

    /** {@return the option, field, file or parameter at fault} */
    public String subject() {
        return subject;
    }
}
