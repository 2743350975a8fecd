package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.engine.corpus.GeneratedPromptFilter.Flaw;
import dev.apes.engine.corpus.GeneratedPromptFilter.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeneratedPromptFilterTest {
    private final PromptSplit split = new PromptSplit(
            List.of(Prompt.of("t", "Explain how a lighthouse keeper spends a winter night on the rock")),
            List.of(Prompt.of("v", "Write a letter to the council about the broken street lamp near the school")),
            List.of(Prompt.of("h", "List the steps to repair a leaking canoe before the weekend trip")),
            List.of(),
            List.of(),
            0);
    private final GeneratedPromptFilter filter =
            new GeneratedPromptFilter(LeakCheck.against(split), new Limits(3, 60, false));

    private Optional<Flaw> flaw(String text) {
        return filter.offer(text).map(GeneratedPromptFilter.Refusal::flaw);
    }

    @Test
    void eachFlawIsNamed() {
        assertThat(flaw("Help me")).contains(Flaw.TOO_SHORT);
        assertThat(flaw(" ")).contains(Flaw.TOO_SHORT);
        assertThat(flaw("why is it so ".repeat(30))).contains(Flaw.TOO_LONG);
        assertThat(flaw("What is this \u0007 sign for?")).contains(Flaw.NOT_TEXT);
        assertThat(flaw("Wie kann ich meinen alten Kühlschrank ohne Auto zum Wertstoffhof bringen?"))
                .contains(Flaw.NOT_ENGLISH);
        assertThat(flaw("the plan for the plan for ".repeat(9))).contains(Flaw.REPETITIVE);
        assertThat(flaw("list the steps to repair a leaking canoe")).contains(Flaw.NEAR_HOLDOUT);
        assertThat(flaw("write a letter to the council about the broken street lamp"))
                .contains(Flaw.NEAR_VALIDATION);
        assertThat(flaw("explain how a lighthouse keeper spends a winter night"))
                .contains(Flaw.COPY_OF_TRAINING);
    }

    @Test
    void acceptedTextsAreNotAcceptedTwice() {
        assertThat(flaw("Suggest a name for a small bakery next to the station"))
                .isEmpty();
        assertThat(flaw("Suggest a name for a small bakery next to the river")).contains(Flaw.COPY_OF_GENERATED);
        assertThat(flaw("How do I teach my dog to wait at the kerb?")).isEmpty();
    }

    @Test
    void mostRealisedTextsPassAndNoneLeaks() {
        PromptSplit corpus = PromptSplit.of(StartingCorpus.generate(600, 1));
        Realiser realiser = Realiser.forTraining(corpus);
        GeneratedPromptFilter corpusFilter = new GeneratedPromptFilter(LeakCheck.against(corpus), Limits.DEFAULT);
        Map<Flaw, Integer> flaws = new HashMap<>();
        int passed = 0;
        for (int i = 0; i < 200; i++) {
            String text = realiser.realise(
                            RealiserTest.row(corpus.training().get(i).text()), null, 1_000 + i)
                    .prompt()
                    .text();
            Optional<GeneratedPromptFilter.Refusal> refusal = corpusFilter.offer(text);
            passed += refusal.isEmpty() ? 1 : 0;
            refusal.ifPresent(r -> flaws.merge(r.flaw(), 1, Integer::sum));
        }
        assertThat(passed).as("refused: %s", flaws).isGreaterThan(130);
    }
}
