package dev.apes.cli.status;

import dev.apes.persistence.query.SessionSample;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of sessions rests on.
 *
 * @param samples the sessions, in the order asked for
 * @param settings what each was trained with, by session id: seed, settings, facts of its start
 * @param parameters what each ended with, by session id, as {@code rule.parameter}
 */
public record ComparedSessions(
        List<SessionSample> samples,
        Map<String, Map<String, String>> settings,
        Map<String, Map<String, String>> parameters) {
    /** Copies. */
    public ComparedSessions {
        samples = List.copyOf(samples);
        settings = Map.copyOf(settings);
        parameters = Map.copyOf(parameters);
    }
}
