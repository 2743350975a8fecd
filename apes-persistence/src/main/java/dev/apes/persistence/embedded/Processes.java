package dev.apes.persistence.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the operating system knows about other processes. A zombie counts as gone. */
final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/stat"));
    /** Where the start time stands behind the closing parenthesis of /proc/PID/stat; see proc_pid_stat(5). */
    private static final int START = 19;

    private Processes() {}

    /**
     * {@return when the process started, in the system's own terms, or empty when there is none} Together with the pid it
     * names one process for good; watchdog.sh computes the same.
     */
    static Optional<String> startOf(long pid) {
        if (!HAS_PROC) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return Optional.empty();
            }
            Command.Result ps =
                    Command.of("ps", "-o", "lstart=", "-p", Long.toString(pid)).run(Duration.ofSeconds(10));
            String start = ps.output().strip().replaceAll("\\s+", " ");
            return ps.succeeded() && !start.isEmpty() ? Optional.of(start) : Optional.empty();
        }
        try {
            String stat = new String(Files.readAllBytes(PROC.resolve(pid + "/stat")), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean gone = fields[0].equals("Z") || fields[0].equals("X");
            return gone ? Optional.empty() : Optional.of(fields[START]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean alive(long pid) {
        return startOf(pid).isPresent();
    }

    /** {@return whether the process with this pid is the one that started then} */
    static boolean same(long pid, String start) {
        return startOf(pid).filter(start::equals).isPresent();
    }

    /**
     * {@return whether the living process is a server process of this data folder} PostgreSQL works inside its data
     * folder, which tells its processes from one that merely got the pid of an earlier server.
     */
    static boolean servesData(long pid, Path data) {
        if (!alive(pid)) {
            return false;
        }
        if (HAS_PROC) {
            return worksIn(PROC.resolve(Long.toString(pid)), data);
        }
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    /** {@return whether any living process still works inside the data folder; false where the system cannot tell} */
    static boolean anyServesData(Path data) {
        if (!HAS_PROC) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : all) {
                if (worksIn(process, data)
                        && alive(Long.parseLong(process.getFileName().toString()))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean worksIn(Path process, Path data) {
        try {
            return Files.isSameFile(process.resolve("cwd"), data);
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the user id this process acts with} */
    static int userId() {
        try {
            if (HAS_PROC) {
                return (int) Files.getAttribute(PROC.resolve("self"), "unix:uid");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // ask the command below
        }
        Command.Result id = Command.of("id", "-u").run(Duration.ofSeconds(10));
        return id.succeeded() ? Integer.parseInt(id.output().strip()) : -1;
    }

    /** Sends a signal; Java itself has no SIGINT to give. {@return whether it could be sent} */
    static boolean signal(String name, long pid) {
        return Command.of(List.of("/bin/sh", "-c", "kill -\"$1\" \"$2\"", "kill", name, Long.toString(pid)))
                .run(Duration.ofSeconds(10))
                .succeeded();
    }
}
