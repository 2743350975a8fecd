package dev.apes.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.table.LeaseHolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path home;

    /** Holds the file of a session until it is killed. */
    public static void main(String[] args) throws Exception {
        PidFile.create(Path.of(args[0]), "s");
        System.out.println("ready");
        System.in.read();
    }

    private Process holder() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PidFileTest.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    @Test
    void namesItsProcessPrivatelyAndIsGoneAfterwards() throws Exception {
        Path file;
        try (PidFile pid = PidFile.create(home, "s")) {
            file = pid.path();
            assertThat(Files.readString(file))
                    .contains("pid=" + ProcessHandle.current().pid(), "session=s");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
            assertThat(StalePidFiles.clean(home)).isEmpty();
            assertThat(file).exists();
        }
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void isKeptWhileItsProcessLivesAndCleanedOnceThatWasKilled() throws Exception {
        Process process = holder();
        Path file = PidFile.folder(home).resolve("s.pid");
        assertThat(StalePidFiles.clean(home)).isEmpty();
        assertThat(file).exists();
        process.destroyForcibly().waitFor();

        assertThat(StalePidFiles.clean(home)).singleElement().satisfies(facts -> {
            assertThat(facts.session()).isEqualTo("s");
            assertThat(facts.pid()).isEqualTo(process.pid());
            assertThat(facts.boot()).isEqualTo(LeaseHolder.bootNow());
        });
        assertThat(file).doesNotExist();
    }

    @Test
    void aPidThatAnotherProcessHasByNowIsRecognised() throws Exception {
        Files.createDirectories(PidFile.folder(home));
        Path file = PidFile.folder(home).resolve("s.pid");
        long pid = ProcessHandle.current().pid();
        Instant other = Instant.parse("2020-01-01T00:00:00Z");
        Files.writeString(
                file,
                new ProcessFacts(
                                "s",
                                pid,
                                other,
                                LeaseHolder.bootNow(),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .text());
        assertThat(StalePidFiles.clean(home))
                .singleElement()
                .extracting("started")
                .isEqualTo(other);

        Instant ours = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.writeString(
                file,
                new ProcessFacts(
                                "s",
                                pid,
                                ours,
                                Optional.of("an earlier start of the machine"),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .text());
        assertThat(StalePidFiles.clean(home)).hasSize(1);

        Files.writeString(
                file,
                new ProcessFacts(
                                "s",
                                pid,
                                ours,
                                LeaseHolder.bootNow(),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .text());
        assertThat(StalePidFiles.clean(home))
                .as("it lives, though its lock does not")
                .isEmpty();
        Files.writeString(file, "no such thing");
        assertThat(StalePidFiles.clean(home)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatNobodyElseCouldBeToldIsLeftToTheNextStart() throws Exception {
        PidFile pid = PidFile.create(home, "s");
        long size = Files.size(pid.path());
        pid.leave("PostgreSQL at x has no disk space left;\nmake room, C:\\nothing … ".repeat(30));
        assertThat(Files.size(pid.path())).as("it takes no more room").isEqualTo(size);
        assertThat(StalePidFiles.clean(home)).singleElement().satisfies(facts -> {
            assertThat(facts.session()).isEqualTo("s");
            assertThat(facts.end().orElseThrow())
                    .startsWith("PostgreSQL at x has no disk space left; make room, C:/nothing");
        });
        assertThat(pid.path()).doesNotExist();
    }

    @Test
    void whatIsNoFileOfTheOwnersIsLeftAlone() throws Exception {
        Files.createDirectories(PidFile.folder(home));
        Path target = Files.writeString(home.resolve("target"), "x");
        Path link = Files.createSymbolicLink(PidFile.folder(home).resolve("s.pid"), target);
        assertThat(StalePidFiles.clean(home)).isEmpty();
        assertThat(link).exists();
        assertThat(target).hasContent("x");
    }
}
