package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    private static final PromptSplit SPLIT = new PromptSplit(
            List.of(Prompt.of("t", "Explain how a lighthouse keeper spends a winter night on the rock")),
            List.of(Prompt.of("v", "Write a letter to the council about the broken street lamp near the school")),
            List.of(Prompt.of("h", "List the steps to repair a leaking canoe before the weekend trip")),
            List.of(),
            List.of(),
            0);

    private final LeakCheck check = LeakCheck.against(SPLIT);

    @Test
    void copiesAreNamedByTheirSide() {
        for (SplitSide side : SplitSide.values()) {
            Prompt known = SPLIT.on(side).get(0);
            Optional<LeakCheck.Leak> leak = check.check(known.text().toUpperCase() + " ...");
            assertThat(leak).isPresent();
            assertThat(leak.get().promptId()).isEqualTo(known.id());
            assertThat(leak.get().similarity()).isEqualTo(1);
        }
    }

    @Test
    void lookalikesOfEvaluationPromptsAreRefused() {
        assertThat(check.check("please list the steps to repair a leaking canoe, and hurry"))
                .map(LeakCheck.Leak::reason)
                .contains(LeakCheck.Reason.NEAR_HOLDOUT);
        assertThat(check.check("Write a letter to the council about the broken bench in the park"))
                .map(LeakCheck.Leak::reason)
                .contains(LeakCheck.Reason.NEAR_VALIDATION);
    }

    @Test
    void trainingPromptsMayBeResembledButNotCopied() {
        assertThat(check.check("Explain how a lighthouse keeper spends his money when he comes ashore"))
                .isEmpty();
        assertThat(check.check("Explain how a lighthouse keeper spends a winter night on the island"))
                .map(LeakCheck.Leak::reason)
                .contains(LeakCheck.Reason.COPY_OF_TRAINING);
    }

    @Test
    void theWorstReasonIsNamed() {
        String both = SPLIT.validation().get(0).text() + " and "
                + SPLIT.holdout().get(0).text();
        assertThat(check.check(both)).map(LeakCheck.Leak::reason).contains(LeakCheck.Reason.NEAR_HOLDOUT);
    }

    @Test
    void unrelatedTextsPass() {
        assertThat(check.check("Why do cats purr?")).isEmpty();
        assertThat(check.check("???")).isEmpty();
    }

    @Test
    void theIndexFindsWhatComparingAllFinds() {
        List<long[]> sets = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long[] set = new long[3 + i % 7];
            for (int j = 0; j < set.length; j++) {
                set[j] = Math.floorMod(StableHash.mix(31L * i + j), 40);
            }
            sets.add(WordShingles.distinct(set));
        }
        ShingleIndex index = new ShingleIndex(0.3, sets.subList(0, 100));
        for (int i = 0; i < 400; i++) {
            List<Integer> expected = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (WordShingles.jaccard(sets.get(i), sets.get(j)) >= 0.3) {
                    expected.add(j);
                }
            }
            assertThat(index.similarTo(sets.get(i), j -> true))
                    .extracting(ShingleIndex.Hit::set)
                    .containsExactlyElementsOf(expected);
            index.add(sets.get(i));
        }
    }
}
