package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.engine.Apes;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A note helps short prompts much and harms the long ones a little: a pattern, and what becomes of it. */
class DerivedRulesInSessionTest {
    private static final long SEED = 5;
    private static final String LONG =
            "Describe a lighthouse keeper who counts ships. ".repeat(4).strip();

    private static InMemorySessionStore after;
    private static TrainingReport first;
    private static PromptEnhancer enhancer;

    private static Worlds.Judge judge() {
        return new Worlds.Judge(0, false, 0.05);
    }

    private static TrainingRequest.Builder request() {
        return Worlds.request(SEED).maxIterations(2).generatedRows(0);
    }

    @BeforeAll
    static void train() throws InterruptedException {
        after = new InMemorySessionStore();
        try (TrainingEngine engine = Worlds.engine(after, judge())) {
            TrainingHandle handle = engine.start(request().build());
            first = handle.await();
            enhancer = Apes.enhancer(handle);
        }
    }

    private static TrainingReport again(InMemorySessionStore store) throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(store, judge())) {
            return engine.start(request().single(true).build()).await();
        }
    }

    @Test
    void theNoteIsConfinedToPromptsThatItHelps() {
        DerivedRule derived = onlyDerived();
        assertThat(derived.baseRule()).isEqualTo(TwoSidedRule.ID);
        assertThat(derived.confines()).isTrue();
        assertThat(first.promotions()).anySatisfy(p -> {
            assertThat(p.id().ruleId()).isEqualTo(derived.id());
            assertThat(p.before().asMap()).isEmpty();
            assertThat(p.after()).isEqualTo(derived.values());
            assertThat(p.low()).isPositive();
        });
        assertThat(after.derivedRules()).extracting(StoredDerivedRule::rule).containsExactly(derived);
        assertThat(first.rules())
                .filteredOn(r -> r.ruleId().equals(TwoSidedRule.ID))
                .allMatch(r -> r.performance().applied() < r.performance().prompts() / 2);
    }

    private static DerivedRule onlyDerived() {
        assertThat(first.derived()).hasSize(1);
        return first.derived().get(0);
    }

    @Test
    void whoeverAsksForTheCompositionGetsIt() {
        EnhancedPrompt isLong = enhancer.enhance(Prompt.of("1", LONG));
        assertThat(isLong.text()).doesNotContain(TwoSidedRule.NOTE);
        assertThat(isLong.leftOut()).anySatisfy(l -> {
            assertThat(l.ruleId()).isEqualTo(TwoSidedRule.ID);
            assertThat(l.reason()).startsWith("shown to help only where ");
        });
        Prompt helped = Worlds.prompts().get(0);
        assertThat(enhancer.enhance(helped).applied())
                .extracting(EnhancedPrompt.Applied::ruleId)
                .contains(onlyDerived().id());
    }

    @Test
    void theNextSessionStartsWithItAndDoesNotMakeItAgain() throws InterruptedException {
        TrainingReport next = again(after);
        assertThat(next.derived()).isEqualTo(first.derived());
        assertThat(after.promotions(onlyDerived().id())).hasSize(1);
        assertThat(after.find(next.session()).orElseThrow().initialParameters())
                .containsEntry(onlyDerived().id(), onlyDerived().values());
        assertThat(next.holdout().orElseThrow().atStart())
                .isEqualTo(first.holdout().orElseThrow().atEnd());
    }

    @Test
    void rolledBackItIsOutOfForceAndStaysSo() throws InterruptedException {
        InMemorySessionStore store = new InMemorySessionStore();
        try (TrainingEngine engine = Worlds.engine(store, judge())) {
            TrainingReport report = engine.start(request().single(true).build()).await();
            PromotionId promotion = report.promotions().stream()
                    .filter(p -> p.id().ruleId().equals(onlyDerived().id()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            engine.rollback(promotion);
        }
        assertThat(store.derivedRules()).hasSize(1).noneMatch(StoredDerivedRule::enabled);
        TrainingReport next = again(store);
        assertThat(next.derived()).noneMatch(d -> d.id().equals(onlyDerived().id()));
        assertThat(store.promotions(onlyDerived().id())).hasSize(1);
    }

    @Test
    void whoDoesNotWantThemGetsNone() throws InterruptedException {
        try (TrainingEngine engine = Worlds.engine(new InMemorySessionStore(), judge())) {
            TrainingReport report = engine.start(request()
                            .without(TrainingRequest.Part.DERIVED_RULES)
                            .build())
                    .await();
            assertThat(report.derived()).isEmpty();
        }
    }

    @Test
    void killedAndResumedItEndsTheSame() throws InterruptedException {
        assertThat(resumed(true)).isEqualTo(Worlds.outcome(first));
    }

    @Test
    void killedAndComputedAgainItEndsTheSame() throws InterruptedException {
        assertThat(resumed(false)).isEqualTo(Worlds.outcome(first));
    }

    private static List<Object> resumed(boolean fromCheckpoint) throws InterruptedException {
        MortalStore store = new MortalStore();
        store.checkpoints = c -> fromCheckpoint ? c : Optional.empty();
        TrainingEngine dying = Worlds.engine(store.nextLife(), judge());
        TrainingHandle handle = dying.start(request().build(), e -> {
            if (e instanceof TrainingEvent.StepStarted s && s.iteration() == 2 && s.step() == TrainingStep.TRAIN) {
                throw store.kill();
            }
        });
        org.assertj.core.api.Assertions.assertThatThrownBy(handle::await)
                .hasRootCauseInstanceOf(MortalStore.Killed.class);
        assertThat(store.newest().iterations()).isEqualTo(1);
        try (TrainingEngine engine = Worlds.engine(store.nextLife(), judge())) {
            return Worlds.outcome(
                    engine.resume(store.newest().id(), request().build()).await());
        }
    }
}
