package dev.apes.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code apes} command. */
@Command(
        name = "apes",
        description = "Improves the rules that improve prompts.",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class)
public final class ApesMain implements Runnable {

    @Spec
    private CommandSpec spec;

    private ApesMain() {}

    /** Runs the command line and exits with its code: 0 done, 1 failed, 2 bad usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ApesMain()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command; 'apes --help' lists them.");
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
