package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.util.Map;

/**
 * What a session was told and what came of it.
 *
 * @param item the session
 * @param configuration its settings, as text, by name
 */
public record SessionOutcome(SessionItem item, Map<String, String> configuration) {
    /** Copies. */
    public SessionOutcome {
        configuration = Checks.orderedCopy(configuration);
    }
}
