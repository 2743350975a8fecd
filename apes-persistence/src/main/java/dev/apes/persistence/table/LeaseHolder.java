package dev.apes.persistence.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who takes a session.
 *
 * @param host its machine
 * @param pid its process
 * @param token drawn for this one taking
 */
public record LeaseHolder(String host, long pid, UUID token) {
    private static final String HOST = findHost();

    /** {@return this process, with a new token} */
    public static LeaseHolder draw() {
        return new LeaseHolder(HOST, ProcessHandle.current().pid(), UUID.randomUUID());
    }

    /** Asking the network for one's own name can take seconds where there is none. */
    private static String findHost() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return Texts.fit(name, 255);
            }
        }
        try {
            String name = Files.readString(Path.of("/etc/hostname")).strip();
            return name.isEmpty() ? "localhost" : Texts.fit(name, 255);
        } catch (java.io.IOException e) {
            return "localhost";
        }
    }
}
