package dev.apes.api;

import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of the engine.
 *
 * @param healthy whether training could start now
 * @param store name of the session store
 * @param rules the parameters in force, by rule id, in priority order
 * @param running sessions this engine is running
 * @param plugins names of what is installed, by kind, in a fixed order
 */
public record SystemStatus(
        boolean healthy,
        String store,
        Map<String, ParameterValues> rules,
        List<SessionId> running,
        Map<String, List<String>> plugins) {
    /** Validates and copies. */
    public SystemStatus {
        Checks.notBlank(store, "store");
        rules = Checks.orderedCopy(rules);
        running = List.copyOf(running);
        plugins = Checks.orderedCopy(plugins);
    }
}
