package dev.apes.cli;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.persistence.jdbc.HeadStart;
import dev.apes.persistence.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Brings into memory what a look at the database needs, on a thread of its own, while picocli reads the command line: a third of the time
 * of {@code apes status}. Nothing depends on it.
 */
final class QuickStart {
    private QuickStart() {}

    static void begin() {
        Thread thread = new Thread(QuickStart::run, "apes-quick-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** In the order of use. */
    private static void run() {
        HeadStart.run();
        Json.parse("{\"list\":[1.5]}");
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(Instant.EPOCH);
        String.format(Locale.ROOT, "%.4f %,d", 0.5, 1);
        new PerformanceMetrics(0.5, 0.5, 0, 0).equals(new PerformanceMetrics(0.5, 0.5, 0, 1));
    }
}
