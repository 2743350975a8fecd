package dev.apes.api.store;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Which process runs a session. A session is leased to one process at a time; a running session whose lease nobody holds has
 * crashed.
 *
 * @param host name of the machine it was last leased to
 * @param pid its process there, at least 0
 * @param heartbeat when that process was last heard of
 * @param held whether it still holds the lease
 */
public record SessionLease(String host, long pid, Instant heartbeat, boolean held) {
    /** Validates. */
    public SessionLease {
        Checks.notBlank(host, "host");
        Checks.atLeast(pid, 0, "pid");
        Objects.requireNonNull(heartbeat, "heartbeat");
    }
}
