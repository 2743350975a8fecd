package dev.apes.persistence.query;

import dev.apes.api.store.SessionCondition;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which sessions are wanted.
 *
 * @param text what their id, reason of stopping or source of prompts must contain, in any case; blank for all
 * @param conditions what they may be in; empty for any
 * @param since when they began at the earliest; empty for any time
 */
public record SessionFilter(String text, Set<SessionCondition> conditions, Optional<Instant> since) {
    /** All there are. */
    public static final SessionFilter ALL = new SessionFilter("", Set.of(), Optional.empty());

    /** Copies. */
    public SessionFilter {
        text = text.strip();
        conditions = conditions.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(conditions));
        Objects.requireNonNull(since, "since");
    }
}
