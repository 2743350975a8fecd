package dev.apes.cli;

import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of APES' own database and settings (default: $APES_HOME, or ~/.apes).")
    private String home;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "Use this PostgreSQL database instead, e.g. postgresql://user@host/apes; the password goes"
                    + " into APES_DB_PASSWORD (default: $APES_DB_URL, as $APES_DB_USER).")
    private String db;

    @Option(names = "--no-color", description = "No colour, even on a terminal.")
    private boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more; show stack traces.")
    private boolean verbose;

    CommonOptions() {}

    CommonOptions(String home, String db, boolean noColor, boolean verbose) {
        this.home = home;
        this.db = db;
        this.noColor = noColor;
        this.verbose = verbose;
    }

    boolean verbose() {
        return verbose;
    }

    Settings settings(Environment environment) {
        return Settings.resolve(Optional.ofNullable(home), Optional.ofNullable(db), noColor, environment);
    }
}
