package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.llm.ChatServer.Reply;
import dev.apes.engine.store.InMemorySessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Prompt PROMPT = Prompt.of("p", "Name a river in Spain.");
    private static final String BETTER = "Name one river in Spain. Answer with one word.";
    private static final EvaluationContext CONTEXT = EvaluationContext.of(1);
    /** The better sides of the made pairs, by what only they say. */
    private static final List<String> GOOD = List.of(
            "14 runs every 10",
            "even number of elements",
            "How many bones does an adult human have?",
            "three bullet",
            "4,350",
            "five names for a cat",
            "one word per line",
            "fifteen-year-old");

    private final Fixtures fixtures = new Fixtures();

    private static double score(LlmEvaluator evaluator, String version) {
        return evaluator
                .evaluate(List.of(new EvaluationRequest(version, PROMPT, 0)), CONTEXT)
                .get(0)
                .score();
    }

    private static int tasteOnMadePairs(String text) {
        boolean ceremony = text.contains("professor");
        return GOOD.stream().anyMatch(text::contains) && !ceremony ? 1 : 0;
    }

    @Test
    void thePromptItselfIsTheBaselineAndCostsNothing() throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("first"))) {
            assertThat(score(fixtures.evaluator(server), PROMPT.text())).isEqualTo(0.5);
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void prefersTheSameTextInEitherPlace() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(String::length))) {
            LlmEvaluator evaluator = fixtures.evaluator(server);

            assertThat(score(evaluator, BETTER)).isEqualTo(1);
            assertThat(score(evaluator, "River?")).isZero();
            assertThat(score(evaluator, "Name a river in Chile.")).isEqualTo(0.5);
            assertThat(server.asked).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void aLiarWhoPrefersAPlaceGainsNothing(String place) throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict(place))) {
            LlmEvaluator evaluator = fixtures.evaluator(server, "votes", "3");

            assertThat(score(evaluator, BETTER)).isEqualTo(0.5);
            assertThat(server.asked).hasSize(6);
            assertThat(evaluator.usage()).get().asString().contains("3 judgements that changed with the order");

            assertThatThrownBy(() -> evaluator.learn(new InMemorySessionStore(), List.of(), Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("what is shown " + place);
        }
    }

    @ParameterizedTest
    @CsvSource({"tie", "nonsense"})
    void aJudgeWhoDecidesNothingIsFoundOut(String says) throws Exception {
        try (ChatServer server =
                new ChatServer(q -> says.equals("tie") ? ChatServer.verdict("tie") : Reply.said("I like both!"))) {
            assertThatThrownBy(() -> fixtures.evaluator(server).learn(new InMemorySessionStore(), List.of(), Map.of()))
                    .isInstanceOfAny(InvalidInputException.class, PluginException.class)
                    .hasMessageContaining(says.equals("tie") ? "can't judge" : "can't be relied on");
        }
    }

    @Test
    void aJudgeWhoPrefersTheWorseIsFoundOut() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(t -> -tasteOnMadePairs(t)))) {
            assertThatThrownBy(() -> fixtures.evaluator(server).learn(new InMemorySessionStore(), List.of(), Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("better side of made pairs in 0 %");
        }
    }

    @Test
    void calibratesOnceAndKeepsTheCalls() throws Exception {
        SessionStore store = new InMemorySessionStore();
        try (ChatServer server = new ChatServer(ChatServer.judging(JudgeTest::tasteOnMadePairs))) {
            LlmEvaluator first = fixtures.evaluator(server).learn(store, List.of(), Map.of());
            assertThat(server.asked).hasSize(48);
            assertThat(first.info().configuration()).containsEntry("calibration", "1.000000");
            assertThat(first.info().reliability()).singleElement().asString().contains("better side in 100 %");

            LlmEvaluator again = fixtures.evaluator(server, "max-calls", "5").learn(store, List.of(), Map.of());
            assertThat(again.info()).isEqualTo(first.info());
            fixtures.evaluator(server)
                    .learn(new InMemorySessionStore(), List.of(), first.info().configuration());
            assertThat(server.asked).hasSize(48);
        }
    }

    @Test
    void whatARepeatDoesNotSayAgainCountsLess() throws Exception {
        // of the three repeats of a pair, the last is turned round
        Map<String, Integer> times = new ConcurrentHashMap<>();
        try (ChatServer server = new ChatServer(q -> {
            boolean turned = times.merge(q.text(), 1, Integer::sum) == 3;
            return ChatServer.judging(t -> turned ? -tasteOnMadePairs(t) : tasteOnMadePairs(t))
                    .apply(q);
        })) {
            // products of (1, 1, -1): one pair agrees, two do not
            assertThatThrownBy(() -> fixtures.evaluator(server).learn(new InMemorySessionStore(), List.of(), Map.of()))
                    .hasMessageContaining("0.00 of a preference");
        }
        assertThat(Calibration.slope(new double[][] {{1, 1, -1}, {1, 1, 1}})).isEqualTo(1.0 / 3, within(1e-12));
        assertThat(Calibration.slope(new double[][] {{1, 0.5}, {-1, -0.5}})).isEqualTo(0.8, within(1e-12));
    }

    @Test
    void preferencesAreShrunkByTheCalibration() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(String::length))) {
            LlmEvaluator evaluator = fixtures.evaluator(server)
                    .learn(new InMemorySessionStore(), List.of(), Map.of("calibration", "0.400000"));

            assertThat(score(evaluator, BETTER)).isEqualTo(0.7, within(1e-12));
            assertThat(score(evaluator, "River?")).isEqualTo(0.3, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\": \"x\", \"better\": \"first\", \"margin\": \"clear\"}",
                "```json\n{'reason': 'it says {more}', 'better': 'First', 'margin': 'clear',}\n```",
                "Let me think {about it}.\n{better: \"first\", margin: \"clear\"} Hope this helps!",
                "first",
                "**First**",
                "Verdict: first"
            })
    void readsVerdictsThatAreNotQuiteInForm(String answer) {
        assertThat(Verdict.read(answer)).contains(new Verdict(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "both", "{\"better\": \"third\"}", "winner: first, no, winner: second", "{\"better\": 1}"})
    void makesNoVerdictUp(String answer) {
        assertThat(Verdict.read(answer)).isEmpty();
    }

    @Test
    void asksForTheFormOnceMore() throws Exception {
        try (ChatServer server = new ChatServer(q -> q.text().contains("can't be read")
                ? ChatServer.verdict(q.number() < 2 ? "second" : "first")
                : Reply.said("They differ."))) {
            LlmEvaluator evaluator = fixtures.evaluator(server);

            assertThat(score(evaluator, BETTER)).isEqualTo(1);
            assertThat(server.asked).hasSize(4);
            assertThat(server.asked.get(1).body().get("messages")).hasSize(3);
            assertThat(evaluator.usage()).get().asString().contains("2 repaired");
        }
    }

    @Test
    void countsRefusedAndTruncatedApart() throws Exception {
        List<Reply> replies = List.of(
                Reply.said("", "content_filter"),
                ChatServer.verdict("first"),
                Reply.said("The first one is", "length"),
                Reply.said("The first one", "length"),
                ChatServer.verdict("first"));
        try (ChatServer server = new ChatServer(q -> replies.get(q.number()))) {
            LlmEvaluator evaluator = fixtures.evaluator(server);

            // one order refused, the other prefers the version
            assertThat(score(evaluator, BETTER)).isEqualTo(0.75);
            assertThat(score(evaluator, BETTER)).isEqualTo(0.75);

            assertThat(evaluator.usage().orElseThrow().sentence())
                    .isEqualTo(
                            "the model m was asked: 5 calls, 500 tokens in and 50 out; 1 refused; 2 truncated; 2 unusable");
        }
    }

    @Test
    void takesTheUsersQuestion(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("q.txt"), "A={{first}} B={{second}} {{whatever}}");
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("tie"))) {
            LlmEvaluator evaluator = fixtures.evaluator(server, "judge-prompt", file.toString());
            score(evaluator, "Say {{second}}.");

            assertThat(server.asked.get(0).text()).isEqualTo("A=Name a river in Spain. B=Say {{second}}. {{whatever}}");
            assertThat(evaluator.info()).isNotEqualTo(fixtures.evaluator(server).info());
        }
        Files.writeString(file, "Which is better?");
        assertThatThrownBy(() -> new LlmEvaluator()
                        .configure(Map.of("url", "http://x/v1", "model", "m", "judge-prompt", file.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("{{first}}");
    }

    @Test
    void limitsAreNoPartOfWhoJudges() throws Exception {
        Set<Object> infos = ConcurrentHashMap.newKeySet();
        Function<ChatServer.Asked, Reply> tie = q -> ChatServer.verdict("tie");
        try (ChatServer server = new ChatServer(tie)) {
            infos.add(fixtures.evaluator(server).info());
            infos.add(fixtures.evaluator(server, "max-calls", "3", "concurrency", "9", "timeout", "5")
                    .info());
            assertThat(infos).hasSize(1);
            infos.add(fixtures.evaluator(server, "votes", "3").info());
            assertThat(infos).hasSize(2);
        }
    }

    @Test
    void whatIsCutAcrossABatchStaysWithItsRequest() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(String::length))) {
            List<EvaluationRequest> batch = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                batch.add(new EvaluationRequest(i == 3 ? BETTER : PROMPT.text(), PROMPT, i));
            }
            assertThat(fixtures.evaluator(server).evaluate(batch, CONTEXT))
                    .extracting(e -> e.score())
                    .containsExactly(0.5, 0.5, 0.5, 1.0, 0.5);
        }
    }
}
