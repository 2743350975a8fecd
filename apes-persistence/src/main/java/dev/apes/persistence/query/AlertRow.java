package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A stored alert.
 *
 * @param id number of its row, ascending with time
 * @param kind {@code regression}, {@code stall}, {@code lost_heartbeat} or {@code full_disk}
 * @param session whom it concerns; blank for the machine
 * @param severity {@code warning} or {@code critical}
 * @param message a sentence with figures
 * @param figures numbers behind it, by name
 * @param raisedAt when it was raised
 * @param seenAt when it was last found to be so
 * @param clearedAt when it was no longer so; empty while it is
 */
public record AlertRow(
        long id,
        String kind,
        String session,
        String severity,
        String message,
        Map<String, Double> figures,
        Instant raisedAt,
        Instant seenAt,
        Optional<Instant> clearedAt) {
    /** Copies. */
    public AlertRow {
        figures = Checks.orderedCopy(figures);
    }
}
