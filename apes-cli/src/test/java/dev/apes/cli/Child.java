package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that trains the small engine until it is stopped. */
final class Child {
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
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        "train",
                        "--prompts",
                        prompts.toString(),
                        "--seed",
                        "7",
                        "--patience",
                        "1000",
                        "-i",
                        "100000")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("APES_HOME", home.toString());
        builder.environment().put("APES_DB_URL", database.jdbcUrl());
        builder.environment().put("APES_DB_USER", database.user());
        builder.environment().put("APES_DB_PASSWORD", database.password());
        return new Child(builder.start(), output);
    }

    void awaitIteration(int n) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!output().contains("[" + n + "] done in")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the child did not come to iteration " + n + ": " + output());
            }
            Thread.sleep(50);
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String commandLine() {
        return process.info().commandLine().orElse("");
    }

    /** Lets it go on no further, so that it hears neither the database nor TERM. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        Thread.sleep(200); // the server sees the broken connection
    }

    /** {@return the exit code} */
    int end() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the child goes on and on");
        }
        return process.exitValue();
    }
}
