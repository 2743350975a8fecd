package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.engine.llm.ChatServer.Reply;
import dev.apes.engine.plugin.AllowanceSpentException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may do to those who ask it. */
class EndpointTest {
    private static final Prompt PROMPT = Prompt.of("p", "Name a river in Spain.");
    private static final EvaluationContext CONTEXT = EvaluationContext.of(1);

    private final Fixtures fixtures = new Fixtures();

    private static List<EvaluationRequest> one() {
        return List.of(new EvaluationRequest("Name one river in Spain, one word.", PROMPT, 0));
    }

    private static double score(LlmEvaluator evaluator) {
        return evaluator.evaluate(one(), CONTEXT).get(0).score();
    }

    @Test
    void sendsTheKeyAndAsksForTheSchema() throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("tie"))) {
            score(fixtures.evaluator(server));

            assertThat(server.asked).hasSize(2).allSatisfy(q -> {
                assertThat(q.authorization()).isEqualTo("Bearer " + Fixtures.KEY);
                assertThat(q.body().get("model").asText()).isEqualTo("m");
                assertThat(q.body().get("temperature").asDouble()).isZero();
                assertThat(q.body().at("/response_format/json_schema/schema/properties/better/enum"))
                        .hasSize(3);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max-calls,400, calibrate,3, 176",
        "max-calls,400, calibrate,0, 200",
        "max-calls,400, mode,task, 400",
        "max-calls,40, calibrate,3, 0"
    })
    void tellsHowManyEvaluationsItsCallsAreMeantFor(String a, String b, String c, String d, long evaluations)
            throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("tie"))) {
            assertThat(fixtures.evaluator(server, a, b, c, d).evaluations()).hasValue(evaluations);
            assertThat(fixtures.evaluator(server, c, d).evaluations()).isEmpty();
        }
    }

    @Test
    void waitsAsLongAsItIsAskedTo() throws Exception {
        try (ChatServer server = new ChatServer(q -> switch (q.number()) {
            case 0 -> Reply.of(429, "{\"error\":{\"message\":\"slow down\"}}", Map.of("Retry-After", "17"));
            // the JDK's server tells the time in its Date header
            case 1 ->
                Reply.of(
                        429,
                        "",
                        Map.of(
                                "Retry-After",
                                ZonedDateTime.now(ZoneOffset.UTC)
                                        .plusSeconds(100)
                                        .format(DateTimeFormatter.RFC_1123_DATE_TIME)));
            default -> ChatServer.verdict("tie");
        })) {
            LlmEvaluator evaluator = fixtures.evaluator(server);

            assertThat(score(evaluator)).isEqualTo(0.5);

            assertThat(fixtures.pauses).hasSize(2).first().isEqualTo(Duration.ofSeconds(17));
            assertThat(fixtures.pauses.get(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(101));
            assertThat(evaluator.usage()).get().asString().contains("4 calls", "2 rate-limited");
        }
    }

    @Test
    void doesNotWaitForHours() throws Exception {
        try (ChatServer server = new ChatServer(q -> Reply.of(429, "daily limit", Map.of("Retry-After", "7200")))) {
            assertThatThrownBy(() -> score(fixtures.evaluator(server)))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("7200 s")
                    .hasMessageContaining("daily limit");
            assertThat(server.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 529, 408})
    void asksAgainAfterFailures(int status) throws Exception {
        try (ChatServer server =
                new ChatServer(q -> q.number() < 3 ? Reply.of(status, "oops", Map.of()) : ChatServer.verdict("tie"))) {
            score(fixtures.evaluator(server));

            assertThat(server.asked).hasSize(5);
            assertThat(fixtures.pauses).hasSize(3);
            assertThat(fixtures.pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(fixtures.pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
            assertThat(fixtures.pauses.get(2)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\": [{\"mess", "<html>gateway</html>", "", "{}"})
    void asksAgainAfterBrokenAnswers(String body) throws Exception {
        try (ChatServer server =
                new ChatServer(q -> q.number() == 0 ? Reply.of(200, body, Map.of()) : ChatServer.verdict("tie"))) {
            assertThat(score(fixtures.evaluator(server))).isEqualTo(0.5);
            assertThat(server.asked).hasSize(3);
        }
    }

    @Test
    void givesUpWaitingForASlowOne() throws Exception {
        try (ChatServer server = new ChatServer(q -> q.number() == 0 ? Reply.hanging() : ChatServer.verdict("tie"))) {
            LlmEvaluator evaluator = fixtures.evaluator(server, "timeout", "1");

            assertThat(score(evaluator)).isEqualTo(0.5);
            assertThat(evaluator.usage()).get().asString().contains("retried");
        }
    }

    @ParameterizedTest
    @CsvSource({"401, APES_LLM_API_KEY", "404, -E model", "400, structured=none"})
    void saysWhatToDoWhereAskingAgainWouldNotHelp(int status, String advice) throws Exception {
        try (ChatServer server =
                new ChatServer(q -> Reply.of(status, "{\"error\":\"wrong: " + Fixtures.KEY + "\"}", Map.of()))) {
            assertThatThrownBy(() -> score(fixtures.evaluator(server)))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageContaining(advice)
                    .hasMessageNotContaining(Fixtures.KEY);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void leavesADeadOneAlone() throws Exception {
        try (ChatServer server = new ChatServer(q -> Reply.of(500, "dead", Map.of()))) {
            LlmEvaluator evaluator = fixtures.evaluator(server);
            assertThatThrownBy(() -> score(evaluator))
                    .hasMessageContaining("gave up on the endpoint after 10 failures");
            assertThat(server.asked).hasSize(Breaker.FAILURES + Breaker.PROBES);
            assertThat(fixtures.pauses).contains(Duration.ofSeconds(2), Duration.ofSeconds(32), Duration.ofSeconds(60));

            assertThatThrownBy(() -> score(evaluator)).hasMessageContaining("gave up");

            assertThat(server.asked).hasSize(Breaker.FAILURES + Breaker.PROBES);
        }
    }

    @Test
    void goesOnWhenADeadOneIsBack() throws Exception {
        try (ChatServer server =
                new ChatServer(q -> q.number() < 8 ? Reply.of(503, "starting", Map.of()) : ChatServer.verdict("tie"))) {
            assertThat(score(fixtures.evaluator(server))).isEqualTo(0.5);
            assertThat(server.asked).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"max-calls, 7, 7", "max-tokens, 6000, 54", "max-cost, 0.006, 54"})
    void spendsNoMoreThanItMay(String limit, String value, int mostCalls) throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("tie"))) {
            LlmEvaluator evaluator =
                    fixtures.evaluator(server, limit, value, "price-in", "1", "price-out", "1", "concurrency", "3");
            List<EvaluationRequest> many = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                many.add(new EvaluationRequest("Name river number " + i, PROMPT, 0));
            }

            assertThatThrownBy(() -> evaluator.evaluate(many, CONTEXT))
                    .isInstanceOf(AllowanceSpentException.class)
                    .hasMessageContaining(limit);

            assertThat(server.asked.size()).isPositive().isLessThanOrEqualTo(mostCalls);
        }
    }

    @Test
    void asksNoMoreAtATimeThanItMayAndKeepsTheOrder() throws Exception {
        java.util.concurrent.atomic.AtomicInteger now = new java.util.concurrent.atomic.AtomicInteger();
        java.util.concurrent.atomic.AtomicInteger most = new java.util.concurrent.atomic.AtomicInteger();
        try (ChatServer server = new ChatServer(q -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Reply reply = ChatServer.judging(String::length).apply(q);
            now.decrementAndGet();
            return reply;
        })) {
            List<EvaluationRequest> batch = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                batch.add(new EvaluationRequest(i % 2 == 0 ? PROMPT.text() + " " + i : "River?" + i, PROMPT, 0));
            }
            List<Evaluation> scores =
                    fixtures.evaluator(server, "concurrency", "3").evaluate(batch, CONTEXT);

            assertThat(most.get()).isBetween(1, 3);
            for (int i = 0; i < 24; i++) {
                assertThat(scores.get(i).score()).isEqualTo(i % 2 == 0 ? 1 : 0);
            }
        }
    }

    @Test
    void takesNoKeyFromTheCommandLine() {
        assertThatThrownBy(() -> new LlmEvaluator().configure(Map.of("url", "http://x/v1", "api-key", Fixtures.KEY)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("APES_LLM_API_KEY")
                .hasMessageNotContaining(Fixtures.KEY);
        assertThatThrownBy(() ->
                        new LlmEvaluator().configure(Map.of("url", "http://u:" + Fixtures.KEY + "@x/v1", "model", "m")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining(Fixtures.KEY);
    }

    @Test
    void showsItsKeyNowhere() throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("tie"))) {
            assertThat(fixtures.evaluator(server).info().toString()).doesNotContain(Fixtures.KEY);
        }
    }
}
