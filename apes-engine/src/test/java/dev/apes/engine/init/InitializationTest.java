package dev.apes.engine.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.InitializationReport;
import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.InitializationReport.PhaseResult;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.Apes;
import dev.apes.engine.store.InMemorySessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private static final TrainingRequest CORPUS =
            TrainingRequest.builder().corpusSize(150).seed(3).threads(1).build();

    /** A store that needs setting up, and whose rules somebody may have touched. */
    private static final class Bare {
        private final InMemorySessionStore inner = new InMemorySessionStore();
        private boolean ready;
        private UnaryOperator<StoredRule> touched = r -> r;

        private SessionStore store() {
            return (SessionStore) Proxy.newProxyInstance(
                    SessionStore.class.getClassLoader(),
                    new Class<?>[] {SessionStore.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "inspect" ->
                            new StoreInspection(
                                    "a test's store",
                                    List.of(),
                                    ready ? List.of() : List.of("create the tables"),
                                    Optional.empty());
                        case "prepare" -> {
                            ready = true;
                            yield List.of("created the tables");
                        }
                        case "rules" ->
                            inner.rules(definitions(arguments[0])).stream()
                                    .map(touched)
                                    .toList();
                        default -> {
                            try {
                                yield method.invoke(inner, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    });
        }

        @SuppressWarnings("unchecked")
        private static List<RuleDefinition> definitions(Object argument) {
            return (List<RuleDefinition>) argument;
        }
    }

    @Test
    void doesWhatIsMissingOnceAndShowsEachPhase() {
        Bare bare = new Bare();
        try (TrainingEngine engine = Apes.builder().store(bare.store()).build()) {
            List<PhaseResult> told = new ArrayList<>();
            InitializationReport first = engine.prepare(CORPUS, told::add);
            assertThat(told).isEqualTo(first.phases()).hasSize(7);
            assertThat(first.ready()).isTrue();
            assertThat(phase(first, "execute").outcome()).isEqualTo(Outcome.DONE);
            assertThat(phase(first, "execute").findings())
                    .contains("created the tables", "generated 150 prompts from seed 3");
            assertThat(phase(first, "plan").findings()).contains("to do: create the tables");

            InitializationReport second = engine.prepare(CORPUS);
            assertThat(second.ready()).isTrue();
            assertThat(second.phases()).noneMatch(p -> p.outcome() == Outcome.DONE);
            assertThat(phase(second, "execute").findings()).containsExactly("nothing had to be done");
        }
    }

    @Test
    void withoutAutoInitItSaysWhatStandsInTheWay() {
        Bare bare = new Bare();
        TrainingRequest request = TrainingRequest.builder()
                .corpusSize(150)
                .threads(1)
                .autoInit(false)
                .build();
        try (TrainingEngine engine = Apes.builder().store(bare.store()).build()) {
            InitializationReport report = engine.prepare(request);
            assertThat(report.ready()).isFalse();
            assertThat(phase(report, "plan").findings().toString()).contains("without --no-init");
            assertThat(bare.ready).isFalse();
            assertThatThrownBy(() -> engine.start(request))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("create the tables");
            assertThat(engine.sessions(1)).isEmpty();
        }
    }

    @Test
    void aRuleThatIsSwitchedOffStaysOutAndAnEditIsRespected() throws InterruptedException {
        Bare bare = new Bare();
        bare.ready = true;
        bare.touched = r -> switch (r.definition().id()) {
            case "chain_of_thought" -> new StoredRule(r.definition(), r.values(), false, r.version(), false, List.of());
            case "clarity_enhancement" ->
                new StoredRule(r.definition(), r.values().with("max_growth", 3.0), true, r.version(), true, List.of());
            default -> r;
        };
        try (TrainingEngine engine = Apes.builder().store(bare.store()).build()) {
            PhaseResult rules = phase(engine.prepare(CORPUS), "check store and rules");
            assertThat(rules.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(rules.findings())
                    .anyMatch(f -> f.contains("chain_of_thought is switched off"))
                    .anyMatch(f -> f.contains("clarity_enhancement were changed by a person"));
            TrainingRequest single = TrainingRequest.builder()
                    .corpusSize(150)
                    .seed(3)
                    .threads(1)
                    .single(true)
                    .settingsPerRule(1)
                    .generatedRows(0)
                    .build();
            var report = engine.start(single).await();
            assertThat(report.rules()).extracting(r -> r.ruleId()).doesNotContain("chain_of_thought");
            assertThat(report.rules())
                    .filteredOn(r -> r.ruleId().equals("clarity_enhancement"))
                    .allSatisfy(r -> assertThat(r.atStart().real("max_growth")).isEqualTo(3.0));
        }
    }

    @Test
    void aStoredValueOutsideItsConstraintBlocks() {
        Bare bare = new Bare();
        bare.ready = true;
        bare.touched = r -> r.definition().id().equals("clarity_enhancement")
                ? new StoredRule(
                        r.definition(), r.values().with("max_growth", 99.0), true, r.version(), true, List.of())
                : r;
        try (TrainingEngine engine = Apes.builder().store(bare.store()).build()) {
            PhaseResult rules = phase(engine.prepare(CORPUS), "check store and rules");
            assertThat(rules.outcome()).isEqualTo(Outcome.BLOCKED);
            assertThat(rules.findings().toString())
                    .contains("max_growth")
                    .contains("99")
                    .contains("rule_metadata");
            assertThatThrownBy(() -> engine.start(CORPUS))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("clarity_enhancement")
                    .hasMessageContaining("99");
        }
    }

    @Test
    void thinDataAreNamed() {
        try (TrainingEngine engine = Apes.create()) {
            TrainingRequest few = TrainingRequest.builder()
                    .promptTexts(
                            List.of("Say hello", "Compare two rivers", "Explain rain", "List five birds", "Say hello"))
                    .threads(1)
                    .build();
            PhaseResult data = phase(engine.prepare(few), "assess data");
            assertThat(data.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(data.findings().toString())
                    .contains("1 of them exact duplicates")
                    .contains("fewer than 100")
                    .contains("difficulty:");
        }
    }

    private static PhaseResult phase(InitializationReport report, String name) {
        return report.phases().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
