package dev.apes.cli;

import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.dashboard.DashboardConfig;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.UserFile;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the dashboard. */
final class ServeOptions {
    static final String PASSWORD_VARIABLE = "APES_DASHBOARD_PASSWORD";
    private static final String KEYSTORE_VARIABLE = "APES_KEYSTORE_PASSWORD";
    private static final String USERS = "dashboard-users";

    @Option(names = "--serve", description = "Serve the dashboard until Ctrl-C; see --port, --host.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the dashboard answers; 0 for any that is free (default: 7070).")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Name or address on which it answers (default: 127.0.0.1, this machine alone). Any other"
                    + " demands users and --keystore.")
    private String host;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What visitors on this machine are: executive, manager or analyst (default: analyst).")
    private String role;

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "Certificate and key for TLS, PKCS#12 or JKS; APES_KEYSTORE_PASSWORD holds its password.")
    private String keyStore;

    @Option(
            names = "--no-tls",
            description = "Answer other machines without TLS, because something in front of it adds it.")
    private boolean plainHttp;

    @Option(
            names = "--add-user",
            paramLabel = "NAME:ROLE",
            description =
                    "Let somebody log in to the dashboard (executive, manager, analyst, operator). The password is"
                            + " taken from APES_DASHBOARD_PASSWORD, or made and printed once.")
    private String addUser;

    @Option(names = "--remove-user", paramLabel = "NAME", description = "Let them in no longer.")
    private String removeUser;

    boolean wanted() {
        if (!serve && (port != null || host != null || role != null || keyStore != null || plainHttp)) {
            String given = port != null
                    ? "--port"
                    : host != null ? "--host" : role != null ? "--role" : keyStore != null ? "--keystore" : "--no-tls";
            throw new InvalidInputException(given, "needs --serve");
        }
        return serve;
    }

    Optional<String> userToAdd() {
        return Optional.ofNullable(addUser);
    }

    Optional<String> userToRemove() {
        return Optional.ofNullable(removeUser);
    }

    static UserFile users(Settings settings) {
        return new UserFile(settings.home().resolve(USERS));
    }

    DashboardConfig config(Settings settings, Environment environment) {
        String version = ApesMain.class.getPackage().getImplementationVersion();
        return new DashboardConfig(
                host == null ? "127.0.0.1" : host,
                port == null ? DashboardConfig.PORT : port,
                users(settings),
                role == null ? Role.ANALYST : Role.of("--role", role),
                Optional.ofNullable(keyStore).map(Path::of),
                environment.get(KEYSTORE_VARIABLE).orElse(""),
                plainHttp,
                version == null ? "(unpackaged)" : version,
                Clock.systemUTC());
    }
}
