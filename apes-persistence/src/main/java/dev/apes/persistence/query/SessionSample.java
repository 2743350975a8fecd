package dev.apes.persistence.query;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of sessions rests on.
 *
 * @param item the session
 * @param iterations its iterations in order; of more than 10,000 the last
 * @param promptGains mean raw gain over rules of each validation prompt, by fingerprint, as last measured, 0 where none applied; empty where
 *     the measurements are gone (retention) or there were none
 */
public record SessionSample(SessionItem item, List<IterationPoint> iterations, Map<String, Double> promptGains) {
    /** Copies. */
    public SessionSample {
        iterations = List.copyOf(iterations);
        promptGains = Checks.orderedCopy(promptGains);
    }
}
