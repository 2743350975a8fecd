package dev.apes.mcp;

import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.LiveEnhancer;
import dev.apes.engine.rubric.RubricEvaluator;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trained rules in a PostgreSQL database, offered to agents over standard input and output, over HTTP, or both. Depends on no
 * trainer: it answers while one runs and while none does, and sees what is promoted within the interval. While the database is away it
 * goes on with the rules it read last. Thread-safe.
 */
public final class ApesMcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApesMcpServer.class);

    private final PostgresSessionStore store;
    private final LiveEnhancer enhancer;
    private final Recorder recorder;
    private final PromptService service;
    private final List<McpSyncServer> servers = new CopyOnWriteArrayList<>();
    private final List<HttpEndpoint> endpoints = new CopyOnWriteArrayList<>();

    /**
     * How it behaves.
     *
     * @param interval how often it looks for changed rules
     * @param unrecorded how many enhanced prompts may wait to be stored before further ones are dropped, at least 1
     * @param draining how long {@link #close} tries to store those that wait
     */
    public record Options(Duration interval, int unrecorded, Duration draining) {
        /** Every second; 10,000; five seconds. */
        public static final Options DEFAULT = new Options(Duration.ofSeconds(1), 10_000, Duration.ofSeconds(5));
    }

    private ApesMcpServer(PostgresSessionStore store, Options options) {
        this.store = store;
        prepare(store);
        enhancer = LiveEnhancer.start(store, options.interval());
        recorder = new Recorder(store.enhancements(), new RubricEvaluator(), options.unrecorded(), options.draining());
        service = new PromptService(store, store.enhancements(), enhancer, recorder, Clock.systemUTC());
        enhancer.onChange(this::announce);
    }

    /**
     * Connects, and makes tables and rows of rules that are missing.
     *
     * @param config the database
     * @param options how to behave
     * @return the server, which listens to nobody yet
     * @throws dev.apes.api.error.StoreException if the database can't be reached or used
     */
    public static ApesMcpServer open(PostgresStoreConfig config, Options options) {
        PostgresSessionStore store = PostgresSessionStore.open(config);
        try {
            return new ApesMcpServer(store, Objects.requireNonNull(options, "options"));
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** The rules at hand are known only to who looks for them; that needs no tables. */
    private static void prepare(PostgresSessionStore store) {
        try (LiveEnhancer once = LiveEnhancer.start(store, Duration.ofDays(1))) {
            List<RuleDefinition> rules =
                    once.rules().stream().map(StoredRule::definition).toList();
            store.prepare(rules).forEach(done -> LOG.info("Database: {}", done));
        }
    }

    /**
     * Serves one client over streams, a JSON-RPC message a line, on threads of its own.
     *
     * @param in what the client says
     * @param out what it is told; nothing else may be written there
     */
    public void serve(InputStream in, OutputStream out) {
        add(McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper(), in, out)));
    }

    /**
     * Serves any number of clients over streamable HTTP at {@code /mcp}. Requests that a browser sends for another site are refused.
     *
     * @param host address to listen at; with any but a loopback address, who may connect is for a proxy or firewall to say
     * @param port 0 for any that is free
     * @return the port
     * @throws dev.apes.api.error.InvalidInputException if it can't listen there
     */
    public int serveHttp(String host, int port) {
        HttpEndpoint endpoint = HttpEndpoint.open(host, port, transport -> add(McpServer.sync(transport)));
        endpoints.add(endpoint);
        return endpoint.port();
    }

    private void add(McpServer.SyncSpecification<?> specification) {
        Resources resources = new Resources(service);
        String version = ApesMcpServer.class.getPackage().getImplementationVersion();
        servers.add(specification
                .serverInfo("apes", version == null ? "development" : version)
                .instructions(
                        "Improves prompts for language models by rules that were tuned and proven on real prompts."
                                + " Call improve_prompt before you send a prompt, and store_feedback once you know how it went.")
                .capabilities(McpSchema.ServerCapabilities.builder()
                        .tools(false)
                        .resources(true, false)
                        .build())
                .validateToolInputs(true)
                .tools(new Tools(service).all())
                .resources(resources.all())
                .resourceTemplates(resources.rule())
                .build());
    }

    private void announce() {
        for (McpSyncServer server : servers) {
            server.notifyResourcesUpdated(new McpSchema.ResourcesUpdatedNotification(Resources.RULES));
        }
    }

    /** {@return figures for an operator: prompts that wait to be recorded, and those that were dropped} */
    public Map<String, Long> figures() {
        return Map.of("waiting", (long) recorder.waiting(), "dropped", recorder.dropped());
    }

    /** {@return why the rules could not be read the last time; blank if they could} */
    public String problem() {
        return enhancer.problem().orElse("");
    }

    PromptService service() {
        return service;
    }

    /** Ends listening, stores what waits to be recorded, and gives the database back. Idempotent. */
    @Override
    public void close() {
        servers.forEach(McpSyncServer::closeGracefully);
        endpoints.forEach(HttpEndpoint::close);
        enhancer.close();
        recorder.close();
        store.close();
    }
}
