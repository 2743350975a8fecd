package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.apes.persistence.embedded.SharedBinaries;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that can't be written and disks that are full: one message, the exit code, and nothing half-written. */
class UnfitHomeTest {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @TempDir
    Path folder;

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Root may write anywhere, but for file systems that nobody may write to. */
    private static void mount(Path folder, String options) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
                "only root may mount a small or read-only file system");
    }

    private static void unmount(Path folder) throws Exception {
        run("umount", "-l", folder.toString());
    }

    private Path folder(String name) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.createDirectory(folder.resolve(name));
    }

    private static List<String> contents(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    private static void assertSaidOnce(Cli.Result result, int code, String... parts) {
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.startsWith("setup ")))
                .as(result.err())
                .singleElement()
                .asString()
                .startsWith("apes: ")
                .contains(parts);
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
    }

    private Cli.Result train(Path home, String... more) throws IOException {
        Path prompts = SmallTraining.prompts(folder);
        String[] args = Stream.concat(Stream.of("train", "--prompts", prompts.toString(), "-i", "1"), Stream.of(more))
                .toArray(String[]::new);
        return Cli.at(home, SmallTraining.ENGINE).run(args);
    }

    @Test
    void aFileInItsPlace() throws Exception {
        Path home = Files.writeString(folder.resolve("home"), "mine");
        assertSaidOnce(train(home), REFUSED, home.toString(), "is a file", "APES_HOME");
        assertThat(home).hasContent("mine");
    }

    @Test
    void aFileOnTheWayToIt() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        // what is in the way is named, not what can't be made behind it
        assertSaidOnce(train(file.resolve("home")), REFUSED, file + ": ", "a file of that name", "APES_HOME");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aReadOnlyFileSystem() throws Exception {
        Path disk = folder("disk");
        mount(disk, "ro,size=1m");
        try {
            for (Path home : new Path[] {disk, disk.resolve("home")}) {
                assertSaidOnce(train(home), REFUSED, home.toString(), "APES_HOME", "--db");
            }
            assertThat(contents(disk)).containsExactly("");
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aDiskWithoutRoomForADatabase() throws Exception {
        Path disk = folder("disk");
        mount(disk, "size=20m");
        try {
            SharedBinaries.link(disk);
            List<String> before = contents(disk);
            assertSaidOnce(train(disk), FAILED, disk.toString(), "No space left on device", "free some");
            assertThat(contents(disk).stream().filter(name -> !before.contains(name)))
                    .allMatch(name -> name.matches("postgres/(lock|users)(/.*)?"));
        } finally {
            unmount(disk);
        }
    }

    /** What no longer fits is not there at all, and once there is room again, the session goes on. */
    @Test
    void aDiskThatFillsUpWhileItTrains() throws Exception {
        Path disk = folder("disk");
        mount(disk, "size=150m");
        try {
            SharedBinaries.link(disk);
            Path prompts = SmallTraining.prompts(folder);
            Cli cli = Cli.at(disk, SmallTraining.ENGINE);
            Heard err = new Heard();
            CompletableFuture<Cli.Result> training = CompletableFuture.supplyAsync(() -> cli.run(
                    "", err, "train", "--prompts", prompts.toString(), "-i", "1000000", "--patience", "1000000"));
            training.whenComplete((result, failure) -> err.wake());
            await("the first commit", err, training, () -> said(err).contains("[1] done in"));
            Path filler = fill(disk);
            await("the full disk to be noticed", err, training, () -> said(err).contains("has no disk space left"));
            Files.delete(filler);
            int done = iterationsDone(err);
            await("it to end or go on", err, training, () -> training.isDone() || iterationsDone(err) > done);
            if (!training.isDone()) {
                assertThat(cli.run("stop").code()).as(said(err)).isZero();
            }
            Cli.Result ended = training.get(60, TimeUnit.SECONDS);
            assertThat(ended.err())
                    .contains("make room, nothing of this was stored")
                    .contains("' goes on with it");
            assertThat(ended.err()).doesNotContain("Exception", "\tat ");
            Cli.Result again = cli.run("train", "--prompts", prompts.toString(), "-i", "3", "--patience", "1000000");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.err()).contains("resuming session");
        } finally {
            unmount(disk);
        }
    }

    /** The next start says how much room there is and what may go. */
    @Tag("slow")
    @Test
    void aDiskThatStaysFullEndsTheTrainingAndTheNextStartSaysWhatToFree() throws Exception {
        Path disk = folder("disk");
        mount(disk, "size=150m");
        try {
            SharedBinaries.link(disk);
            Path prompts = SmallTraining.prompts(folder);
            Cli cli = Cli.at(disk, SmallTraining.ENGINE);
            Cli.Result first = cli.run("train", "--prompts", prompts.toString(), "--single", "--rows", "0");
            assertThat(first.code()).as(first.err()).isZero();
            Heard err = new Heard();
            String[] endless = {
                "train",
                "--new",
                "--prompts",
                prompts.toString(),
                "-i",
                "1000000",
                "--patience",
                "1000000",
                "--db-wait",
                "1"
            };
            CompletableFuture<Cli.Result> training = CompletableFuture.supplyAsync(() -> cli.run("", err, endless));
            training.whenComplete((result, failure) -> err.wake());
            await("the first commit", err, training, () -> said(err).contains("[1] done in"));
            Path filler = fill(disk);
            Cli.Result ended = training.get(120, TimeUnit.SECONDS);
            assertThat(ended.code()).as(ended.err()).isEqualTo(FAILED);
            assertThat(ended.err()).contains("train --resume ").doesNotContain("Exception", "\tat ");
            Files.delete(filler);
            Cli.Result again = cli.run("train", "--resume", "latest", "-i", "1");
            assertThat(again.err())
                    .as(ended.err())
                    .contains("was cut off: ", "to do: free disk space first: ", " are left under " + disk)
                    .contains("old files may go in ", "archive (", "reports (");
            Cli.Result status = cli.run("status", "-d", "-s", "latest");
            assertThat(status.out().replaceAll("\\s+", " ")).contains("free disk space first");
        } finally {
            unmount(disk);
        }
    }

    private static String said(Heard err) {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static int iterationsDone(Heard err) {
        return said(err).split("\\] done in", -1).length - 1;
    }

    private static void await(String what, Heard err, CompletableFuture<?> training, BooleanSupplier condition)
            throws InterruptedException {
        err.await(what, Duration.ofSeconds(120), () -> condition.getAsBoolean() || training.isDone());
        assertThat(condition.getAsBoolean()).as("it ended before " + what).isTrue();
    }

    private static Path fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[1 << 16];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            return filler; // full
        }
    }

    @Test
    void noRoomForResults() throws Exception {
        Path disk = folder("disk");
        mount(disk, "size=64k");
        try (TestDatabase database = TestDatabase.create()) {
            Path prompts = SmallTraining.prompts(folder);
            Path export = disk.resolve("out.json");
            Files.writeString(export, "earlier results");
            fill(disk);
            Cli.Result result = Cli.on(database, folder.resolve("home"), SmallTraining.ENGINE)
                    .run("train", "--prompts", prompts.toString(), "-i", "1", "--export", export.toString());
            assertThat(result.code()).isIn(FAILED, REFUSED);
            assertThat(result.err())
                    .contains("--export", "No space left on device")
                    .doesNotContain("Exception", "\tat ");
            assertThat(export).hasContent("earlier results");
            assertThat(contents(disk)).containsExactly("", "filler", "out.json");
        } finally {
            unmount(disk);
        }
    }
}
