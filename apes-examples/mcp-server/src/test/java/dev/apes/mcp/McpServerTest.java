package dev.apes.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.LiveEnhancer;
import dev.apes.persistence.EnhancementLog.Enhancement;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real clients over both transports, against real PostgreSQL. */
class McpServerTest {
    private static final String PROMPT =
            "Please kindly write something about our move to Lyon on 3 May, maybe some kind of letter or so.";
    private static final ApesMcpServer.Options QUICK =
            new ApesMcpServer.Options(Duration.ofMillis(100), 1_000, Duration.ofSeconds(20));

    private final TestDatabase database = TestDatabase.create();
    private final PostgresStoreConfig config = PostgresStoreConfig.at(database.jdbcUrl())
            .user(database.user())
            .password(database.password())
            .build();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anAgentImprovesAPromptAndRatesItOverHttp() {
        try (ApesMcpServer server = ApesMcpServer.open(config, QUICK);
                McpSyncClient client = Clients.http(server.serveHttp("127.0.0.1", 0));
                PostgresSessionStore store = PostgresSessionStore.open(config)) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("improve_prompt", "store_feedback", "list_rules", "rule_status");

            Map<String, Object> improved =
                    Clients.object(Clients.call(client, "improve_prompt", Map.of("prompt", PROMPT)));
            assertThat((String) improved.get("improved_prompt"))
                    .contains("Lyon", "3 May")
                    .isNotEqualTo(PROMPT);
            String session = (String) improved.get("session_id");

            Map<String, Object> rated = Clients.object(Clients.call(
                    client, "store_feedback", Map.of("session_id", session, "rating", 4, "notes", "clearer")));
            assertThat((List<?>) rated.get("rules")).isNotEmpty();

            Enhancement stored = store.enhancements().find(session).orElseThrow();
            assertThat(stored.original()).isEqualTo(PROMPT);
            assertThat(stored.enhanced()).isEqualTo(improved.get("improved_prompt"));
            assertThat(stored.improvementScore()).isPresent();
            assertThat(stored.metrics()).containsKeys("milliseconds", "score_before", "score_after");
            FeedbackLog log = store.feedback(FeedbackLog.Mark.NOW, 10);
            assertThat(log.ratings()).singleElement().satisfies(r -> {
                assertThat(r.stars()).isEqualTo(4);
                assertThat(r.original()).isEqualTo(PROMPT);
                assertThat(r.rules()).isEqualTo(stored.rules()).isNotEmpty();
            });

            assertThat(Clients.resource(client, "apes://rules").get("rules"))
                    .isEqualTo(Clients.object(Clients.call(client, "list_rules", Map.of()))
                            .get("rules"));
            assertThat(Clients.resource(client, "apes://rules/clarity_enhancement"))
                    .containsEntry("rule_id", "clarity_enhancement")
                    .containsEntry("promotions", List.of());
            assertThat(Clients.resource(client, "apes://patterns")).containsEntry("patterns", List.of());
        }
    }

    @Test
    void whatAnAgentGetsWrongIsSaid() {
        try (ApesMcpServer server = ApesMcpServer.open(config, QUICK);
                McpSyncClient client = Clients.http(server.serveHttp("127.0.0.1", 0))) {
            assertRefused(client, "improve_prompt", Map.of(), "prompt");
            assertRefused(client, "improve_prompt", Map.of("prompt", " \n"), "prompt");
            assertRefused(client, "improve_prompt", Map.of("prompt", "a\0b"), "NUL");
            assertRefused(client, "rule_status", Map.of("rule_id", "clarity"), "clarity_enhancement");
            assertRefused(client, "store_feedback", Map.of("rating", 6, "session_id", "x"), "5");
            assertRefused(client, "store_feedback", Map.of("rating", 3), "original_prompt");
            assertRefused(client, "store_feedback", Map.of("rating", 3, "session_id", "x"), "x: is not known");
            assertThat(server.figures()).containsEntry("dropped", 0L);
        }
    }

    private static void assertRefused(McpSyncClient client, String tool, Map<String, Object> arguments, String reason) {
        McpSchema.CallToolResult answer = Clients.call(client, tool, arguments);
        assertThat(answer.isError()).isTrue();
        assertThat(Clients.text(answer)).contains(reason);
    }

    @Test
    void feedbackOnAPromptFromElsewhereIsTaken() {
        try (ApesMcpServer server = ApesMcpServer.open(config, QUICK);
                McpSyncClient client = Clients.http(server.serveHttp("127.0.0.1", 0));
                PostgresSessionStore store = PostgresSessionStore.open(config)) {
            Clients.object(Clients.call(
                    client,
                    "store_feedback",
                    Map.of(
                            "rating",
                            2,
                            "original_prompt",
                            "a",
                            "improved_prompt",
                            "b",
                            "applied_rules",
                            List.of("chain_of_thought"))));
            assertThat(store.feedback(FeedbackLog.Mark.NOW, 10).ratings())
                    .containsExactly(new FeedbackLog.Rating(1, "a", "b", 2, List.of("chain_of_thought")));
        }
    }

    @Test
    void aPageOfAnotherSiteIsRefused() throws Exception {
        try (ApesMcpServer server = ApesMcpServer.open(config, QUICK)) {
            int port = server.serveHttp("127.0.0.1", 0);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                    .header("Origin", "http://evil.example")
                    .header("Accept", "application/json, text/event-stream")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void overStandardInputAndOutputNothingIsLostWhenTheClientLeaves() throws Exception {
        StdioClientTransport transport = Clients.stdioTransport(Map.of(
                "APES_DB_URL", database.jdbcUrl(),
                "APES_DB_USER", database.user(),
                "APES_DB_PASSWORD", database.password()));
        String session;
        try (McpSyncClient client = Clients.connected(transport)) {
            List<?> rules = (List<?>)
                    Clients.object(Clients.call(client, "list_rules", Map.of())).get("rules");
            assertThat(rules).hasSize(7); // ours, and one that a plugin on the class path of this test brings
            assertThatThrownBy(() -> Clients.resource(client, "apes://rules/nothing"))
                    .hasMessageContaining("nothing");
            session = (String) Clients.object(Clients.call(client, "improve_prompt", Map.of("prompt", PROMPT)))
                    .get("session_id");
        }
        transport.awaitForExit();
        try (PostgresSessionStore store = PostgresSessionStore.open(config)) {
            assertThat(store.enhancements().find(session)).isPresent();
        }
    }

    @Test
    void rulesThatCannotBeUsedLeaveTheLastOnesInForce() throws Exception {
        try (ApesMcpServer server = ApesMcpServer.open(config, QUICK);
                PostgresSessionStore store = PostgresSessionStore.open(config);
                LiveEnhancer live = LiveEnhancer.start(store, Duration.ofDays(1))) {
            CountDownLatch changed = new CountDownLatch(1);
            live.onChange(changed::countDown);
            assertThat(live.refresh()).isFalse();
            update("UPDATE rule_metadata SET default_parameters = '{\"max_growth\": 99}'"
                    + " WHERE rule_id = 'clarity_enhancement'");
            assertThatThrownBy(live::refresh).hasMessageContaining("max_growth");
            assertThat(live.problem()).hasValueSatisfying(why -> assertThat(why).contains("max_growth"));
            assertThat(server.service().improve(PROMPT, Optional.empty(), Optional.empty()))
                    .containsEntry("changed", true);
            update("UPDATE rule_metadata SET enabled = false, default_parameters = '{}'");
            assertThat(live.refresh()).isTrue();
            assertThat(live.problem()).isEmpty();
            assertThat(changed.await(0, TimeUnit.SECONDS)).isTrue();
            assertThat(live.rules()).allMatch(rule -> !rule.enabled());
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
