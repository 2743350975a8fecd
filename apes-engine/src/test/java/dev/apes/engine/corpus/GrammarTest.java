package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private final RandomGenerator random = new RandomStreams(1).stream("test");

    @Test
    void everySideHasTopicsOfEveryDomainAndFamiliesOfEveryTask() {
        Set<String> ids = new HashSet<>();
        for (SplitSide side : SplitSide.values()) {
            Vocabulary vocabulary = Vocabulary.of(side);
            for (Domain domain : Domain.values()) {
                assertThat(vocabulary.topics(domain))
                        .as("%s on %s", domain, side)
                        .hasSizeGreaterThanOrEqualTo(3);
                vocabulary
                        .topics(domain)
                        .forEach(t -> assertThat(ids.add(t.key())).as(t.id()).isTrue());
            }
            for (TaskType task : TaskType.values()) {
                assertThat(vocabulary.families(task)).as("%s on %s", task, side).hasSizeGreaterThanOrEqualTo(5);
                vocabulary
                        .families(task)
                        .forEach(f -> assertThat(ids.add(f.key())).as(f.id()).isTrue());
            }
        }
    }

    @Test
    void everyWordingExpandsForEveryDomain() {
        for (SplitSide side : SplitSide.values()) {
            Vocabulary vocabulary = Vocabulary.of(side);
            PromptComposer composer = new PromptComposer(vocabulary);
            for (Family family : vocabulary.families()) {
                for (Domain domain : Domain.values()) {
                    PromptPlan plan = new PromptPlan(
                            family.task(), domain, 0, Map.of(), 20, false, false, 1, PromptPlan.Style.CAREFUL);
                    PromptComposer.Draft draft = composer.compose(
                            plan, family, vocabulary.topics(domain).get(0), true, random);
                    assertThat(draft.text()).as(family.id()).isNotBlank().doesNotContain("{", "}", "|]");
                    assertThat(draft.material().isEmpty())
                            .isEqualTo(family.material().isEmpty());
                }
            }
        }
    }

    @Test
    void everySymbolExpands() {
        Vocabulary vocabulary = Vocabulary.of(SplitSide.TRAINING);
        TopicSlots slots = new TopicSlots(vocabulary.topics(Domain.FOOD).get(0), vocabulary);
        for (String file : List.of("symbols.txt", "material.txt", "examples.txt")) {
            GrammarFiles.symbols(file)
                    .forEach((symbol, wordings) -> wordings.forEach(wording -> assertThat(wording.expand(slots, random))
                            .as(symbol)
                            .isNotBlank()
                            .doesNotContain("{", "}")));
        }
        GrammarFiles.symbols("examples.txt")
                .values()
                .forEach(pairs -> pairs.forEach(pair ->
                        assertThat(pair.expand(slots, random).split(" \\|\\| ")).hasSize(2)));
    }

    @Test
    void templatesChooseFillAndKeep() {
        Template template = Template.parse("[a|b[c|d]|]{x!} {x#1}{x#1} {n:10-30:10}");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            seen.add(template.expand((name, r) -> name.equals("x") ? "word" : "kept", random));
        }
        assertThat(seen).allSatisfy(text -> assertThat(text).matches("(a|bc|bd|)Word keptkept (10|20|30)"));
        assertThat(seen).hasSize(12);
    }

    @Test
    void brokenTemplatesAreRefusedByName() {
        assertThatThrownBy(() -> Template.parse("one [two|three")).hasMessageContaining("one [two|three");
        assertThatThrownBy(() -> Template.parse("one {two")).hasMessageContaining("one {two");
    }
}
