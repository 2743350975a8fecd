package dev.apes.cli.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.alert.LostHeartbeats;
import dev.apes.cli.dashboard.access.Logins;
import dev.apes.cli.dashboard.api.Api;
import dev.apes.cli.dashboard.api.Controls;
import dev.apes.cli.dashboard.web.Assets;
import dev.apes.cli.dashboard.web.Guard;
import dev.apes.cli.dashboard.web.LiveFeed;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStatus;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.live.CommitFeed;
import dev.apes.persistence.live.Notice;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running dashboard. Thread-safe; no thread outlives {@link #close}. */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    private static final String LIVE = "/api/v1/live";
    private static final int WATCH_SECONDS = 5;
    private static final int THREADS = 32;
    private static final int SPARE_THREADS = 6;
    private static final int BODY = 16 * 1024;
    private static final int MESSAGE = 1_024;

    private final DashboardConfig config;
    private final Analytics analytics;
    private final Controls controls;
    private final LiveFeed live;
    private final Api api;
    private final Guard guard;
    private final Assets assets = new Assets();
    private CommitFeed commits;
    private ScheduledExecutorService watch;
    private Javalin server;

    private Dashboard(DashboardConfig config, PostgresStoreConfig store) {
        this.config = config;
        Logins logins = new Logins(config.users(), config.clock());
        guard = new Guard(
                new Guard.Site(
                        config.local(),
                        config.keyStore().isPresent(),
                        config.local() ? Optional.of(config.visitor()) : Optional.empty()),
                logins,
                config.clock());
        analytics = Analytics.open(store);
        controls = new Controls(() -> PostgresSessionStore.open(store));
        live = new LiveFeed(guard, logins);
        api = new Api(
                guard,
                analytics,
                controls,
                this::feed,
                () -> !config.users().users().isEmpty(),
                new Api.Program(config.version(), assets.version()));
    }

    /**
     * Serves.
     *
     * @param config how
     * @param store the database to show; its tables must be of this version
     * @return the dashboard, to be closed
     * @throws InvalidInputException if the port is taken, the host is not this machine's, or the key store can't be used
     */
    public static Dashboard start(DashboardConfig config, PostgresStoreConfig store) {
        Dashboard dashboard = new Dashboard(config, store);
        try {
            dashboard.listen(store);
            return dashboard;
        } catch (RuntimeException | Error e) {
            dashboard.close();
            throw e;
        }
    }

    private void listen(PostgresStoreConfig store) {
        server = Javalin.create(this::configure);
        try {
            server.start();
        } catch (JavalinBindException e) {
            throw new InvalidInputException(
                    "--port " + config.port(),
                    "can't be used on " + config.host() + ": another program has it, or it is not this user's to take;"
                            + " choose another, or 0 for any that is free",
                    e);
        }
        commits = PostgresStatus.follow(store, this::committed, state -> {
            api.committed();
            live.tell(greeting());
        });
        watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "apes-dashboard-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(this::watch, 0, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** A process that was killed tells nobody, and perhaps nobody trains again. */
    private void watch() {
        try {
            if (!LostHeartbeats.look(analytics).isEmpty()) {
                api.committed();
                live.tell(JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "alert")
                        .toString());
            }
        } catch (ApesException e) {
            // a user who may only read, or a database that is away: the pages say the latter
            LOG.debug("alerts can't be stored", e);
        }
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.maxRequestSize = BODY;
        javalin.http.prefer405over404 = true;
        // the lowest level takes a third of the time of the usual one and makes tables of figures a sixth larger
        javalin.http.compressionStrategy = new CompressionStrategy(null, new Gzip(1));
        javalin.jetty.host = config.host();
        javalin.jetty.port = config.port();
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, SPARE_THREADS);
        threads.setName("apes-dashboard");
        threads.setDaemon(true);
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(8 * 1024);
        });
        javalin.jetty.modifyServer(jetty -> jetty.setStopTimeout(2_000));
        javalin.jetty.modifyWebSocketServletFactory(sockets -> {
            sockets.setIdleTimeout(Duration.ofMinutes(2));
            sockets.setMaxTextMessageSize(MESSAGE);
            sockets.setMaxBinaryMessageSize(MESSAGE);
            sockets.setMaxFrameSize(MESSAGE);
        });
        config.keyStore()
                .ifPresent(file -> javalin.jetty.addConnector((jetty, http) ->
                        Tls.connector(jetty, http, file, config.keyStorePassword(), config.host(), config.port())));
        javalin.routes.before(guard::admit);
        javalin.routes.wsBeforeUpgrade(guard::admitSocket);
        assets.paths().forEach(path -> javalin.routes.get(path, assets::serve));
        api.mount(javalin.routes);
        javalin.routes.ws(LIVE, socket -> live.configure(socket, this::greeting));
    }

    private String feed() {
        CommitFeed current = commits;
        CommitFeed.State state = current == null ? CommitFeed.State.AWAY : current.state();
        return state.name().toLowerCase(Locale.ROOT);
    }

    private String greeting() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "feed")
                .put("state", feed())
                .put("assets", assets.version())
                .toString();
    }

    private void committed(Notice notice) {
        api.committed();
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("kind", notice.kind().name().toLowerCase(Locale.ROOT));
        notice.session().ifPresent(id -> message.put("session", id.value()));
        if (notice.iteration() > 0) {
            message.put("iteration", notice.iteration());
        }
        live.tell(message.toString());
    }

    /** {@return what the interface answers, e.g. {@code GET /api/v1/rules}, as the server has it} */
    List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .filter(route -> route.contains(" /api/"))
                .toList();
    }

    /** {@return the port it answers on} */
    public int port() {
        return server.port();
    }

    /** {@return where to look at it} */
    public String url() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return (config.keyStore().isPresent() ? "https" : "http") + "://" + host + ":" + port() + "/";
    }

    /** Ends it: browsers are told, requests at work are waited for a moment; idempotent. */
    @Override
    public void close() {
        if (watch != null) {
            watch.shutdownNow();
        }
        if (commits != null) {
            commits.close();
        }
        live.close();
        if (server != null) {
            try {
                server.stop();
            } catch (JavalinException e) {
                // it is down all the same; a browser that keeps a connection open was not waited for any longer
                LOG.debug("Requests were still at work when the dashboard ended", e);
            }
        }
        controls.close();
        analytics.close();
    }
}
