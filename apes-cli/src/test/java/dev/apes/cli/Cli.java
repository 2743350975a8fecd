package dev.apes.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs command lines in this process. */
final class Cli {
    /** For command lines that must be refused before there is an engine. */
    static final EngineFactory NEVER = plugins -> {
        throw new AssertionError("this command line should not have reached the engine");
    };

    private Cli() {}

    /**
     * What a command line left behind.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {}

    static Result run(EngineFactory engines, String stdin, String... args) {
        return run(engines, stdin, new ByteArrayOutputStream(), args);
    }

    static Result run(EngineFactory engines, String stdin, ByteArrayOutputStream err, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false,
                80);
        int code = ApesMain.run(args, streams, engines);
        streams.out().flush();
        streams.err().flush();
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
