package dev.apes.engine.llm;

import java.time.Duration;
import java.util.Optional;

/** The endpoint gave no usable answer. */
final class EndpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Kind {
        /** Asking again later. */
        TRANSIENT,
        /** Asking again later, but nothing is wrong with the endpoint. */
        RATE_LIMITED,
        /** Nothing but a change of settings. */
        FATAL
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    EndpointException(Kind kind, String message, Optional<Duration> retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    /** How long the endpoint asks to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
