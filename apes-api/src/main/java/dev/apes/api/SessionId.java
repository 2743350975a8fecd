package dev.apes.api;

import java.util.UUID;

/**
 * Identifies a session.
 *
 * @param value letters, digits, {@code -} and {@code _}; at most 100 characters
 */
public record SessionId(String value) {
    /** Validates. */
    public SessionId {
        Checks.notBlank(value, "session id");
        if (value.length() > 100 || !value.chars().allMatch(SessionId::accepted)) {
            throw new IllegalArgumentException("session id '" + value
                    + "' must be at most 100 letters, digits, '-' or '_'; 'apes status' lists the known ones");
        }
    }

    private static boolean accepted(int c) {
        return c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    /** {@return a new random id} Identity only: no decision depends on it. */
    public static SessionId random() {
        return new SessionId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
