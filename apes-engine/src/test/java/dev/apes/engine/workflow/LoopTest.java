package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.StopMode;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StepFailedException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.SessionStatus;
import dev.apes.engine.Apes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void findsBetterParametersUnderNoiseAndProvesThem() throws InterruptedException {
        try (TrainingEngine engine = engine(Judges.optimum(0.05))) {
            TrainingReport report =
                    engine.start(request("optimum", 7).maxIterations(4).build()).await();
            assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
            assertThat(report.promotions()).isNotEmpty();
            assertThat(report.holdout().orElseThrow().low()).isGreaterThan(0);
            double start = ParameterWritingRule.trueScore(report.rules().get(0).atStart());
            double end = ParameterWritingRule.trueScore(report.rules().get(0).atEnd());
            assertThat(end).isGreaterThan(start + 0.2);
            assertThat(engine.status().rules().get(ParameterWritingRule.ID))
                    .isEqualTo(report.rules().get(0).atEnd());
        }
    }

    @Test
    void oneSeedGivesTheSameRulesOnOneThreadOrTwo() throws InterruptedException {
        TrainingReport one =
                run(request("optimum", 3).threads(1).maxIterations(3).build());
        TrainingReport two =
                run(request("optimum", 3).threads(2).maxIterations(3).build());
        TrainingReport other =
                run(request("optimum", 4).threads(2).maxIterations(3).build());
        assertThat(two.rules()).isEqualTo(one.rules());
        assertThat(two.holdout()).isEqualTo(one.holdout());
        assertThat(two.evaluatorCalls()).isEqualTo(one.evaluatorCalls());
        assertThat(two.iterations()).hasSameSizeAs(one.iterations());
        for (int i = 0; i < one.iterations().size(); i++) {
            assertThat(two.iterations().get(i).gateTests())
                    .isEqualTo(one.iterations().get(i).gateTests());
            assertThat(two.iterations().get(i).gaps())
                    .isEqualTo(one.iterations().get(i).gaps());
        }
        assertThat(other.rules()).isNotEqualTo(one.rules());
    }

    @Test
    void aSinglePassRunsAllSevenStepsOnce() throws InterruptedException {
        List<TrainingEvent> events = new CopyOnWriteArrayList<>();
        try (TrainingEngine engine = engine(Judges.optimum(0))) {
            TrainingReport report = engine.start(
                            request("optimum", 1).single(true).build(), events::add)
                    .await();
            assertThat(report.stopReason()).isInstanceOf(StopReason.SinglePass.class);
        }
        assertThat(events.stream()
                        .filter(e -> e instanceof TrainingEvent.StepFinished)
                        .map(e -> ((TrainingEvent.StepFinished) e).step()))
                .containsExactly(TrainingStep.values());
        assertThat(events.get(0)).isInstanceOf(TrainingEvent.SessionStarted.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(TrainingEvent.SessionFinished.class);
    }

    @Test
    void aStopRequestEndsTheSessionAndKeepsWhatWasCommitted() throws InterruptedException {
        CountDownLatch committed = new CountDownLatch(1);
        try (TrainingEngine engine = engine(Judges.optimum(0.05))) {
            TrainingHandle handle = engine.start(
                    request("optimum", 2)
                            .threshold(0)
                            .patience(1000)
                            .maxIterations(1000)
                            .build(),
                    e -> {
                        if (e instanceof TrainingEvent.IterationCommitted) {
                            committed.countDown();
                        }
                    });
            committed.await();
            handle.requestStop(StopMode.GRACEFUL, "INT");
            TrainingReport report = handle.await(Duration.ofSeconds(60)).orElseThrow();
            assertThat(report.status()).isEqualTo(SessionStatus.INTERRUPTED);
            assertThat(report.stopReason()).isEqualTo(new StopReason.Signal("INT"));
            assertThat(report.iterations()).isNotEmpty();
            assertThat(report.holdout()).isPresent();
            assertThat(engine.sessions(10))
                    .singleElement()
                    .satisfies(s -> assertThat(s.status()).isEqualTo(SessionStatus.INTERRUPTED));
        }
    }

    @Test
    void anEvaluationBudgetIsNeverExceeded() throws InterruptedException {
        TrainingReport report = run(request("optimum", 5).maxEvaluations(3_000).build());
        assertThat(report.evaluatorCalls()).isLessThanOrEqualTo(3_000);
        assertThat(report.holdout()).isPresent();
        assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
    }

    @Test
    void aBudgetTooSmallForAnythingIsRefused() {
        assertThatThrownBy(() -> run(request("optimum", 5).maxEvaluations(10).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("too small");
    }

    @Test
    void anEvaluatorThatReturnsNaNFailsTheSessionByName() {
        assertThatThrownBy(() -> runWith(new Judges.Judge("rubbish", true, (r, random) -> Double.NaN), "rubbish"))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("evaluator 'rubbish'")
                .hasMessageContaining("NaN");
    }

    @Test
    void anEvaluatorThatThrowsFailsTheSessionByName() {
        assertThatThrownBy(() -> runWith(
                        new Judges.Judge("thrower", true, (r, random) -> {
                            throw new IllegalStateException("out of tea");
                        }),
                        "thrower"))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("evaluator 'thrower'")
                .hasMessageContaining("out of tea");
    }

    @Test
    void anEvaluatorThatHangsIsGivenUpAndNamed() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        PromptEvaluator hanging = new Judges.Judge("sleeper", true, (r, random) -> {
            if (!r.text().equals(r.original().text())) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
            return 0.5;
        });
        try (TrainingEngine engine = engine(hanging)) {
            TrainingHandle handle = engine.start(request("sleeper", 1)
                    .stepTimeout(TrainingStep.ASSESS, Duration.ofMillis(300))
                    .build());
            assertThatThrownBy(() -> handle.await(Duration.ofSeconds(60)))
                    .isInstanceOfSatisfying(
                            StepFailedException.class,
                            e -> assertThat(e.timedOut()).isTrue())
                    .hasMessageContaining("evaluator 'sleeper'");
            assertThat(engine.sessions(1).get(0).status()).isEqualTo(SessionStatus.FAILED);
        } finally {
            never.countDown();
        }
    }

    @Test
    void unknownNamesAreRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> run(request("nobody", 1).build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'nobody'")
                .hasMessageContaining("optimum");
        assertThatThrownBy(() ->
                        run(request("optimum", 1).stopping("never_heard_of").build()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        run(request("optimum", 1).generator("never_heard_of").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    static TrainingRequest.Builder request(String evaluator, long seed) {
        return TrainingRequest.builder()
                .prompts(Prompts.some(300, 17))
                .evaluator(evaluator)
                .settingsPerRule(20)
                .generatedRows(0)
                .threads(1)
                .seed(seed);
    }

    static TrainingEngine engine(PromptEvaluator evaluator) {
        return Apes.builder()
                .pluginClassLoader(null)
                .rule(new ParameterWritingRule())
                .evaluator(evaluator)
                .gapAnalyzer(new dev.apes.engine.gap.TargetGapAnalyzer())
                .build();
    }

    static TrainingReport run(TrainingRequest request) throws InterruptedException {
        try (TrainingEngine engine = engine(Judges.optimum(0.05))) {
            return engine.start(request).await();
        }
    }

    private static TrainingReport runWith(PromptEvaluator evaluator, String name) throws InterruptedException {
        try (TrainingEngine engine = engine(evaluator)) {
            return engine.start(request(name, 1).build()).await();
        }
    }
}
