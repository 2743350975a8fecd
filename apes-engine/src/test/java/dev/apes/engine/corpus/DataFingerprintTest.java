package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFingerprintTest {
    private static final List<Prompt> PROMPTS =
            List.of(Prompt.of("1", "How tall is the tower?"), Prompt.of("2", "Write a haiku about rain"));

    @Test
    void newIdsOrderAndSpellingEarnNoFreshBudget() {
        List<Prompt> same = List.of(
                Prompt.of("x", "write a haiku, about rain!"),
                Prompt.of("y", "How tall is  the tower"),
                Prompt.of("z", "how tall is the tower??"));
        assertThat(DataFingerprint.of(same)).isEqualTo(DataFingerprint.of(PROMPTS));
    }

    @Test
    void otherPromptsAreAnotherDataSet() {
        assertThat(DataFingerprint.of(PROMPTS.subList(0, 1))).isNotEqualTo(DataFingerprint.of(PROMPTS));
        assertThat(DataFingerprint.of(List.of())).hasSize(74);
    }

    @Test
    void anotherSeedOfTheGrammarEarnsNoFreshBudget() {
        List<Prompt> one = StartingCorpus.generate(30, 1);
        assertThat(DataFingerprint.of(StartingCorpus.generate(40, 2))).isEqualTo(DataFingerprint.of(one));
        List<Prompt> mixed = new ArrayList<>(one);
        mixed.addAll(PROMPTS);
        assertThat(DataFingerprint.of(mixed)).isNotEqualTo(DataFingerprint.of(one));
        assertThat(DataFingerprint.of(one)).isNotEqualTo(DataFingerprint.of(List.of()));
    }

    @Test
    void theKeyIsPinned() {
        assertThat(DataFingerprint.of(PROMPTS))
                .isEqualTo("prompts-1:a8e5d8a905f82faa03c8dbe65c1476e34373bb061dbd93ea1df2202864875730");
    }
}
