package dev.apes.persistence.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs while no other test does: it looks at all threads. */
@Isolated
class NoThreadLeftTest {
    private final TestHomes homes = new TestHomes();

    @Test
    void leavesNoThread() throws IOException {
        try (homes) {
            Path home = homes.home();
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            EmbeddedPostgres.open(home).close();

            TestHomes.await(
                    "its threads ended",
                    Duration.ofSeconds(5),
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            // the driver's own, which ends half a minute after the last connection; the JDK's, for a
                            // minute
                            .filter(thread -> !thread.getName().contains("JDBC-Cleaner"))
                            .filter(thread -> !thread.getName().equals("process reaper"))
                            .collect(Collectors.toSet())
                            .isEmpty());
        }
    }
}
