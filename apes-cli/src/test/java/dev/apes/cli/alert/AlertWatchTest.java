package dev.apes.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.StrategyRecord;
import dev.apes.engine.analytics.Alert;
import dev.apes.persistence.Analytics;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.PageRequest;
import dev.apes.persistence.testing.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertWatchTest {
    private static final SessionId SESSION = new SessionId("watched");

    @TempDir
    Path home;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();

    private static TrainingEvent committed(int iteration, double effectiveness) {
        return new TrainingEvent.IterationCommitted(
                SESSION,
                new IterationRecord(
                        new IterationSummary(
                                iteration,
                                new PerformanceMetrics(0.7, effectiveness, 0.3, 10),
                                0,
                                0,
                                iteration,
                                Duration.ofSeconds(iteration),
                                false,
                                false,
                                OptionalDouble.empty(),
                                OptionalDouble.empty()),
                        0,
                        false,
                        List.of(),
                        new GapReport(List.of()),
                        "none",
                        StrategyRecord.NONE,
                        GenerationRecord.NONE,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        List.of()));
    }

    private HttpServer server(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port + "/hook";
    }

    @Test
    void aFallIsStoredToldAndSentOnceAndClearedWhenItIsOver() throws Exception {
        HttpServer server = server(204);
        List<String> told = new CopyOnWriteArrayList<>();
        try (TestDatabase database = TestDatabase.create()) {
            PostgresStoreConfig config = PostgresStoreConfig.at(database.jdbcUrl())
                    .user(database.user())
                    .password(database.password())
                    .build();
            try (PostgresSessionStore store = PostgresSessionStore.open(config)) {
                store.prepare(List.of());
            }
            Webhook hook = new Webhook(address(server.getAddress().getPort()), "alert-webhook");
            try (AlertWatch watch = new AlertWatch(() -> Analytics.open(config), home, Optional.of(hook), told::add)) {
                for (int i = 1; i <= 30; i++) {
                    watch.accept(committed(i, (i <= 22 ? 0.7 : 0.3) + (i % 3) * 0.01));
                }
                String post;
                do { // the scores before the fall are a stall, which comes first
                    post = posted.poll(30, TimeUnit.SECONDS);
                    assertThat(post).isNotNull().contains("\"session\":\"watched\"");
                } while (!post.contains("\"kind\":\"regression\""));
            }
            try (Analytics analytics = Analytics.open(config)) {
                List<AlertRow> open = analytics
                        .alerts(Optional.empty(), true, PageRequest.first(10))
                        .items();
                assertThat(open).extracting(AlertRow::kind).contains("regression");
                assertThat(told).filteredOn(line -> line.contains("regression")).hasSize(1);
            }
            try (AlertWatch watch = new AlertWatch(() -> Analytics.open(config), home, Optional.of(hook), told::add)) {
                watch.accept(committed(1, 0.7));
            }
            try (Analytics analytics = Analytics.open(config)) {
                assertThat(analytics
                                .alerts(Optional.of(SESSION), true, PageRequest.first(10))
                                .items())
                        .isEmpty();
                assertThat(analytics
                                .alerts(Optional.of(SESSION), false, PageRequest.first(10))
                                .items())
                        .isNotEmpty();
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void withoutADatabaseTheTrainingGoesOnAndIsToldOnce() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (AlertWatch watch = new AlertWatch(
                () -> {
                    throw new dev.apes.api.error.StoreUnavailableException("gone", null);
                },
                home,
                Optional.empty(),
                told::add)) {
            for (int i = 1; i <= 5; i++) {
                watch.accept(committed(i, 0.6));
            }
        }
        assertThat(told).containsExactly("alerts can't be stored: gone");
    }

    @Test
    void aWebhookThatRefusesOrIsNotThereSaysSo() throws Exception {
        Alert alert = new Alert.Stall(20, 0.0001, 0.0005);
        HttpServer server = server(500);
        try {
            assertThat(new Webhook(address(server.getAddress().getPort()), "x").send(alert, Optional.empty()))
                    .contains("it answered with status 500");
            assertThat(posted.poll(5, TimeUnit.SECONDS)).contains("\"session\":null", "\"slopeBound\":1.0E-4");
        } finally {
            server.stop(0);
        }
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        assertThat(new Webhook(address(nobody), "x").send(alert, Optional.of("s")))
                .isPresent();
    }
}
