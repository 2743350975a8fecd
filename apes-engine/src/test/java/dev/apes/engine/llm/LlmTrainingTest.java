package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.StepFailedException;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.Apes;
import dev.apes.engine.gap.TargetGapAnalyzer;
import dev.apes.engine.llm.ChatServer.Reply;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Trainings whose judge sits at the other end of a connection. */
class LlmTrainingTest {
    private final Fixtures fixtures = new Fixtures();
    private final List<TrainingEvent> events = new CopyOnWriteArrayList<>();

    /** Adds so many stars; the judge wants three. */
    static final class Stars implements PromptRule {
        private static final RuleDefinition DEFINITION = new RuleDefinition(
                "stars",
                "Stars",
                "test",
                "adds stars",
                5,
                "1.0.0",
                ParameterSpace.of(ParameterDefinition.integer("stars", 1, 1, 6, "how many")));

        @Override
        public RuleDefinition definition() {
            return DEFINITION;
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            String stars = " " + "*".repeat(values.integer("stars"));
            return prompt.text().endsWith("*")
                    ? new RuleOutcome.NotApplicable("there are stars already")
                    : new RuleOutcome.Changed(
                            prompt.text() + stars, List.of(new Edit(Edit.Kind.ADD, "", stars, "test")));
        }
    }

    private static int taste(String text) {
        long stars = text.chars().filter(c -> c == '*').count();
        return (int) (10 - Math.abs(3 - stars));
    }

    static List<Prompt> prompts() {
        List<Prompt> prompts = new ArrayList<>();
        String[] verbs = {"Describe", "Compare", "Sketch", "Review", "Explain", "Measure", "Plan", "Outline"};
        String[] things = {"lighthouses", "glaciers", "tax forms", "violins", "orchids", "castles", "beehives", "maps"};
        for (int i = 0; i < 64; i++) {
            prompts.add(Prompt.of(
                    "p" + i,
                    verbs[i % 8] + " " + things[i / 8] + " for case " + Integer.toString(7_919 * (i + 11) * (i + 3), 36)
                            + " " + Integer.toString(104_729 * (i + 5), 36) + "."));
        }
        return prompts;
    }

    private TrainingEngine engine(SessionStore store) {
        return Apes.builder()
                .pluginClassLoader(null)
                .rule(new Stars())
                .gapAnalyzer(new TargetGapAnalyzer())
                .evaluator(
                        new LlmEvaluator(name -> Fixtures.KEY, (length, cancellation) -> fixtures.pauses.add(length)))
                .store(store)
                .build();
    }

    private static TrainingRequest request(ChatServer server, String... options) {
        return TrainingRequest.builder()
                .prompts(prompts())
                .seed(5)
                .single(true)
                .threads(1)
                .generatedRows(0)
                .settingsPerRule(6)
                .evaluator("llm")
                .evaluatorOptions(Fixtures.options(server, options))
                .build();
    }

    private TrainingReport train(SessionStore store, TrainingRequest request) throws InterruptedException {
        try (TrainingEngine engine = engine(store)) {
            return engine.start(request, events::add).await();
        }
    }

