package dev.apes.examples.tools;

import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command line that trains, as a process of its own, and what can happen to it. */
final class TrainerProcess {
    private static final long LONGEST_MINUTES = 20;
    private static final long BETWEEN_LOOKS_MILLIS = 5;
    private static final int LONGEST_LINE = 300;
    private static final Pattern STEP = Pattern.compile("\"event\":\"step_(started|finished)\".*?\"step\":\"(\\w+)\"");

    private final Process process;
    private final Path log;

    private TrainerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** {@return whether it still runs after that many milliseconds} */
    boolean livesAfter(long millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until so many more steps have begun or ended.
     *
     * @return which step began or ended last, or empty if the process ended before
     */
    Optional<String> boundary(int later) throws IOException, InterruptedException {
        int until = boundaries().size() + later;
        do {
            List<String> there = boundaries();
            if (there.size() >= until) {
                return Optional.of(there.get(there.size() - 1));
            }
        } while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
        return Optional.empty();
    }

    /** {@return whether it began to commit this iteration, or was resumed behind it} */
    boolean cameToUpdate(int iteration) throws IOException {
        String output = output();
        return output.contains("\"iteration\":" + iteration + ",\"step\":\"update\"")
                || output.contains("after " + iteration + " iterations");
    }

    private List<String> boundaries() throws IOException {
        List<String> found = new ArrayList<>();
        Matcher event = STEP.matcher(Files.readString(log));
        while (event.find()) {
            found.add((event.group(1).equals("started") ? "the start of " : "the end of ") + event.group(2));
        }
        return found;
    }

    int await() throws InterruptedException {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(log);
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        return last.substring(0, Math.min(LONGEST_LINE, last.length()));
    }

    private void signal(String name) throws IOException, InterruptedException {
        shell("kill", "-" + name, String.valueOf(process.pid()));
    }

    private static int shell(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** A home with a database of nothing, to be copied: making one takes long. */
    record Template(Path folder, HavocSettings settings) {
        static Template make(HavocSettings settings) throws IOException, InterruptedException {
            Path folder = Files.createTempDirectory("apes-havoc");
            EmbeddedPostgres.open(folder.resolve("template")).close();
            Files.write(folder.resolve("prompts.txt"), OwnPrompts.lines(settings.prompts()));
            return new Template(folder, settings);
        }

        Home copy(String name, boolean small) throws IOException, InterruptedException {
            Path home = folder.resolve(name);
            if (small) {
                Files.createDirectory(home);
                if (shell("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", home.toString()) != 0) {
                    throw new IllegalStateException("no small tmpfs can be mounted; leave FULL_DISK out");
                }
                shell("cp", "-a", folder.resolve("template") + "/.", home.toString());
            } else {
                shell("cp", "-a", folder.resolve("template").toString(), home.toString());
            }
            return new Home(this, name, home, small);
        }

        void delete() throws IOException, InterruptedException {
            shell("rm", "-rf", folder.toString());
        }
    }

    /** The home of one trial. */
    static final class Home implements AutoCloseable {
        private final Template template;
        private final String name;
        private final Path folder;
        private final boolean small;
        private int runs;
        private boolean barred;
        private boolean impatient;

        private Home(Template template, String name, Path folder, boolean small) {
            this.template = template;
            this.name = name;
            this.folder = folder;
            this.small = small;
        }

        Path folder() {
            return folder;
        }

        Path export() {
            return template.folder().resolve(name + ".json");
        }

        TrainerProcess train() throws IOException {
            Path log = template.folder().resolve(name + "." + ++runs + ".log");
            HavocSettings s = template.settings();
            List<String> words = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx400m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.apes.cli.ApesMain"));
            words.addAll(List.of("train", "--home", folder.toString(), "--prompts"));
            words.add(template.folder().resolve("prompts.txt").toString());
            words.addAll(List.of("--seed", "5", "--patience", "1000", "--threads", "1", "--json"));
            words.addAll(List.of("-i", String.valueOf(s.iterations()), "--rows", String.valueOf(s.rows())));
            words.addAll(List.of("--export", export().toString()));
            words.addAll(impatient ? List.of("--db-wait", "1") : List.of());
            impatient = false;
            return new TrainerProcess(
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        }

        void suffer(Havoc.Fault fault, TrainerProcess trainer, RandomGenerator random)
                throws IOException, InterruptedException {
            switch (fault) {
                case KILL_TRAINER -> trainer.signal("KILL");
                case KILL_DATABASE -> killDatabase();
                case KILL_BOTH -> {
                    trainer.signal("KILL");
                    killDatabase();
                }
                case FREEZE -> {
                    trainer.signal("STOP");
                    Thread.sleep(1_000 + random.nextInt(9_000));
                    trainer.signal("CONT");
                }
                case CUT -> cut();
                case TEAR_JOURNAL -> {
                    bar(true);
                    killDatabase();
                    trainer.process.waitFor(1 + random.nextInt(20), TimeUnit.SECONDS);
                    trainer.signal("TERM"); // it gives the wait up, and keeps what it has finished
                    trainer.await();
                    tear(random);
                }
                case FULL_DISK -> {
                    Path filler = folder.resolve("filler");
                    shell("dd", "if=/dev/zero", "of=" + filler, "bs=64k");
                    Thread.sleep(1_000 + random.nextInt(8_000));
                    Files.deleteIfExists(filler);
                }
            }
        }

        private void killDatabase() throws IOException, InterruptedException {
            try (Stream<String> lines = Files.lines(folder.resolve("postgres/data/postmaster.pid"))) {
                shell("kill", "-KILL", lines.findFirst().orElse("0"));
            } catch (NoSuchFileException | java.io.UncheckedIOException e) {
                // it does not run just now
            }
        }

        private void cut() {
            try (EmbeddedPostgres server = EmbeddedPostgres.open(folder);
                    Connection connection =
                            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
                connection
                        .createStatement()
                        .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                                + " AND datname = current_database()");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A data folder of another version is one that no server starts on. */
        private void bar(boolean on) throws IOException {
            Path version = folder.resolve("postgres/data/PG_VERSION");
            Path aside = folder.resolve("postgres/PG_VERSION.aside");
            if (on && !barred) {
                Files.move(version, aside);
                Files.writeString(version, "9\n");
            } else if (!on && barred) {
                Files.delete(version);
                Files.move(aside, version);
            }
            barred = on;
        }

        private void tear(RandomGenerator random) throws IOException {
            Path journal = folder.resolve("journal");
            if (Files.isDirectory(journal)) {
                try (Stream<Path> files = Files.list(journal)) {
                    for (Path file :
                            files.filter(f -> f.toString().endsWith(".journal")).toList()) {
                        byte[] bytes = Files.readAllBytes(file);
                        Files.write(file, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                    }
                }
            }
        }

        /** Puts right what only a person would. */
        void recover() throws IOException {
            bar(false);
        }

        void keep(Path where, EndState end, EndState peaceful) throws IOException, InterruptedException {
            Files.createDirectories(where);
            shell("cp", "-r", folder.toString(), where.toString());
            try (Stream<Path> all = Files.list(template.folder())) {
                for (Path file : all.filter(f -> f.getFileName().toString().startsWith(name + "."))
                        .toList()) {
                    shell("cp", file.toString(), where.toString());
                }
            }
            Files.writeString(where.resolve("peaceful.json"), peaceful.report().toPrettyString());
            if (end != null && end.report() != null) {
                Files.writeString(where.resolve("end.json"), end.report().toPrettyString());
            }
        }

        @Override
        public void close() throws IOException {
            try {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void end() throws IOException, InterruptedException {
            // the watchdog stops a server whose last user was killed; what follows must not pull its folder away before
            EmbeddedPostgres.attach(folder).ifPresent(EmbeddedPostgres::close);
            if (small) {
                shell("umount", "--lazy", folder.toString()); // a server that was killed may still be on its way out
            }
            shell("rm", "-rf", folder.toString());
        }
    }
}
