package dev.apes.mcp;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The program. Without {@code --http} it talks to the one client that started it, over standard input and output, and ends when the
 * input does; with it, it serves until it gets a signal.
 *
 * <pre>{@code
 * apes-examples/mcp-server/run [--http [HOST:]PORT] [--home DIR | --db URL] [--refresh SECONDS]
 * }</pre>
 *
 * <p>The database is that of {@code --db} (or {@code APES_DB_URL}, with {@code APES_DB_USER} and {@code APES_DB_PASSWORD}), else APES'
 * own under {@code --home} ({@code APES_HOME}, {@code ~/.apes}), which is started if need be and shared with {@code apes train}. Exit
 * codes: 0 ended, 143 or 130 ended by a signal, 1 failed, 2 bad usage.
 */
public final class McpServerMain {
    private static final String USAGE = "usage: run [--http [HOST:]PORT] [--home DIR | --db URL] [--refresh SECONDS]";

    private McpServerMain() {}

    /**
     * @param args as above
     */
    public static void main(String[] args) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            asked.countDown();
                            try {
                                ended.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "apes-mcp-signal"));
        int code = run(args, System.getenv(), asked);
        ended.countDown();
        System.exit(code);
    }

    private static int run(String[] args, Map<String, String> environment, CountDownLatch asked) {
        try {
            Arguments arguments = Arguments.parse(args, environment);
            if (arguments.database.isPresent()) {
                return serve(arguments, arguments.database.get(), asked);
            }
            try (EmbeddedPostgres server = EmbeddedPostgres.open(arguments.home)) {
                return serve(
                        arguments,
                        PostgresStoreConfig.at(server.jdbcUrl())
                                .user(server.user())
                                .password(server.password())
                                .whereabouts(() -> startedAgain(arguments.home)),
                        asked);
            }
        } catch (InvalidInputException e) {
            System.err.println("apes-mcp: " + e.getMessage());
            return 2;
        } catch (ApesException e) {
            System.err.println("apes-mcp: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The server is this process's as long as the first use of it is not closed. */
    private static String startedAgain(Path home) {
        try (EmbeddedPostgres again = EmbeddedPostgres.open(home)) {
            return again.jdbcUrl();
        }
    }

    private static int serve(Arguments arguments, PostgresStoreConfig.Builder database, CountDownLatch asked)
            throws InterruptedException {
        try (ApesMcpServer server =
                ApesMcpServer.open(database.applicationName("apes-mcp").build(), arguments.options)) {
            if (arguments.port.isPresent()) {
                int port = server.serveHttp(arguments.host, arguments.port.get());
                System.err.println("apes-mcp: listening at http://" + arguments.host + ":" + port + "/mcp");
            } else {
                server.serve(new UntilItEnds(System.in, asked::countDown), System.out);
            }
            asked.await();
        }
        return 0;
    }

    private record Arguments(
            Optional<PostgresStoreConfig.Builder> database,
            Path home,
            String host,
            Optional<Integer> port,
            ApesMcpServer.Options options) {

        static Arguments parse(String[] args, Map<String, String> environment) {
            String url = environment.get("APES_DB_URL");
            String home = environment.getOrDefault(
                    "APES_HOME",
                    Path.of(System.getProperty("user.home"), ".apes").toString());
            String host = "127.0.0.1";
            Optional<Integer> port = Optional.empty();
            ApesMcpServer.Options options = ApesMcpServer.Options.DEFAULT;
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) {
                    throw new InvalidInputException(args[i], "is not known or lacks its value; " + USAGE);
                }
                String value = args[i + 1];
                switch (args[i]) {
                    case "--db" -> url = value;
                    case "--home" -> {
                        home = value;
                        url = null;
                    }
                    case "--http" -> {
                        int colon = value.lastIndexOf(':');
                        host = colon < 0 ? host : value.substring(0, colon);
                        port = Optional.of((int) number("--http", value.substring(colon + 1), 0, 65_535));
                    }
                    case "--refresh" ->
                        options = new ApesMcpServer.Options(
                                Duration.ofMillis((long) (1_000 * number("--refresh", value, 0.05, 3_600))),
                                options.unrecorded(),
                                options.draining());
                    default -> throw new InvalidInputException(args[i], "is not known; " + USAGE);
                }
            }
            Optional<PostgresStoreConfig.Builder> database = Optional.ofNullable(url)
                    .map(u -> PostgresStoreConfig.at(u)
                            .user(environment.get("APES_DB_USER"))
                            .password(environment.get("APES_DB_PASSWORD")));
            return new Arguments(database, Path.of(home).toAbsolutePath(), host, port, options);
        }

        private static double number(String option, String text, double low, double high) {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            if (!(value >= low && value <= high)) {
                throw new InvalidInputException(
                        option + " " + text, "must be a number from " + low + " to " + high + "; " + USAGE);
            }
            return value;
        }
    }
}
