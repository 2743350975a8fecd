package dev.apes.cli.process;

import dev.apes.persistence.table.LeaseHolder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells one process from all others, and what can tell afterwards why it is gone.
 *
 * @param session what it trains
 * @param pid its number, which another process may have later
 * @param started when it began
 * @param boot which start of the machine it belongs to, where the system tells
 * @param outOfMemoryKills how many processes the kernel had killed for want of memory by then, where it tells
 * @param memoryMark the file that its JVM makes when its heap is full, if it was started so
 * @param end why it ended, if it could tell nobody else
 */
public record ProcessFacts(
        String session,
        long pid,
        Instant started,
        Optional<String> boot,
        OptionalLong outOfMemoryKills,
        Optional<Path> memoryMark,
        Optional<String> end) {
    /** What the file's last line begins with. */
    static final String END = "end=";

    /** Set by the launcher together with the JVM's option {@code OnOutOfMemoryError}, which makes that file. */
    private static final String MARK_PROPERTY = "apes.memory.mark";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessFacts.class);
    private static final Path COUNTERS = Path.of("/proc/vmstat");
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    static ProcessFacts current(String session) {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessFacts(
                session,
                self.pid(),
                self.info().startInstant().orElseGet(Instant::now),
                LeaseHolder.bootNow(),
                killsNow(),
                Optional.ofNullable(System.getProperty(MARK_PROPERTY)).map(Path::of),
                Optional.empty());
    }

    /** {@return when its heap was full for the first time, if that was written down} */
    public Optional<Instant> heapFullAt() {
        return memoryMark.filter(Files::isRegularFile).flatMap(mark -> {
            try {
                return Optional.of(Files.getLastModifiedTime(mark).toInstant());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Forgets that, once it has been told or if there was nothing to tell. */
    public void deleteMark() {
        memoryMark.ifPresent(mark -> {
            try {
                Files.deleteIfExists(mark);
            } catch (IOException e) {
                LOG.warn("{} can't be deleted: {}; delete it", mark, e.toString());
            }
        });
    }

    /** {@return how many processes the kernel has killed for want of memory since the machine started, where it tells} */
    public static OptionalLong killsNow() {
        try {
            List<String> lines = Files.readAllLines(COUNTERS);
            return lines.stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("oom_kill ".length()).strip()))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    String text() {
        return "session=" + session + "\npid=" + pid + "\nstarted=" + started + "\n"
                + boot.map(b -> "boot=" + b + "\n").orElse("")
                + (outOfMemoryKills.isPresent() ? "oom_kills=" + outOfMemoryKills.getAsLong() + "\n" : "")
                + memoryMark
                        .map(m -> "memory_mark=" + m.toString().replace("\\", "\\\\") + "\n")
                        .orElse("");
    }

    /** {@return the facts, or empty if the text is not what {@link #text()} gave} */
    static Optional<ProcessFacts> parse(String text) {
        Properties p = new Properties();
        try {
            p.load(new StringReader(text));
            String kills = p.getProperty("oom_kills");
            return Optional.of(new ProcessFacts(
                    p.getProperty("session", ""),
                    Long.parseLong(p.getProperty("pid", "")),
                    Instant.parse(p.getProperty("started", "")),
                    Optional.ofNullable(p.getProperty("boot")),
                    kills == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(kills)),
                    Optional.ofNullable(p.getProperty("memory_mark")).map(Path::of),
                    Optional.ofNullable(p.getProperty("end")).map(String::strip).filter(end -> !end.isEmpty())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** {@return whether that process lives; one that got its pid later began at another time} */
    public boolean lives() {
        return boot.equals(LeaseHolder.bootNow().or(() -> boot))
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(p -> p.info().startInstant())
                        .filter(s -> Duration.between(s, started).abs().compareTo(CLOCK_STEP) < 0)
                        .isPresent();
    }
}
