package dev.apes.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.Apes;
import dev.apes.engine.LiveEnhancer;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.SelectionCodec;
import dev.apes.engine.store.InMemorySessionStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a session proves about leaving rules out reaches users and later sessions. */
class SelectionInForceTest {
    private static final List<Prompt> OTHERS = StartingCorpus.generate(150, 7);

    private static InMemorySessionStore store;
    private static TrainingReport first;
    private static PromptEnhancer proven;

    private static TrainingRequest request() {
        return TrainingRequest.builder().single(true).generatedRows(0).build();
    }

    @BeforeAll
    static void train() throws InterruptedException {
        store = new InMemorySessionStore();
        try (TrainingEngine engine = Apes.builder().store(store).build()) {
            TrainingHandle handle = engine.start(request());
            first = handle.await();
            proven = Apes.enhancer(handle);
        }
    }

    private static List<String> texts(PromptEnhancer enhancer) {
        return OTHERS.stream().map(p -> enhancer.enhance(p).text()).toList();
    }

    private static PromotionId promoted(TrainingReport report) {
        return report.promotions().stream()
                .map(p -> p.id())
                .filter(id -> id.ruleId().equals(StoredSelection.RULE_ID))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void usersGetWhatTheSessionProved() {
        assertThat(store.selectionInForce()).contains(promoted(first));
        assertThat(texts(Apes.enhancer(store))).isEqualTo(texts(proven));
        assertThat(texts(proven)).isNotEqualTo(texts(PromptEnhancer.withDefaults()));
    }

    @Test
    void theNextSessionBeginsWithIt() throws InterruptedException {
        InMemorySessionStore own = new InMemorySessionStore();
        try (TrainingEngine engine = Apes.builder().store(own).build()) {
            TrainingReport one = engine.start(request()).await();
            TrainingReport next = engine.start(request()).await();
            assertThat(next.holdout().orElseThrow().atStart())
                    .isEqualTo(one.holdout().orElseThrow().atEnd());
            assertThat(next.holdout().orElseThrow().atStart())
                    .isGreaterThan(one.holdout().orElseThrow().atStart());

            PromotionId last = own.selectionInForce().orElseThrow();
            try (LiveEnhancer live = LiveEnhancer.start(own, Duration.ofHours(1))) {
                List<String> with =
                        OTHERS.stream().map(p -> live.enhance(p).text()).toList();
                assertThat(live.refresh()).isFalse();
                own.rollback(last);
                assertThat(own.selectionInForce()).isNotEqualTo(java.util.Optional.of(last));
                assertThat(live.refresh()).isTrue();
                assertThat(OTHERS.stream().map(p -> live.enhance(p).text()).toList())
                        .isNotEqualTo(with);
            }
        }
    }

    @Test
    void isNotReadWhereItMeansSomethingElse() {
        StoredSelection kept = store.selection(promoted(first)).orElseThrow();
        List<RuleDefinition> rules = new PluginRegistry(
                        new PluginRegistry.Explicit(), SelectionInForceTest.class.getClassLoader())
                .rules().stream().map(PromptRule::definition).toList();
        assertThat(SelectionCodec.read(kept.format(), kept.model(), rules).trained())
                .isTrue();

        assertThatThrownBy(() -> SelectionCodec.read(kept.format() + 1, kept.model(), rules))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("format " + (kept.format() + 1));
        assertThatThrownBy(() -> SelectionCodec.read(kept.format(), kept.model(), rules.subList(1, rules.size())))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("rule " + rules.get(0).id());
        byte[] torn = Arrays.copyOf(kept.model(), kept.model().length / 2);
        assertThatThrownBy(() -> SelectionCodec.read(kept.format(), torn, rules))
                .isInstanceOf(DamagedStateException.class);
    }
}
