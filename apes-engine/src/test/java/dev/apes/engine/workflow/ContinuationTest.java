package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.StopMode;
import dev.apes.api.StopOutcome;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a cut-off session may go on with, and how a session is stopped from elsewhere. One short session serves several questions. */
class ContinuationTest {
    private final MortalStore store = new MortalStore();

    /** Cut off in its second iteration, when its parameters have been promoted once. */
    private SessionRecord cutOff(TrainingRequest request) throws InterruptedException {
        TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false));
        TrainingHandle handle = engine.start(request, e -> {
            if (e instanceof TrainingEvent.StepStarted s && s.iteration() == 2 && s.step() == TrainingStep.TRAIN) {
                throw store.kill();
            }
        });
        assertThatThrownBy(() -> handle.await()).hasRootCauseInstanceOf(MortalStore.Killed.class);
        return store.newest();
    }

    @Test
    void whatDiffersIsSaidAndNothingIsTakenOver() throws InterruptedException {
        SessionRecord session = cutOff(Worlds.request(5).build());
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            assertThat(engine.resumable(Worlds.request(5).build())).contains(store.newest());
            refused(engine, session, Worlds.request(6).build(), "the seed was 5 and is 6");
            refused(engine, session, Worlds.request(5).generatedRows(0).build(), "generatedRows was 12 and is 0");
            refused(engine, session, Worlds.request(5).settingsPerRule(9).build(), "settingsPerRule was 5 and is 9");
            refused(
                    engine,
                    session,
                    Worlds.request(5).prompts(Prompts.some(200, 3)).build(),
                    "the prompts are others");
            refused(engine, session, Worlds.request(5).prompts(renamed()).build(), "other ids");
            refused(
                    engine,
                    session,
                    Worlds.request(5)
                            .initialParameters(
                                    TwoSidedRule.ID,
                                    new dev.apes.api.rule.ParameterValues(java.util.Map.of("weight", 3)))
                            .build(),
                    "the initial weight of " + TwoSidedRule.ID + " was 1 and is 3");
            assertThat(store.newest().status()).isEqualTo(SessionStatus.FAILED);
        }
    }

    private static List<Prompt> renamed() {
        List<Prompt> others = new ArrayList<>();
        Worlds.prompts().forEach(p -> others.add(Prompt.of("x" + p.id(), p.text())));
        return others;
    }

    private static void refused(TrainingEngine engine, SessionRecord session, TrainingRequest request, String why) {
        assertThat(engine.resumable(request)).isEmpty();
        assertThatThrownBy(() -> engine.resume(session.id(), request))
                .isInstanceOf(SessionStateException.class)
                .hasMessageContaining(session.id().value())
                .hasMessageContaining(why)
                .hasMessageContaining("--new");
    }

    @Test
    void rulesThatWereChangedSinceAreNamed() throws InterruptedException {
        SessionRecord session = cutOff(Worlds.request(11).build());
        store.kept.rollback(new PromotionId(session.id(), ParameterWritingRule.ID, 1));
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            refused(
                    engine,
                    session,
                    Worlds.request(11).build(),
                    "the parameters of rule " + ParameterWritingRule.ID + " were changed since its last commit");
        }
    }

    /** Cut off behind iteration 1, the prompts then are others and a promotion is taken back by a person; all of that is accepted. */
    private TrainingReport acceptedAndCut(int cuts) throws InterruptedException {
        SessionRecord session = cutOff(Worlds.request(11).build());
        store.kept.rollback(new PromotionId(session.id(), ParameterWritingRule.ID, 1));
        TrainingRequest.Builder others =
                Worlds.request(11).prompts(Prompts.some(240, 3)).maxIterations(4);
        boolean accept = true;
        for (int cut = 0; cut < cuts; cut++) {
            int iteration = 2 + cut;
            TrainingHandle handle = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))
                    .resume(session.id(), others.acceptChanges(accept).build(), e -> {
                        if (e instanceof TrainingEvent.StepStarted s
                                && s.iteration() == iteration
                                && s.step() == TrainingStep.OPTIMISE) {
                            throw store.kill();
                        }
                    });
            assertThatThrownBy(() -> handle.await()).hasRootCauseInstanceOf(MortalStore.Killed.class);
            accept = false;
        }
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            return engine.resume(session.id(), others.acceptChanges(accept).build())
                    .await();
        }
    }

    @Test
    void whatIsAcceptedIsWrittenDownAndGoneOnWithToOneEndHoweverOftenItIsCutOff() throws InterruptedException {
        TrainingReport once = acceptedAndCut(0);
        assertThat(once.iterations()).hasSize(4);
        assertThat(SessionRecord.acceptedChanges(store.newest().configuration()))
                .containsOnlyKeys(1)
                .hasEntrySatisfying(
                        1,
                        what -> assertThat(what)
                                .contains("the prompts are others", ParameterWritingRule.ID + " were changed"));
        assertThat(Worlds.outcome(new ContinuationTest().acceptedAndCut(2))).isEqualTo(Worlds.outcome(once));
    }

    @Test
    void aCompletedSessionStaysCompleted() throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            TrainingRequest request = Worlds.request(1).single(true).build();
            TrainingReport report = engine.start(request).await();
            assertThat(engine.resumable(request)).isEmpty();
            assertThatThrownBy(() -> engine.resume(report.session(), request))
                    .isInstanceOf(SessionStateException.class)
                    .hasMessageContaining("completed");
        }
    }

    @Test
    void anotherProcessStopsItThroughTheStore() throws InterruptedException {
        SessionStore shared = store.nextLife();
        CountDownLatch begun = new CountDownLatch(1);
        TrainingRequest endless = Worlds.request(2)
                .generatedRows(0)
                .patience(10_000)
                .maxIterations(10_000)
                .build();
        try (TrainingEngine trains = Worlds.engine(shared, new Worlds.Judge(0.1, false));
                TrainingEngine asks = Worlds.engine(shared, new Worlds.Judge(0.1, false))) {
            TrainingHandle handle = trains.start(endless, e -> {
                if (e instanceof TrainingEvent.IterationCommitted) {
                    begun.countDown();
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(asks.stop(handle.id(), StopMode.GRACEFUL, Duration.ofSeconds(60)))
                    .isEqualTo(StopOutcome.STOPPED);
            assertThat(handle.await().status()).isEqualTo(SessionStatus.INTERRUPTED);
            assertThat(asks.stop(handle.id(), StopMode.GRACEFUL, Duration.ofSeconds(1)))
                    .isEqualTo(StopOutcome.NOT_RUNNING);
        }
    }

    @Test
    void closingTheEngineInterruptsAndSaves() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false));
        engine.start(Worlds.request(3).build(), e -> {
            if (e instanceof TrainingEvent.StepStarted s && s.iteration() == 2) {
                begun.countDown();
            }
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        engine.close();
        assertThat(store.newest().status()).isEqualTo(SessionStatus.INTERRUPTED);
        assertThat(store.newest().iterations()).isPositive();
    }

    @Test
    void aStoreThatIsGoneEndsTheSessionWithItsMessage() throws InterruptedException {
        TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false));
        AtomicReference<TrainingEvent> last = new AtomicReference<>();
        TrainingHandle handle = engine.start(Worlds.request(4).build(), e -> {
            last.set(e);
            if (e instanceof TrainingEvent.StepStarted s && s.step() == TrainingStep.UPDATE) {
                store.kill();
            }
        });
        assertThatThrownBy(() -> handle.await(Duration.ofSeconds(60)).orElseThrow())
                .hasMessageContaining("the process was killed")
                .satisfies(e -> assertThat(e.getSuppressed()).hasAtLeastOneElementOfType(StoreException.class));
        assertThat(last.get())
                .isInstanceOfSatisfying(
                        TrainingEvent.SessionFinished.class,
                        end -> assertThat(end.status()).isEqualTo(SessionStatus.FAILED));
    }
}
