package dev.apes.persistence.query;

import dev.apes.persistence.table.Incident;
import java.util.List;

/**
 * A session with all that is stored of it but its iterations, promotions and patterns, which come by the page.
 *
 * @param item as the list shows it
 * @param row its record: settings, parameters at the start, lease, end with the holdout by source
 * @param incidents how it was cut off, each time, oldest first
 * @param alerts raised for it, newest first, 100 at most
 */
public record SessionDetail(SessionItem item, SessionRow row, List<Incident> incidents, List<AlertRow> alerts) {
    /** Copies. */
    public SessionDetail {
        incidents = List.copyOf(incidents);
        alerts = List.copyOf(alerts);
    }
}
