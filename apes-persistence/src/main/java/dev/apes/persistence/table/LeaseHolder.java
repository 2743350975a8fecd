package dev.apes.persistence.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Who takes a session.
 *
 * @param host its machine
 * @param pid its process
 * @param token drawn for this one taking
 * @param boot which start of the machine the process belongs to, where the system tells
 */
public record LeaseHolder(String host, long pid, UUID token, Optional<String> boot) {
    private static final String HOST = findHost();
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** {@return this process, with a new token} */
    public static LeaseHolder draw() {
        return new LeaseHolder(HOST, ProcessHandle.current().pid(), UUID.randomUUID(), bootNow());
    }

    /** {@return which start of this machine this is, where the system tells} */
    public static Optional<String> bootNow() {
        try {
            return Optional.of(Texts.fit(Files.readString(BOOT).strip(), 100));
        } catch (IOException e) {
            return Optional.empty();
        }
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
        } catch (IOException e) {
            return "localhost";
        }
    }
}
