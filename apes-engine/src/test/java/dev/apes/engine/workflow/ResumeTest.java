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
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session that is killed at any moment and resumed ends as one that nobody touched. */
class ResumeTest {
    private static final long SEED = 11;
    private static List<Object> whole;
    private static TrainingReport untouched;

    private final MortalStore store = new MortalStore();
    private final List<TrainingEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void runToTheEnd() throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(new MortalStore().nextLife(), new Worlds.Judge(0, false))) {
            untouched = engine.start(Worlds.request(SEED).build()).await();
        }
        whole = Worlds.outcome(untouched);
    }

    @Test
    void theUntouchedSessionHasAllThatCouldGetLost() {
        assertThat(untouched.iterations()).hasSize(3);
        assertThat(untouched.promotions())
                .extracting(p -> p.id().ruleId())
                .contains(ParameterWritingRule.ID, Selection.ID);
        assertThat(untouched.promotions().get(0).id().iteration()).isEqualTo(1);
        assertThat(untouched.iterations()).allMatch(i -> i.generation().promptsAccepted() > 0);
    }

    static Stream<Arguments> everyStep() {
        return Stream.of(TrainingStep.values()).map(step -> Arguments.of(2, step));
    }

    static Stream<Arguments> everyStepOfTheOthers() {
        return Stream.of(1, 3).flatMap(i -> Stream.of(TrainingStep.values()).map(step -> Arguments.of(i, step)));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("everyStep")
    void killedInAnyStep(int iteration, TrainingStep step) throws InterruptedException {
        runUntil(in(iteration, step));
        assertThat(store.newest().iterations()).isEqualTo(iteration - 1);
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("everyStepOfTheOthers")
    void killedInAnyStepOfAnyIteration(int iteration, TrainingStep step) throws InterruptedException {
        killedInAnyStep(iteration, step);
    }

    @Tag("slow")
    @Test
    void killedBetweenTheLastCommitAndTheEnd() throws InterruptedException {
        runUntil(e ->
                e instanceof TrainingEvent.IterationCommitted c && c.record().iteration() == 3);
        assertThat(store.newest().iterations()).isEqualTo(3);
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Test
    void killedTwice() throws InterruptedException {
        runUntil(in(2, TrainingStep.TRAIN));
        runUntil(in(3, TrainingStep.VALIDATE));
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Test
    void withoutACheckpointItIsComputedAgain() throws InterruptedException {
        store.checkpoints = c -> Optional.empty();
        runUntil(in(3, TrainingStep.OPTIMISE));
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
        assertThat(resumed().iterations()).isEqualTo(2);
        assertThat(resumed().note()).contains("iterations 1 to 2 are computed again");
        assertThat(events.stream()
                        .filter(e -> e instanceof TrainingEvent.IterationCommitted)
                        .map(e ->
                                ((TrainingEvent.IterationCommitted) e).record().iteration()))
                .containsExactly(3);
    }

    @Tag("slow")
    @Test
    void killedWhileComputingAgain() throws InterruptedException {
        store.checkpoints = c -> Optional.empty();
        runUntil(in(3, TrainingStep.ASSESS));
        runUntil(in(2, TrainingStep.GENERATE));
        assertThat(store.newest().iterations()).isEqualTo(2);
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Test
    void stoppedBehindAnIterationWithoutACheckpointItLeavesOne() throws InterruptedException {
        store.checkpoints = c -> Optional.empty();
        runUntil(in(3, TrainingStep.ASSESS));
        assertThat(store.atEnd).isEmpty();
        // one iteration has been computed again by then, and two are committed
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            TrainingHandle[] handle = new TrainingHandle[1];
            handle[0] = engine.resume(store.newest().id(), Worlds.request(SEED).build(), e -> {
                if (in(2, TrainingStep.GENERATE).test(e)) {
                    handle[0].requestStop(StopMode.GRACEFUL);
                }
            });
            assertThat(handle[0].await().status()).isEqualTo(SessionStatus.INTERRUPTED);
        }
        assertThat(store.atEnd)
                .singleElement()
                .satisfies(c -> assertThat(c.iteration()).isEqualTo(1));
        store.checkpoints = c -> Optional.of(store.atEnd.get(0));
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
        assertThat(resumed().note()).contains("iteration 2 is computed again");
    }

    @Test
    void aDamagedCheckpointIsNotBelieved() throws InterruptedException {
        store.checkpoints = c -> c.map(ResumeTest::damaged);
        runUntil(in(3, TrainingStep.ANALYSE_GAPS));
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
        assertThat(resumed().note()).contains("can't be used").contains("checksum");
    }

    private static Checkpoint damaged(Checkpoint sound) {
        byte[] bytes = sound.state().clone();
        bytes[bytes.length / 2] ^= 1;
        return new Checkpoint(sound.iteration(), sound.format(), bytes);
    }

    @Tag("slow")
    @Test
    void anOlderCheckpointIsTheBeginningOfWhatIsComputedAgain() throws InterruptedException {
        Checkpoint[] first = new Checkpoint[1];
        store.checkpoints = c -> Optional.ofNullable(first[0]);
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            TrainingHandle handle = engine.start(Worlds.request(SEED).build(), e -> {
                if (e instanceof TrainingEvent.IterationCommitted c
                        && c.record().iteration() == 1) {
                    first[0] = store.kept.checkpoint(e.session()).orElseThrow();
                }
                if (in(3, TrainingStep.TRAIN).test(e)) {
                    throw store.kill();
                }
            });
            awaitDeath(handle);
        }
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
        assertThat(resumed().note()).contains("iteration 2 is computed again");
    }

    @Tag("slow")
    @Test
    void aForcedStopLosesNothingButTheRunningIteration() throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            TrainingHandle[] handle = new TrainingHandle[1];
            handle[0] = engine.start(Worlds.request(SEED).build(), e -> {
                if (in(3, TrainingStep.TRAIN).test(e)) {
                    handle[0].requestStop(StopMode.FORCE);
                }
            });
            assertThat(handle[0].await().status()).isEqualTo(SessionStatus.INTERRUPTED);
        }
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Tag("slow")
    @Test
    void aGracefulStopMeasuresTheHoldoutWithoutChangingTheEnd() throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            TrainingHandle[] handle = new TrainingHandle[1];
            handle[0] = engine.start(Worlds.request(SEED).build(), e -> {
                if (in(2, TrainingStep.VALIDATE).test(e)) {
                    handle[0].requestStop(StopMode.GRACEFUL, "INT");
                }
            });
            assertThat(handle[0].await().holdout()).isPresent();
        }
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Tag("slow")
    @Test
    void limitsMayBeOthersTheSecondTime() throws InterruptedException {
        runUntil(
                in(2, TrainingStep.TRAIN), Worlds.request(SEED).maxIterations(2).build(), new Worlds.Judge(0, false));
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    @Test
    void theRequestComesBackFromTheStore() throws InterruptedException {
        runUntil(in(3, TrainingStep.GENERATE));
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), new Worlds.Judge(0, false))) {
            SessionRecord cutOff =
                    engine.resumable(Worlds.request(SEED).build()).orElseThrow();
            TrainingRequest request = engine.requestOf(cutOff.id());
            assertThat(Worlds.outcome(engine.resume(cutOff.id(), request).await()))
                    .isEqualTo(whole);
            assertThat(engine.resumable(request))
                    .as("nothing is cut off any more")
                    .isEmpty();
        }
    }

    @Test
    void aPaidJudgeIsNotPaidTwice() throws InterruptedException {
        Worlds.Judge alone = new Worlds.Judge(0.1, true);
        TrainingReport uncut;
        try (TrainingEngine engine = Worlds.engine(new MortalStore().nextLife(), alone)) {
            uncut = engine.start(Worlds.request(SEED).maxIterations(3).build()).await();
        }
        Worlds.Judge judge = new Worlds.Judge(0.1, true);
        TrainingRequest request = Worlds.request(SEED).maxIterations(3).build();
        store.checkpoints = c -> Optional.empty();
        runUntil(in(2, TrainingStep.VALIDATE), request, judge);
        runUntil(in(3, TrainingStep.OPTIMISE), request, judge);
        assertThat(Worlds.outcome(resume(request, judge))).isEqualTo(Worlds.outcome(uncut));
        assertThat(judge.times).isEqualTo(alone.times);
        assertThat(judge.times.values()).allMatch(n -> n == 1);
    }

    @Tag("slow")
    @Test
    void aBudgetIsSpentAsItWouldHaveBeen() throws InterruptedException {
        TrainingRequest request = Worlds.request(SEED).maxEvaluations(6_000).build();
        TrainingReport uncut;
        try (TrainingEngine engine = Worlds.engine(new MortalStore().nextLife(), new Worlds.Judge(0, false))) {
            uncut = engine.start(request).await();
        }
        runUntil(in(2, TrainingStep.OPTIMISE), request, new Worlds.Judge(0, false));
        assertThat(Worlds.outcome(resume(request, new Worlds.Judge(0, false)))).isEqualTo(Worlds.outcome(uncut));
    }

    @Tag("slow")
    @Test
    void ofAJudgeThatChangedItsMindItIsSaidWhatDiffers() throws InterruptedException {
        store.checkpoints = c -> Optional.empty();
        runUntil(in(3, TrainingStep.TRAIN));
        assertThatThrownBy(() -> resume(Worlds.request(SEED).build(), fickle()))
                .hasMessageContaining("iteration 1, computed again, differs")
                .hasMessageContaining("rule effectiveness")
                .hasMessageContaining("--new");
        assertThat(store.newest().status()).isEqualTo(SessionStatus.FAILED);
        assertThat(Worlds.outcome(resume())).isEqualTo(whole);
    }

    private static Worlds.Judge fickle() {
        return new Worlds.Judge(0, false) {
            @Override
            public List<dev.apes.api.evaluation.Evaluation> evaluate(
                    List<dev.apes.api.evaluation.EvaluationRequest> batch,
                    dev.apes.api.evaluation.EvaluationContext context) {
                return super.evaluate(batch, context).stream()
                        .map(e -> dev.apes.api.evaluation.Evaluation.of(0.9 * e.score()))
                        .toList();
            }
        };
    }

    private TrainingEvent.SessionResumed resumed() {
        List<TrainingEvent.SessionResumed> all = new ArrayList<>();
        events.forEach(e -> {
            if (e instanceof TrainingEvent.SessionResumed r) {
                all.add(r);
            }
        });
        return all.get(all.size() - 1);
    }

    private static Predicate<TrainingEvent> in(int iteration, TrainingStep step) {
        return e -> e instanceof TrainingEvent.StepStarted s && s.iteration() == iteration && s.step() == step;
    }

    private void runUntil(Predicate<TrainingEvent> death) throws InterruptedException {
        runUntil(death, Worlds.request(SEED).build(), new Worlds.Judge(0, false));
    }

    /** Starts, or resumes what there is, and kills the process at an event. */
    private void runUntil(Predicate<TrainingEvent> death, TrainingRequest request, Worlds.Judge judge)
            throws InterruptedException {
        TrainingEngine engine = Worlds.engine(store.nextLife(), judge);
        Optional<SessionRecord> cutOff = engine.resumable(request);
        java.util.function.Consumer<TrainingEvent> listener = e -> {
            if (death.test(e)) {
                throw store.kill();
            }
        };
        awaitDeath(
                cutOff.isPresent()
                        ? engine.resume(cutOff.get().id(), request, listener)
                        : engine.start(request, listener));
    }

    private static void awaitDeath(TrainingHandle handle) throws InterruptedException {
        assertThatThrownBy(() -> handle.await(Duration.ofSeconds(60)).orElseThrow())
                .hasRootCauseInstanceOf(MortalStore.Killed.class);
    }

    private TrainingReport resume() throws InterruptedException {
        return resume(Worlds.request(SEED).build(), new Worlds.Judge(0, false));
    }

    private TrainingReport resume(TrainingRequest request, Worlds.Judge judge) throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), judge)) {
            return engine.resume(store.newest().id(), request, events::add).await();
        }
    }
}
