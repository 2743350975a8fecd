package dev.apes.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.engine.Apes;
import dev.apes.engine.gap.TargetGapAnalyzer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks at all threads, so runs while no other test does. */
@Isolated
class NoThreadLeftTest {
    private final Fixtures fixtures = new Fixtures();

    /** Threads of the engine and of the JDK's HTTP client. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("apes") || t.getName().startsWith("HttpClient"))
                .collect(Collectors.toSet());
    }

    private static void awaitGone(Set<Thread> before) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Set<String> left;
        do {
            left = threads().stream()
                    .filter(t -> !before.contains(t))
                    .map(Thread::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        assertThat(left).isEmpty();
    }

    @Test
    void ofABatchOfQuestionsNone() throws Exception {
        Set<String> during = new java.util.concurrent.ConcurrentSkipListSet<>();
        try (ChatServer server = new ChatServer(q -> {
            threads().forEach(t -> during.add(t.getName()));
            return ChatServer.verdict("tie");
        })) {
            Set<Thread> before = threads();
            LlmEvaluator evaluator = fixtures.evaluator(server, "concurrency", "3");
            List<EvaluationRequest> batch = IntStream.range(0, 6)
                    .mapToObj(i -> new EvaluationRequest(
                            "Name one river in Spain, " + i + " words.", Prompt.of("p" + i, "Name a river."), 0))
                    .toList();
            // a client is made anew for each batch
            for (int i = 0; i < 2; i++) {
                assertThat(evaluator.evaluate(batch, EvaluationContext.of(1))).hasSize(6);
                assertThat(during).anyMatch(name -> name.startsWith("HttpClient"));
                awaitGone(before);
            }
        }
    }

    @Test
    void ofATrainingWithAModelAsJudgeAndRewriterNone() throws Exception {
        try (ChatServer server = new ChatServer(q -> ChatServer.verdict("first"))) {
            Set<Thread> before = threads();
            try (TrainingEngine engine = Apes.builder()
                    .pluginClassLoader(null)
                    .rule(new LlmTrainingTest.Stars())
                    .gapAnalyzer(new TargetGapAnalyzer())
                    .evaluator(new LlmEvaluator(name -> Fixtures.KEY, (length, cancellation) -> {}))
                    .build()) {
                engine.start(TrainingRequest.builder()
                                .prompts(LlmTrainingTest.prompts().subList(0, 30))
                                .single(true)
                                .generatedRows(0)
                                .settingsPerRule(2)
                                .evaluator("llm")
                                .evaluatorOptions(Fixtures.options(
                                        server, "calibrate", "0", "rewriter", "llm", "concurrency", "4"))
                                .build())
                        .await();
            }
            assertThat(server.asked).hasSizeGreaterThan(20);
            awaitGone(before);
        }
    }
}
