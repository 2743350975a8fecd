package dev.apes.cli.dashboard.api;

import dev.apes.api.HoldoutResult;
import dev.apes.api.StopMode;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionLease;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.SessionDetail;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.table.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session with what is stored of it.
 *
 * @param session as the list shows it
 * @param explanation of its end in words
 * @param holdoutBySource what the holdout showed, source by source; empty for one source
 * @param configuration its settings, as text
 * @param initialParameters of each rule, at the start
 * @param lease who is at work on it
 * @param stopRequested how it has been asked to stop
 * @param incidents how it was cut off, each time
 * @param alerts raised for it, newest first
 */
record SessionView(
        SessionItem session,
        Optional<String> explanation,
        List<HoldoutResult> holdoutBySource,
        Map<String, String> configuration,
        Map<String, ParameterValues> initialParameters,
        Optional<SessionLease> lease,
        Optional<StopMode> stopRequested,
        List<Incident> incidents,
        List<AlertRow> alerts) {
    static SessionView of(SessionDetail detail) {
        var record = detail.row().session();
        return new SessionView(
                detail.item(),
                record.end().map(SessionEnd::explanation),
                record.end().map(SessionEnd::holdoutBySource).orElse(List.of()),
                record.configuration(),
                record.initialParameters(),
                record.lease(),
                detail.row().stopRequest(),
                detail.incidents(),
                detail.alerts());
    }
}
