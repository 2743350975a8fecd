package dev.apes.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands that the earlier system had: each says where that went, so that no script passes by doing nothing. */
final class OtherCommands {
    private static final String BY_ITSELF = "'apes train' does it by itself";
    private static final String STATUS = "'apes status' takes its place";
    private static final String DETAILS = "'apes status --detailed' takes its place";
    private static final String WATCH = "'apes status --refresh 2' takes its place";
    private static final String DATABASE =
            "there is no replacement: everything is in PostgreSQL, so use its tools (pg_dump, pg_restore)";
    private static final String CANARY = "the promotion gate of 'apes train' takes the place of canaries";
    private static final String SERVER = "there is no replacement here: it belongs to the server that serves prompts";
    private static final String NONE = "there is no replacement";
    private static final Map<String, String> TEXTS = texts();

    private OtherCommands() {}

    private static Map<String, String> texts() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("start", "'apes train' sets up and trains");
        map.put("init", BY_ITSELF);
        map.put("optimize-rules", BY_ITSELF);
        map.put("discover-patterns", BY_ITSELF);
        map.put("orchestrator", BY_ITSELF);
        map.put("doctor", STATUS);
        map.put("health", STATUS);
        map.put("alerts", STATUS + "; its exit code and 'healthy' in its --json tell whether all is well");
        map.put("analytics", DETAILS);
        map.put("performance", DETAILS);
        map.put("data-stats", DETAILS);
        map.put("ml-status", DETAILS);
        map.put("training-history", DETAILS);
        map.put("monitoring-summary", DETAILS);
        map.put("monitor", WATCH);
        map.put("monitor-realtime", WATCH);
        map.put("export-training-data", "'apes train --export FILE' and 'apes stop --export-results' write results");
        map.put("logs", "'apes train' logs to standard error; -v tells more");
        map.put("service-start", "run 'apes train' under your service manager");
        map.put("service-stop", "'apes stop' takes its place");
        map.put("service-status", STATUS);
        map.put("backup", DATABASE);
        map.put("backup-create", DATABASE);
        map.put("migrate-export", DATABASE);
        map.put("migrate-restore", DATABASE);
        map.put("canary-status", CANARY);
        map.put("canary-adjust", CANARY);
        map.put("cache-stats", SERVER);
        map.put("cache-clear", SERVER);
        map.put("security-audit", SERVER);
        map.put("security-test", SERVER);
        map.put("update", NONE + ": bring the sources up to date, and './apes' builds them when it is next called");
        map.put("interactive", NONE + "; 'apes --help' lists the three commands");
        map.replaceAll((name, text) -> "the command '" + name + "' is gone: " + text);
        return map;
    }

    /**
     * @param command what stands where a command is expected
     * @return where that went, or empty if it never was a command
     */
    static Optional<String> find(String command) {
        return Optional.ofNullable(TEXTS.get(command));
    }

    /** {@return every name this class knows} */
    static Iterable<String> names() {
        return TEXTS.keySet();
    }
}
