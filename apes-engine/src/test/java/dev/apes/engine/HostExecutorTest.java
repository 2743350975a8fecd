package dev.apes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Trainings on the threads of a host. */
class HostExecutorTest {
    private final Set<String> judgedOn = ConcurrentHashMap.newKeySet();

    private final class Judge implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("short", "1", "likes what is short", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            judgedOn.add(Thread.currentThread().getName());
            return batch.stream()
                    .map(request -> Evaluation.of(1.0 / (1 + request.text().length() / 200.0)))
                    .toList();
        }
    }

    private static TrainingRequest request(int threads) {
        return TrainingRequest.builder()
                .evaluator("short")
                .single(true)
                .corpusSize(200)
                .settingsPerRule(4)
                .generatedRows(0)
                .threads(threads)
                .build();
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("apes-"))
                .collect(Collectors.toSet());
    }

    private TrainingReport trained(ExecutorService host, int threads) throws InterruptedException {
        try (TrainingEngine engine =
                Apes.builder().evaluator(new Judge()).executor(host).build()) {
            return engine.start(request(threads)).await();
        }
    }

    @Test
    void allWorkIsDoneThereAndTheHostGetsItsThreadsBack() throws Exception {
        Set<Thread> before = ours();
        AtomicInteger number = new AtomicInteger();
        Set<String> ownThreads = ConcurrentHashMap.newKeySet();
        ExecutorService host =
                Executors.newFixedThreadPool(6, task -> new Thread(task, "host-" + number.incrementAndGet()));
        TrainingReport report;
        try (TrainingEngine engine =
                Apes.builder().evaluator(new Judge()).executor(host).build()) {
            report = engine.start(
                            request(4),
                            event -> ours().stream()
                                    .filter(thread -> !before.contains(thread))
                                    .forEach(thread -> ownThreads.add(thread.getName())))
                    .await();
        }

        assertThat(report.iterations()).hasSize(1);
        assertThat(judgedOn).isNotEmpty().allMatch(name -> name.startsWith("host-"));
        assertThat(judgedOn).hasSizeGreaterThan(1);
        assertThat(ownThreads).isEmpty();
        assertThat(host.isShutdown()).isFalse();
        // nothing of ours is left in it: it ends at once
        host.shutdown();
        assertThat(host.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHostThatHasNoThreadToSpareForWorkersChangesNoResult() throws Exception {
        ExecutorService narrow = Executors.newFixedThreadPool(3);
        try {
            TrainingReport there = trained(narrow, 4);
            TrainingReport own;
            try (TrainingEngine engine = Apes.builder().evaluator(new Judge()).build()) {
                own = engine.start(request(4)).await();
            }
            assertThat(there.holdout()).isEqualTo(own.holdout());
            assertThat(there.evaluatorCalls()).isEqualTo(own.evaluatorCalls());
        } finally {
            narrow.shutdownNow();
        }
    }

    @Test
    void anExecutorThatTakesNothingIsTold() {
        ExecutorService gone = Executors.newFixedThreadPool(1);
        gone.shutdown();
        assertThatThrownBy(() -> trained(gone, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("takes no more tasks");
    }
}
