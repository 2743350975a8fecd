package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import dev.apes.engine.Apes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code apes} command. */
@Command(
        name = "apes",
        description = "Improves the rules that improve prompts.",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class)
public final class ApesMain implements Runnable {

    @Spec
    private CommandSpec spec;

    private static final Set<String> NAMES = Set.of("train", "status", "stop");

    /** They are over before what they need has been brought into memory one after the other. */
    private static final Set<String> QUICK = Set.of("status", "stop");

    private ApesMain() {}

    /** Runs the command line and exits with its code; {@code apes train --help} lists the codes. */
    public static void main(String[] args) {
        // what a thread dies of also reaches the command that waits for it, which says so without a stack trace
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {});
        EngineFactory engines = (plugins, store) ->
                Apes.builder().pluginClassLoader(plugins).store(store).build();
        if (args.length > 0 && QUICK.contains(args[0])) {
            QuickStart.begin();
        }
        System.exit(run(args, Streams.ofProcess(), Environment.ofProcess(), engines));
    }

    /**
     * Runs a command line in this process.
     *
     * @param args what stands behind {@code apes}
     * @param streams where it reads and writes
     * @param environment what is around
     * @param engines makes the engine
     * @return the exit code
     */
    static int run(String[] args, Streams streams, Environment environment, EngineFactory engines) {
        Optional<String> elsewhere = args.length == 0 ? Optional.empty() : OtherCommands.find(args[0]);
        if (elsewhere.isPresent()) {
            streams.say(elsewhere.get());
            return ExitCode.BAD_INPUT;
        }
        Optional<PlainLine> plain = PlainLine.of(args);
        if (plain.isPresent()) {
            return flushed(new StatusCommand(plain.get(), streams, environment).call(), streams);
        }
        CommandLine line = new CommandLine(new ApesMain());
        commands(streams, environment, engines).forEach((name, command) -> {
            // reading the annotations of the others takes longer than some commands do
            if (args.length == 0 || args[0].equals(name) || !NAMES.contains(args[0])) {
                line.addSubcommand(command.get());
            }
        });
        line.setOut(new java.io.PrintWriter(streams.out(), true))
                .setErr(new java.io.PrintWriter(streams.err(), true))
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((error, given) -> usageError(error, streams))
                .setExecutionExceptionHandler((error, command, parsed) -> Failures.report(error, streams, false));
        return flushed(line.execute(args), streams);
    }

    private static int flushed(int code, Streams streams) {
        streams.out().flush();
        streams.err().flush();
        return code;
    }

    private static Map<String, Supplier<Object>> commands(
            Streams streams, Environment environment, EngineFactory engines) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(streams, environment, engines));
        commands.put("status", () -> new StatusCommand(streams, environment));
        commands.put("stop", () -> new StopCommand(streams, environment));
        return commands;
    }

    /** {@return the line with all its commands} */
    static CommandLine line(Streams streams, Environment environment, EngineFactory engines) {
        CommandLine line = new CommandLine(new ApesMain());
        commands(streams, environment, engines).values().forEach(command -> line.addSubcommand(command.get()));
        return line;
    }

    private static int usageError(ParameterException error, Streams streams) {
        String message = error.getMessage().replaceFirst("^Error: ", "").replace("option option", "option");
        if (error instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            Optional<String> elsewhere = OtherCommands.find(first);
            if (elsewhere.isPresent()) {
                streams.say(elsewhere.get());
                return ExitCode.BAD_INPUT;
            }
            message = UsageErrors.unmatched(first, error.getCommandLine());
        }
        streams.say(message + " ('" + error.getCommandLine().getCommandSpec().qualifiedName()
                + " --help' lists what there is)");
        return ExitCode.BAD_INPUT;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, e.g. 'apes train'");
    }

    /** Reads the version that the build wrote into the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ApesMain.class.getPackage().getImplementationVersion();
            return new String[] {"apes " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
