package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.StopOutcome;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link TrainingEngine} must do: sessions that start, can be watched, awaited and stopped, end in a stored state,
 * repeat themselves from their seed, and leave no thread behind.
 *
 * <p>Each test trains on a few dozen short prompts with few settings and no generated rows.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TrainingEngineContract {
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private Set<Thread> threadsBefore;
    private TrainingEngine engine;

    /** Called by JUnit. */
    protected TrainingEngineContract() {}

    /** {@return a new engine with a store of its own that holds no sessions; the contract closes it} */
    protected abstract TrainingEngine createEngine();

    /** {@return a request that takes the engine a few seconds; each test sets limits on it} */
    protected TrainingRequest.Builder tinyRequest() {
        return TrainingRequest.builder()
                .prompts(PromptFixtures.varied())
                .generatedRows(0)
                .settingsPerRule(4)
                .threads(1)
                .seed(7);
    }

    @BeforeEach
    final void open() {
        threadsBefore = Thread.getAllStackTraces().keySet();
        engine = createEngine();
    }

    @AfterEach
    final void closeTwice() {
        engine.close();
        engine.close();
    }

    @Test
    void trainsToATypedEnd() throws InterruptedException {
        TrainingHandle handle = engine.start(tinyRequest().maxIterations(2).build());
        TrainingReport report = handle.await();

        assertThat(report.session()).isEqualTo(handle.id());
        assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(report.stopExplanation()).isNotBlank();
        assertThat(report.data().given()).isEqualTo(PromptFixtures.varied().size());
        assertThat(report.evaluatorCalls()).isPositive();
        assertThat(report.holdout()).isPresent();
        assertThat(report.iterations()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
        for (int i = 0; i < report.iterations().size(); i++) {
            assertThat(report.iterations().get(i).iteration()).isEqualTo(i + 1);
        }
        assertThat(handle.report()).contains(report);
        assertThat(handle.await(Duration.ofMillis(1))).contains(report);
    }

    @Test
    void aSinglePassIsOneIteration() throws InterruptedException {
        TrainingReport report = engine.start(tinyRequest().single(true).build()).await();

        assertThat(report.iterations()).hasSize(1);
        assertThat(report.status()).isEqualTo(SessionStatus.COMPLETED);
    }

    @Test
    void storesWhatItReports() throws InterruptedException {
        TrainingReport report = engine.start(tinyRequest().single(true).build()).await();

        SessionRecord stored = engine.sessions(5).get(0);
        assertThat(stored.id()).isEqualTo(report.session());
        assertThat(stored.status()).isEqualTo(report.status());
        assertThat(stored.stopReason()).contains(report.stopReason().code());
        assertThat(stored.iterations()).isEqualTo(report.iterations().size());
        assertThat(stored.endedAt()).isPresent();
    }

    @Test
    void eventsComeInOrderFromOneThread() throws InterruptedException {
        List<TrainingEvent> events = new CopyOnWriteArrayList<>();
        Set<Thread> callers = ConcurrentHashMap.newKeySet();
        CountDownLatch finished = new CountDownLatch(1);
        TrainingHandle handle = engine.start(tinyRequest().maxIterations(2).build(), event -> {
            callers.add(Thread.currentThread());
            events.add(event);
            if (event instanceof TrainingEvent.SessionFinished) {
                finished.countDown();
            }
        });
        handle.await();
        assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(callers).hasSize(1);
        assertThat(events).allMatch(e -> e.session().equals(handle.id()));
        assertThat(events.get(0)).isInstanceOf(TrainingEvent.SessionStarted.class);
        assertThat(events.get(events.size() - 1)).isInstanceOf(TrainingEvent.SessionFinished.class);
        assertThat(EventOrder.violations(events)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameRules() throws InterruptedException {
        TrainingRequest request = tinyRequest().maxIterations(2).build();
        TrainingReport first = engine.start(request).await();
        TrainingReport second;
        try (TrainingEngine other = createEngine()) {
            second = other.start(request).await();
        }

        assertThat(second.rules()).isEqualTo(first.rules());
        assertThat(second.holdout()).isEqualTo(first.holdout());
        assertThat(second.stopReason()).isEqualTo(first.stopReason());
        assertThat(second.evaluatorCalls()).isEqualTo(first.evaluatorCalls());
        assertThat(second.iterations())
                .extracting(IterationRecord::gateTests)
                .isEqualTo(first.iterations().stream()
                        .map(IterationRecord::gateTests)
                        .toList());
    }

    @Test
    void stopsOnRequestAndKeepsWhatWasCommitted() throws InterruptedException {
        CountDownLatch committed = new CountDownLatch(1);
        TrainingRequest endless = tinyRequest()
                .threshold(0)
                .patience(10_000)
                .maxIterations(10_000)
                .build();
        TrainingHandle handle = engine.start(endless, event -> {
            if (event instanceof TrainingEvent.IterationCommitted || event instanceof TrainingEvent.SessionFinished) {
                committed.countDown();
            }
        });
        assertThat(committed.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        StopOutcome outcome = engine.stop(handle.id(), StopMode.GRACEFUL, PATIENT);
        TrainingReport report = handle.await();
        assertThat(report.iterations()).isNotEmpty();
        if (outcome == StopOutcome.STOPPED && report.stopReason() instanceof StopReason.UserRequest) {
            assertThat(report.status()).isEqualTo(SessionStatus.INTERRUPTED);
        } else {
            assertThat(report.status()).as("it had ended by itself").isEqualTo(SessionStatus.COMPLETED);
        }
        assertThat(engine.stop(handle.id(), StopMode.FORCE, PATIENT)).isEqualTo(StopOutcome.NOT_RUNNING);
        assertThat(engine.status().running()).doesNotContain(handle.id());
    }

    @Test
    void aForcedStopDiscardsTheRunningIteration() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        TrainingHandle handle = engine.start(tinyRequest().maxIterations(10_000).build(), event -> {
            if (event instanceof TrainingEvent.StepStarted) {
                started.countDown();
            }
        });
        assertThat(started.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        handle.requestStop(StopMode.FORCE);
        TrainingReport report = handle.await(PATIENT).orElseThrow();

        SessionRecord stored = engine.sessions(1).get(0);
        assertThat(stored.status()).isNotEqualTo(SessionStatus.RUNNING).isNotEqualTo(SessionStatus.STOPPING);
        assertThat(stored.iterations()).isEqualTo(report.iterations().size());
    }

    @Test
    void refusesWhatDoesNotExistAndStartsNothing() {
        List<TrainingRequest> bad = List.of(
                tinyRequest().evaluator("no_such_evaluator").build(),
                tinyRequest().evaluatorOptions(Map.of("no_such_option", "1")).build(),
                tinyRequest().generator("no_such_generator").build(),
                tinyRequest().stopping("no_such_criterion").build());
        for (TrainingRequest request : bad) {
            assertThatThrownBy(() -> engine.start(request))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no_such");
        }
        assertThat(engine.sessions(10)).isEmpty();
        assertThat(engine.status().running()).isEmpty();
    }

    @Test
    void refusesSessionsAndPromotionsItDoesNotKnow() {
        SessionId ghost = new SessionId("ghost");

        assertThatThrownBy(() -> engine.stop(ghost, StopMode.GRACEFUL, PATIENT))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining("ghost");
        assertThatThrownBy(() -> engine.resume(ghost, tinyRequest().build())).isInstanceOf(SessionStateException.class);
        assertThatThrownBy(() -> engine.rollback(new PromotionId(ghost, "no_such_rule", 1)))
                .isInstanceOf(SessionStateException.class);
    }

    @Test
    void preparingSaysWhetherItCouldStart() {
        assertThat(engine.prepare(tinyRequest().build()).ready()).isTrue();
        assertThatThrownBy(() -> engine.prepare(
                        tinyRequest().evaluator("no_such_evaluator").build()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void statusNamesWhatIsInstalled() {
        assertThat(engine.status().healthy()).isTrue();
        assertThat(engine.status().plugins()).isNotEmpty();
    }

    @Test
    void closingStopsWhatRunsAndLeavesNoThread() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        TrainingHandle handle = engine.start(tinyRequest().maxIterations(10_000).build(), event -> {
            if (event instanceof TrainingEvent.StepStarted) {
                started.countDown();
            }
        });
        assertThat(started.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        engine.close();

        assertThat(handle.await(PATIENT))
                .as("report of the session that was cut off")
                .isPresent();
        assertThat(leftOverAfter(Duration.ofSeconds(10)))
                .as("threads that outlive close()")
                .isEmpty();
    }

    private List<Thread> leftOverAfter(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<Thread> left = new ArrayList<>();
        for (Thread thread : new LinkedHashSet<>(Thread.getAllStackTraces().keySet())) {
            if (!threadsBefore.contains(thread) && thread != Thread.currentThread()) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                if (thread.isAlive()) {
                    left.add(thread);
                }
            }
        }
        return left;
    }
}