    private TrainingEvent.EvaluatorUsage usage() {
        return events.stream()
                .filter(e -> e instanceof TrainingEvent.EvaluatorUsage)
                .map(e -> (TrainingEvent.EvaluatorUsage) e)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void trainsWithAModelAsJudgeAndBuysNothingTwice() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(LlmTrainingTest::taste))) {
            SessionStore store = new InMemorySessionStore();
            TrainingReport report = train(store, request(server, "calibrate", "0"));

            assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
            assertThat(server.asked).isNotEmpty();
            assertThat(distinct(server)).hasSameSizeAs(server.asked);
            assertThat(usage().sentence()).contains("the model m was asked: " + server.asked.size() + " calls");
            assertThat(usage().dryRun()).isFalse();
            assertThat(usage().calls()).isEqualTo(server.asked.size());
            assertThat(usage().cost()).as("no prices were given").isEmpty();

            int paid = server.asked.size();
            TrainingReport again = train(new InMemorySessionStore(), request(server, "calibrate", "0"));
            assertThat(server.asked).as("another store knows no answers").hasSize(2 * paid);
            assertThat(again.promotions()).hasSameSizeAs(report.promotions());
        }
    }

    @Test
    void aResumedSessionPaysOnlyForWhatIsMissing() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(LlmTrainingTest::taste))) {
            train(new InMemorySessionStore(), request(server, "calibrate", "0"));
            int whole = server.asked.size();
            server.asked.clear();

            SessionStore store = new InMemorySessionStore();
            int half = whole / 2;
            server.behave(q -> q.number() < half
                    ? ChatServer.judging(LlmTrainingTest::taste).apply(q)
                    : Reply.of(401, "key withdrawn", Map.of()));
            assertThatThrownBy(() -> train(store, request(server, "calibrate", "0")))
                    .isInstanceOf(StepFailedException.class)
                    .hasMessageContaining("HTTP 401");
            int answered = half;
            server.asked.clear();

            server.behave(ChatServer.judging(LlmTrainingTest::taste));
            TrainingReport report;
            try (TrainingEngine engine = engine(store)) {
                report = engine.resume(store.sessions(1).get(0).id(), request(server, "calibrate", "0"), events::add)
                        .await();
            }

            assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
            // at most one batch of eight judgements, of two calls each, was lost with the failure
            assertThat(server.asked.size()).isBetween(whole - answered, whole - answered + 16);
        }
    }

    @Test
    void endsInGoodOrderWhenTheMoneyIsSpent() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(LlmTrainingTest::taste))) {
            TrainingReport report =
                    train(new InMemorySessionStore(), request(server, "calibrate", "0", "max-calls", "60"));

            assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
            assertThat(report.stopReason().toString()).contains("EvaluationBudget");
            assertThat(report.stopExplanation()).contains("max-calls=60");
            assertThat(server.asked).hasSizeLessThanOrEqualTo(60);
        }
    }

    @Test
    void aDryRunSaysWhatItWouldCost() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(LlmTrainingTest::taste))) {
            train(new InMemorySessionStore(), request(server, "dry-run", "true", "price-in", "1", "price-out", "4"));

            assertThat(server.asked).isEmpty();
            TrainingEvent.EvaluatorUsage said = usage();
            assertThat(said.dryRun()).isTrue();
            assertThat(said.calls()).isGreaterThan(100);
            assertThat(said.cost().orElseThrow())
                    .isCloseTo((said.tokensIn() + 4.0 * said.tokensOut()) / 1e6, within(1e-12));
            assertThat(said.sentence()).contains("no call was made", said.calls() + " calls", "a cost of");
        }
    }

    @Test
    void aDryRunCountsWhatTheRewriterWouldAsk() throws Exception {
        try (ChatServer server = new ChatServer(ChatServer.judging(LlmTrainingTest::taste))) {
            train(new InMemorySessionStore(), request(server, "dry-run", "true"));
            long judged = usage().calls();
            train(new InMemorySessionStore(), request(server, "dry-run", "true", "rewriter", "llm"));

            assertThat(server.asked).isEmpty();
            assertThat(usage().calls()).isGreaterThan(judged + 64);
        }
    }

    @Test
    void rewrittenTextsAreNotBoughtAgain() throws Exception {
        try (ChatServer server = new ChatServer(LlmTrainingTest::judgeOrRewrite)) {
            SessionStore store = new InMemorySessionStore();
            String[] options = {"calibrate", "0", "rewriter", "llm"};
            TrainingReport report = train(store, request(server, options));
            assertThat(server.asked.stream().filter(LlmTrainingTest::isRewriting))
                    .isNotEmpty();
            assertThat(usage().sentence()).contains("prompts rewritten by the model");
            server.asked.clear();

            TrainingReport again = train(store, request(server, options));
            assertThat(server.asked)
                    .as("asked again of a store that has all answers")
                    .isEmpty();
            assertThat(again.promotions()).hasSameSizeAs(report.promotions());
        }
    }

    private static boolean isRewriting(ChatServer.Asked asked) {
        return asked.text().contains("<program_version>");
    }

    private static Reply judgeOrRewrite(ChatServer.Asked asked) {
        if (!isRewriting(asked)) {
            return ChatServer.judging(LlmTrainingTest::taste).apply(asked);
        }
        return Reply.said(JsonNodeFactory.instance
                .objectNode()
                .put(
                        "prompt",
                        ChatServer.between(asked.text(), "program_version").replace("case", "the case"))
                .toString());
    }

    private static HashSet<String> distinct(ChatServer server) {
        HashSet<String> texts = new HashSet<>();
        server.asked.forEach(q -> texts.add(q.body().toString()));
        return texts;
    }
}
