package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import dev.apes.persistence.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs command lines in this process. */
final class Cli {
    /** For command lines that must be refused before there is an engine. */
    static final EngineFactory NEVER = (plugins, store) -> {
        throw new AssertionError("this command line should not have reached the engine");
    };

    /** A home that nobody can make, so that a command that should not need one can't do so unnoticed. */
    private static final Map<String, String> NOWHERE = Map.of("APES_HOME", "/dev/null/apes");

    private final EngineFactory engines;
    private final Map<String, String> variables;

    private Cli(EngineFactory engines, Map<String, String> variables) {
        this.engines = engines;
        this.variables = variables;
    }

    /**
     * What a command line left behind.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {}

    /** {@return command lines that use this database and home} */
    static Cli on(TestDatabase database, Path home, EngineFactory engines) {
        return new Cli(
                engines,
                Map.of(
                        "APES_HOME", home.toString(),
                        "APES_DB_URL", database.jdbcUrl(),
                        "APES_DB_USER", database.user(),
                        "APES_DB_PASSWORD", database.password()));
    }

    /** {@return command lines that use this home} */
    static Cli at(Path home, EngineFactory engines) {
        return new Cli(engines, Map.of("APES_HOME", home.toString()));
    }

    /** {@return the same with another variable} */
    Cli with(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new Cli(engines, more);
    }

    Result run(String... args) {
        return run("", new ByteArrayOutputStream(), args);
    }

    /** {@return what it prints on a terminal of so many columns that can't be drawn on} */
    Result runOn(int columns, String... args) {
        return run(
                "",
                new ByteArrayOutputStream(),
                new Screen() {
                    @Override
                    public int outColumns() {
                        return columns;
                    }
                },
                args);
    }

    Result run(String stdin, ByteArrayOutputStream err, String... args) {
        return run(stdin, err, Screen.NONE, args);
    }

    private Result run(String stdin, ByteArrayOutputStream err, Screen screen, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                screen);
        int code = ApesMain.run(args, streams, new Environment(variables, Path.of("/dev/null/user")), engines);
        streams.out().flush();
        streams.err().flush();
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Result run(EngineFactory engines, String stdin, String... args) {
        return new Cli(engines, NOWHERE).run(stdin, new ByteArrayOutputStream(), args);
    }
}
