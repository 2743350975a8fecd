package dev.apes.persistence.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One short run of another program. It gets a bare environment: nothing of the caller's secrets reaches the server, and
 * messages come in English.
 */
final class Command {
    private final ProcessBuilder builder;
    private String input = "";

    private Command(List<String> words) {
        builder = new ProcessBuilder(new ArrayList<>(words)).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        String libraries = environment.get("LD_LIBRARY_PATH");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        if (libraries != null) {
            environment.put("LD_LIBRARY_PATH", libraries);
        }
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Command in(Path folder) {
        builder.directory(folder.toFile());
        return this;
    }

    Command with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    /** @param text what the program reads from its standard input; short, as it is written in one go */
    Command reading(String text) {
        input = text;
        return this;
    }

    /**
     * Runs the program to its end, on the calling thread alone.
     *
     * @return how it ended; {@link Result#NOT_STARTED} as the exit code when there is no such program, and {@link
     *     Result#TIMED_OUT} when it was killed for taking too long
     */
    Result run(Duration limit) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(Result.NOT_STARTED, e.getMessage());
        }
        StringBuilder output = new StringBuilder();
        Deadline deadline = Deadline.in(limit);
        boolean interrupted = false;
        try (InputStream from = process.getInputStream()) {
            try (OutputStream to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it ended without reading; its exit code tells
            }
            boolean ended = false;
            while (!ended && !deadline.passed()) {
                try {
                    ended = process.waitFor(5, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    // these runs are short and leave something half-done when cut: finish, then tell the caller
                    interrupted = true;
                }
                // only what is there: a grandchild may hold the pipe open
                output.append(new String(from.readNBytes(from.available()), StandardCharsets.UTF_8));
            }
            if (!ended) {
                process.destroyForcibly();
                return new Result(Result.TIMED_OUT, output + " (killed after " + limit.toSeconds() + " s)");
            }
            return new Result(process.exitValue(), output.toString());
        } catch (IOException e) {
            process.destroyForcibly();
            return new Result(Result.TIMED_OUT, output + " (" + e.getMessage() + ")");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * How a program ended.
     *
     * @param exit its exit code
     * @param output what it wrote to both of its streams
     */
    record Result(int exit, String output) {
        static final int NOT_STARTED = -1;
        static final int TIMED_OUT = -2;

        boolean succeeded() {
            return exit == 0;
        }

        /** {@return the last lines of the output as one line} */
        String summary() {
            return LastLines.of(output);
        }
    }
}
