package dev.apes.persistence.live;

import dev.apes.api.SessionId;
import java.util.Optional;

/**
 * That something was committed.
 *
 * @param kind what
 * @param session the session it belongs to; empty for rules, for alerts of the machine, and where it is not known
 * @param iteration the iteration, 0 where there is none
 */
public record Notice(Kind kind, Optional<SessionId> session, int iteration) {
    /** What was committed. */
    public enum Kind {
        /** An iteration. */
        ITERATION,
        /** A session began, ended, was taken over or asked to stop. */
        SESSION,
        /** Parameters of a rule were put back. */
        RULE,
        /** An alert was raised, or what it says is no longer so. */
        ALERT,
        /** Anything may have changed: the connection was lost for a while, or looking shows no more than that. */
        ANYTHING
    }

    /** Anything may have changed. */
    public static final Notice ANYTHING = new Notice(Kind.ANYTHING, Optional.empty(), 0);
}
