package dev.apes.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands that the earlier system had, or that the next version brings: each says where that went, so that no script passes. */
final class OtherCommands {
    private static final String BY_ITSELF = "'apes train' does it by itself";
    private static final String NEXT = "arrives with the database, in the next version; this one trains in memory";
    private static final String STATUS = "'apes status' takes its place; it " + NEXT;
    private static final String STOP = "'apes stop' takes its place; it " + NEXT + ". Until then: Ctrl-C or SIGTERM";
    private static final String DATABASE =
            "there is no replacement: use the tools of your PostgreSQL (pg_dump, pg_restore)";
    private static final String NONE = "there is no replacement";
    private static final Map<String, String> TEXTS = texts();

    private OtherCommands() {}

    private static Map<String, String> texts() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("status", "'apes status' " + NEXT);
        map.put("stop", "'apes stop' " + NEXT + ". Until then: Ctrl-C or SIGTERM");
        map.put("start", gone("start", "'apes train' sets up and trains"));
        map.put("init", gone("init", BY_ITSELF));
        map.put("optimize-rules", gone("optimize-rules", BY_ITSELF));
        map.put("discover-patterns", gone("discover-patterns", BY_ITSELF));
        map.put("export-training-data", gone("export-training-data", "'apes train --export FILE' writes the result"));
        for (String name : new String[] {
            "analytics",
            "doctor",
            "monitor-realtime",
            "performance",
            "data-stats",
            "ml-status",
            "training-history",
            "monitor",
            "health",
            "monitoring-summary",
            "alerts",
            "service-status"
        }) {
            map.put(name, gone(name, STATUS));
        }
        map.put("service-start", gone("service-start", "run 'apes train' under your service manager"));
        map.put("service-stop", gone("service-stop", STOP));
        map.put("logs", gone("logs", "'apes train' logs to standard error; -v tells more"));
        for (String name : new String[] {"backup", "backup-create", "migrate-export", "migrate-restore"}) {
            map.put(name, gone(name, DATABASE));
        }
        for (String name : new String[] {"canary-status", "canary-adjust"}) {
            map.put(name, gone(name, "the promotion gate of 'apes train' takes the place of canaries"));
        }
        for (String name : new String[] {
            "cache-stats", "cache-clear", "security-audit", "security-test", "update", "orchestrator", "interactive"
        }) {
            map.put(name, gone(name, NONE));
        }
        return map;
    }

    private static String gone(String name, String replacement) {
        return "the command '" + name + "' is gone: " + replacement;
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
