package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training on a database of its own leaves behind what its home is for, private to its owner, and nothing else. */
class NothingLeftTest {
    @TempDir
    Path folder;

    @Test
    void noThreadHandleOrServerOutlivesATraining() throws Exception {
        Path home = folder.resolve("home");
        Cli cli = Cli.at(home, SmallTraining.ENGINE);
        String prompts = SmallTraining.prompts(folder).toString();
        train(cli, prompts); // what the JVM loads once and keeps
        TreeSet<String> threads = threads();
        long handles = handles();

        train(cli, prompts);

        // of the first training a thread of the pool may still have been ending
        assertThat(threads).containsAll(threads());
        assertThat(handles()).isLessThanOrEqualTo(handles);
        assertThat(processesOf(home)).isEmpty();
        assertThat(home.resolve("run")).isEmptyDirectory();
        assertThat(open(home)).as("what others may look into").isEmpty();
    }

    private static void train(Cli cli, String prompts) {
        Cli.Result result = cli.run("train", "--prompts", prompts, "--single", "--new", "--rows", "0");
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** Those of the JVM itself come and go. */
    private static TreeSet<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system"))
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long handles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** The watchdog of a server ends just after it. */
    private static List<String> processesOf(Path home) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process :
                    all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                String line = commandLine(process);
                if (line.contains(home.toString())
                        && !ends(Long.parseLong(process.getFileName().toString()))) {
                    found.add(line);
                }
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static boolean ends(long pid) throws InterruptedException {
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(30, TimeUnit.SECONDS);
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Others may pass through the home, as the user of the database may have to, and no further. */
    private static List<String> open(Path home) throws IOException {
        List<String> found = new ArrayList<>();
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(home)).matches("rwx--[x-]--[x-]")) {
            found.add(home.toString());
        }
        for (String name : List.of("run", "archive", "postgres")) {
            try (Stream<Path> files = Files.walk(home.resolve(name), name.equals("postgres") ? 1 : 9)) {
                for (Path file : files.toList()) {
                    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    boolean secret = !name.equals("postgres")
                            || file.getFileName().toString().matches("password.*|data");
                    if (secret && !mode.endsWith("------")) {
                        found.add(file + " " + mode);
                    }
                }
            }
        }
        return found;
    }
}
