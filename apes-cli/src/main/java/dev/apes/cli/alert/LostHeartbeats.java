package dev.apes.cli.alert;

import dev.apes.api.SessionId;
import dev.apes.engine.analytics.Alert;
import dev.apes.engine.analytics.AlertRules;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.query.Heartbeat;
import dev.apes.persistence.query.StatusQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions whose process is gone or silent become alerts, whoever looks: a process that was killed can't say so itself. Thread-safe as far
 * as what it looks with is.
 */
public final class LostHeartbeats {
    private static final Duration EXPECTED = Duration.ofSeconds(10);

    private LostHeartbeats() {}

    /**
     * An alert that was not known before.
     *
     * @param session whom it concerns
     * @param alert what is wrong
     */
    public record Found(SessionId session, Alert alert) {}

    @FunctionalInterface
    private interface Raising {
        boolean raise(
                String kind, Optional<SessionId> session, String severity, String message, Map<String, Double> figures);
    }

    /**
     * Stores what is new, and clears what is no longer so.
     *
     * @param analytics to look with and store in
     * @return what is new
     */
    public static List<Found> look(Analytics analytics) {
        analytics.clearHeard(EXPECTED.multipliedBy(6));
        return raise(analytics.heartbeats(), analytics::raise);
    }

    /**
     * The same; writes only where there is something to tell.
     *
     * @param query to look with and store in
     */
    public static void look(StatusQuery query) {
        if (query.alerts().stream().anyMatch(alert -> alert.kind().equals("lost_heartbeat"))) {
            query.clearHeard(EXPECTED.multipliedBy(6));
        }
        raise(query.heartbeats(), query::raise);
    }

    private static List<Found> raise(List<Heartbeat> heartbeats, Raising where) {
        List<Found> fresh = new ArrayList<>();
        for (Heartbeat heartbeat : heartbeats) {
            AlertRules.heartbeat(heartbeat.age(), EXPECTED, heartbeat.held())
                    .filter(alert -> where.raise(
                            alert.kind(),
                            Optional.of(heartbeat.session()),
                            alert.severity().code(),
                            alert.message(),
                            alert.figures()))
                    .ifPresent(alert -> fresh.add(new Found(heartbeat.session(), alert)));
        }
        return fresh;
    }
}
