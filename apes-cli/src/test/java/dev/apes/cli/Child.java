package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs a command line on the small engine. */
final class Child {
    /** A busy machine needs most of a minute to start a JVM. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** What the child runs: the command line, with the small engine in place of the whole one. */
    public static void main(String[] args) {
        System.exit(ApesMain.run(args, Streams.ofProcess(), Environment.ofProcess(), SmallTraining.ENGINE));
    }

    static Child train(TestDatabase database, Path home, Path prompts, Path output) throws IOException {
        Map<String, String> variables = Map.of(
                "APES_HOME", home.toString(),
                "APES_DB_URL", database.jdbcUrl(),
                "APES_DB_USER", database.user(),
                "APES_DB_PASSWORD", database.password());
        return run(variables, output, training(prompts));
    }

    /** {@return the arguments of a training without an end} */
    static String[] training(Path prompts, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--prompts", prompts.toString()));
        args.addAll(List.of("--seed", "7", "--patience", "1000", "-i", "100000"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** {@return a process that runs this command line, both its streams going to a file} */
    static Child run(Map<String, String> variables, Path output, String... args) throws IOException {
        return run(List.of(), variables, output, args);
    }

    /** {@return the same, its JVM with further options} */
    static Child run(List<String> jvm, Map<String, String> variables, Path output, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        return new Child(builder.start(), output);
    }

    void awaitIteration(int n) throws IOException, InterruptedException {
        await("iteration " + n, () -> output().contains("[" + n + "] done in"));
    }

    /** Something that can be read off files. */
    @FunctionalInterface
    interface Sign {
        boolean there() throws IOException;
    }

    void await(String what, Sign sign) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!sign.there()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the child did not come to " + what + ": " + output());
            }
            Thread.sleep(20);
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** All of it: what the JDK tells ends after 4,096 characters, and so before the arguments. */
    String commandLine() throws IOException {
        byte[] all = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
        return new String(all, StandardCharsets.UTF_8).replace('\0', ' ');
    }

    /** Lets it go on no further, so that it hears neither the database nor TERM. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Kills it, and waits until the server has seen that its connections are broken: until then its lease is held. */
    void kill(TestDatabase database) throws InterruptedException, SQLException {
        process.destroyForcibly().waitFor();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String function : List.of("pg_advisory_lock", "pg_advisory_unlock")) {
                statement.execute("SELECT " + function + "(hashtextextended(current_schema() || '/apes/session/'"
                        + " || session_id, 0)) FROM improvement_sessions WHERE status = 'running'");
            }
        }
    }

    /** {@return the exit code} */
    int end() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the child goes on and on: " + output());
        }
        return process.exitValue();
    }
}
