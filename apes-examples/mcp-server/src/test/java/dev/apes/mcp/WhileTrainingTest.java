package dev.apes.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.gap.TargetGapAnalyzer;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A training on the same database neither disturbs the server nor needs it, and what it promotes is in force at once. */
class WhileTrainingTest {
    @Test
    void promotionsAreSeenWithoutARestart() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            PostgresStoreConfig config = PostgresStoreConfig.at(database.jdbcUrl())
                    .user(database.user())
                    .password(database.password())
                    .build();
            CountDownLatch changed = new CountDownLatch(1);
            try (ApesMcpServer server = ApesMcpServer.open(
                            config, new ApesMcpServer.Options(Duration.ofMillis(200), 10_000, Duration.ofSeconds(20)));
                    McpSyncClient client = Clients.connected(
                            Clients.httpTransport(server.serveHttp("127.0.0.1", 0)), changed::countDown);
                    TrainingEngine engine = Apes.builder()
                            .pluginClassLoader(null) // one rule is enough, and trained in seconds
                            .rule(new DoseWriter())
                            .gapAnalyzer(new TargetGapAnalyzer())
                            .evaluator(new DoseWriter.Judge())
                            .store(PostgresSessionStore.open(config))
                            .build()) {
                client.subscribeResource(
                        McpSchema.SubscribeRequest.builder(Resources.RULES).build());
                Object before = rules(client);

                TrainingHandle training = engine.start(TrainingRequest.builder()
                        .prompts(StartingCorpus.generate(400, 3))
                        .evaluator("dose_judge")
                        .settingsPerRule(6)
                        .generatedRows(0)
                        .single(true)
                        .build());
                CompletableFuture<TrainingReport> report = CompletableFuture.supplyAsync(() -> {
                    try {
                        return training.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                int answers = 0;
                while (!report.isDone()) {
                    Clients.object(Clients.call(
                            client,
                            "improve_prompt",
                            Map.of("prompt", "Compare two ways of sorting " + answers + " names.")));
                    answers++;
                }

                assertThat(report.join().promotions()).hasSize(1);
                assertThat(answers).isGreaterThan(1);
                assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(rules(client)).isNotEqualTo(before);
                Map<String, Object> rule =
                        Clients.object(Clients.call(client, "rule_status", Map.of("rule_id", DoseWriter.ID)));
                List<?> promotions = (List<?>) rule.get("promotions");
                assertThat(((Map<?, ?>) promotions.get(promotions.size() - 1)).get("after"))
                        .isEqualTo(rule.get("parameters"));
            }
        }
    }

    private static Object rules(McpSyncClient client) {
        return Clients.object(Clients.call(client, "list_rules", Map.of())).get("rules");
    }
}
