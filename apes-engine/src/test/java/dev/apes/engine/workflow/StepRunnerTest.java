package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.StepFailedException;
import dev.apes.engine.plugin.PluginGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
    private final PluginGuard guard = new PluginGuard();
    private final StopSignal stop = new StopSignal();
    private final List<TrainingEvent> events = new ArrayList<>();
    private final Map<TrainingStep, Duration> times = new EnumMap<>(TrainingStep.class);
    private final CountDownLatch never = new CountDownLatch(1);
    private StepRunner runner = runner(Map.of(), Optional.empty());

    @AfterEach
    void release() {
        never.countDown();
        runner.close();
    }

    @Test
    void givesTheResultAndTellsStartAndEnd() {
        assertThat(this.<String>run(() -> "done")).isEqualTo("done");
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(TrainingEvent.StepStarted.class);
        assertThat(events.get(1)).isInstanceOf(TrainingEvent.StepFinished.class);
        assertThat(times).containsKey(TrainingStep.TRAIN);
    }

    @Test
    void aFailureNamesTheStep() {
        assertThatThrownBy(() -> run(() -> guard.call("evaluator", "broken", () -> {
                    throw new IllegalStateException("boom");
                })))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("Step 'train incrementally' of iteration 3 failed")
                .hasMessageContaining("evaluator 'broken' threw IllegalStateException: boom");
    }

    @Test
    void memoryThatRanOutOnAnotherThreadIsNoFaultInApes() {
        assertThatThrownBy(() -> run(() -> {
                    try (Workers workers = new Workers(2, "test")) {
                        workers.forChunks(4, 1, () -> false, (from, to) -> {
                            throw new OutOfMemoryError("Java heap space");
                        });
                    }
                    return "done";
                }))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("ran out of memory (Java heap space)")
                .hasMessageContaining("larger heap")
                .hasMessageNotContaining("fault in APES");
    }

    @Test
    void aStepThatLooksAtTheCancellationEndsWithItsTimeLimit() {
        runner = runner(Map.of(TrainingStep.TRAIN, Duration.ofMillis(60)), Optional.empty());
        assertThatThrownBy(() -> run(() -> {
                    while (true) {
                        runner.cancellation().throwIfCancelled();
                        Thread.onSpinWait();
                    }
                }))
                .isInstanceOfSatisfying(
                        StepFailedException.class, e -> assertThat(e.timedOut()).isTrue());
    }

    @Test
    void aStopRequestCancelsTheRunningStep() {
        assertThatThrownBy(() -> run(() -> {
                    stop.request(StopMode.GRACEFUL, Optional.of("INT"));
                    runner.cancellation().throwIfCancelled();
                    return "not reached";
                }))
                .isInstanceOf(CancelledException.class);
        assertThat(stop.reason().code()).isEqualTo("signal");
    }

    @Test
    void aForcedStopGivesUpAPluginThatHangsAndSaysWhich() {
        assertThatThrownBy(() -> run(() -> guard.call("generator", "stuck", () -> {
                    stop.request(StopMode.FORCE, Optional.empty());
                    awaitUninterruptibly();
                    return "not reached";
                })))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("generator 'stuck'");
    }

    private void awaitUninterruptibly() {
        while (true) {
            try {
                never.await();
                return;
            } catch (InterruptedException e) {
                // a plugin that ignores interruption is what this test is about
                continue;
            }
        }
    }

    private <T> T run(Supplier<T> work) {
        return runner.run(TrainingStep.TRAIN, 3, Optional.empty(), times, String::valueOf, work);
    }

    private StepRunner runner(Map<TrainingStep, Duration> limits, Optional<Duration> session) {
        StepRunner made = new StepRunner(
                new SessionId("test"), Clock.systemUTC(), guard, stop, limits, new EventQueue(events::add));
        session.ifPresent(made::sessionEndsIn);
        return made;
    }
}
