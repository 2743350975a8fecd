package dev.apes.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.apes.api.Prompt;
import dev.apes.engine.LiveEnhancer;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A service at run time: takes a prompt over HTTP and gives it back under the rules that PostgreSQL has in force <em>now</em>. What is
 * promoted, edited or switched off there counts within a second, without a restart. Both the answers and the looks at the database run
 * on the executor of the host, which is not shut down. Takes the same environment variables as {@link PostgresTraining}, else the
 * database of {@code ./apes}.
 *
 * <pre>{@code
 * apes-examples/run EnhancingService 8080
 * curl -d 'Please kindly write something about our move.' http://127.0.0.1:8080/
 * }</pre>
 */
public final class EnhancingService implements AutoCloseable {
    private static final int LONGEST = 100_000;

    private final PostgresSessionStore store;
    private final LiveEnhancer enhancer;
    private final HttpServer server;

    /**
     * Starts to serve.
     *
     * @param database where the rules are
     * @param executor the host's; not shut down with this
     * @param port at loopback; 0 for any
     * @throws IOException if the port is taken
     */
    public EnhancingService(PostgresStoreConfig database, ScheduledExecutorService executor, int port)
            throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        store = PostgresSessionStore.open(database);
        enhancer = LiveEnhancer.start(store, Duration.ofSeconds(1), executor, EnhancingService.class.getClassLoader());
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@return the port it serves at} */
    public int port() {
        return server.getAddress().getPort();
    }

    /** @param listener called after each change of the rules in force */
    public void onChange(Runnable listener) {
        enhancer.onChange(listener);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readNBytes(LONGEST), StandardCharsets.UTF_8);
            byte[] better = text.isBlank()
                    ? new byte[0]
                    : enhancer.enhance(Prompt.of("request", text)).text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(better.length == 0 ? 400 : 200, better.length == 0 ? -1 : better.length);
            exchange.getResponseBody().write(better);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        enhancer.close();
        store.close();
    }

    /**
     * @param args a port
     * @throws IOException if it is taken
     */
    public static void main(String[] args) throws IOException {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);
        EnhancingService service = new EnhancingService(database(), executor, Integer.parseInt(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            executor.shutdownNow();
        }));
        System.out.println("http://127.0.0.1:" + service.port() + "/");
    }

    /** Without a database of its own the service uses that of {@code ./apes} with the same {@code APES_HOME}. */
    private static PostgresStoreConfig database() {
        String url = System.getenv("APES_DB_URL");
        if (url != null) {
            return PostgresStoreConfig.at(url)
                    .user(System.getenv("APES_DB_USER"))
                    .password(System.getenv("APES_DB_PASSWORD"))
                    .build();
        }
        String home = System.getenv("APES_HOME");
        EmbeddedPostgres server =
                EmbeddedPostgres.open(home == null ? Path.of(System.getProperty("user.home"), ".apes") : Path.of(home));
        return PostgresStoreConfig.at(server.jdbcUrl())
                .user(server.user())
                .password(server.password())
                .build();
    }
}
