package dev.apes.cli.stop;

import dev.apes.api.store.SessionLease;
import dev.apes.persistence.table.LeaseHolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The process that trains a session, where it can be recognised beyond doubt: a pid alone may be somebody else's by now. */
final class Trainer {
    private static final String COMMAND = "dev.apes.";

    private final ProcessHandle process;

    private Trainer(ProcessHandle process) {
        this.process = process;
    }

    /**
     * @param lease which process is said to hold it
     * @return whether that is on this machine
     */
    static boolean isHere(SessionLease lease) {
        return lease.host().equals(LeaseHolder.draw().host());
    }

    /**
     * @param lease which process holds it
     * @return that process, if it is on this machine, lives, runs APES, is not this one, and began before it was last heard of
     */
    static Optional<Trainer> of(SessionLease lease) {
        if (!isHere(lease) || lease.pid() == ProcessHandle.current().pid()) {
            return Optional.empty();
        }
        return ProcessHandle.of(lease.pid())
                .filter(ProcessHandle::isAlive)
                .filter(p -> commandLine(p).contains(COMMAND))
                .filter(p -> p.info()
                        .startInstant()
                        .filter(start -> !start.isAfter(lease.heartbeat().plusSeconds(5)))
                        .isPresent())
                .map(Trainer::new);
    }

    private static String commandLine(ProcessHandle process) {
        try {
            // the JDK leaves out arguments where there are many
            byte[] all = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
            return new String(all, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    /** Sends TERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends KILL. */
    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    boolean lives() {
        return process.isAlive();
    }

    @Override
    public String toString() {
        return "process " + pid() + " since "
                + process.info().startInstant().map(Instant::toString).orElse("?");
    }
}
