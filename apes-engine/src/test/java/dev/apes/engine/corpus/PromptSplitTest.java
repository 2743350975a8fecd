package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptSplitTest {
    private static Prompt prompt(int i, String text) {
        return Prompt.of("p" + i, text);
    }

    private static List<Prompt> unrelated(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> prompt(i, "alpha" + i + " beta" + i + " gamma" + i + " delta" + i))
                .toList();
    }

    @Test
    void sidesHaveTheirSharesOfManyUnrelatedPrompts() {
        PromptSplit split = PromptSplit.of(unrelated(5_000));
        assertThat(split.training()).hasSizeBetween(2_860, 3_140);
        assertThat(split.validation()).hasSizeBetween(880, 1_120);
        assertThat(split.holdout()).hasSizeBetween(880, 1_120);
        assertThat(split.setAside()).isEmpty();
    }

    @Test
    void theHashIsPinned() {
        // changing these moves every user's prompts between sides
        assertThat(SplitSide.ofKey("a")).isEqualTo(SplitSide.TRAINING);
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> SplitSide.ofKey("key" + i).name().substring(0, 1))
                        .reduce("", String::concat))
                .isEqualTo("TTTTTVHTTTHHTVTTHVHT");
    }

    @Test
    void exactDuplicatesCountOnce() {
        List<Prompt> prompts = List.of(
                prompt(0, "Name three rivers of Peru"),
                prompt(1, "  Name three rivers of Peru\r\n"),
                prompt(2, "How do bees find their way home?"));
        PromptSplit split = PromptSplit.of(prompts);
        assertThat(split.duplicates()).extracting(Prompt::id).containsExactly("p1");
        assertThat(split.summary("test").given()).isEqualTo(3);
    }

    @Test
    void oneInstructionForManyDocumentsIsManyPrompts() {
        List<Prompt> prompts = IntStream.range(0, 300)
                .mapToObj(i -> new Prompt(
                        "p" + i,
                        "Please summarise the following document in two sentences for a busy reader.",
                        Optional.empty(),
                        Optional.of("one" + i + " two" + i + " three" + i + " four" + i + " five" + i),
                        List.of(),
                        Optional.empty(),
                        Map.of()))
                .toList();
        PromptSplit split = PromptSplit.of(prompts);
        assertThat(split.duplicates()).isEmpty();
        assertThat(split.validation()).hasSizeGreaterThan(30);
        assertThat(split.holdout()).hasSizeGreaterThan(30);
        assertThat(split.setAside()).hasSizeLessThan(15);
    }

    @Test
    void whatCannotBeToldApartTrainsTogether() {
        List<Prompt> prompts = new ArrayList<>(unrelated(60));
        for (int i = 0; i < 40; i++) {
            prompts.add(
                    prompt(100 + i, "write a short poem about the sea in the style of an old sailor" + "!".repeat(i)));
        }
        PromptSplit split = PromptSplit.of(prompts);
        assertThat(split.oversizeGroups()).isEqualTo(1);
        assertThat(split.training())
                .filteredOn(p -> p.text().startsWith("write"))
                .hasSize(40);
    }

    @Test
    void familiesAndTopicsStayOnOneSide() {
        List<Prompt> prompts = new ArrayList<>();
        List<Prompt> plainPrompts = unrelated(400);
        for (int i = 0; i < 400; i++) {
            Map<String, String> declared =
                    Map.of(CorpusMetadata.FAMILY, "family" + i / 20, CorpusMetadata.TOPIC, "topic" + i / 10);
            Prompt plain = plainPrompts.get(i);
            prompts.add(new Prompt(
                    plain.id(),
                    plain.text(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    declared));
        }
        PromptSplit split = PromptSplit.of(prompts);
        List<List<String>> families = new ArrayList<>();
        for (SplitSide side : SplitSide.values()) {
            families.add(split.on(side).stream()
                    .map(p -> p.metadata().get(CorpusMetadata.FAMILY))
                    .distinct()
                    .toList());
        }
        assertThat(families.stream().mapToInt(List::size).sum()).isEqualTo(20);
        assertThat(families).allSatisfy(f -> assertThat(f).isNotEmpty());
    }

    @Test
    void ofTwoLookalikesPinnedToDifferentSidesOneIsSetAside() {
        String training = familyOn(SplitSide.TRAINING);
        String holdout = familyOn(SplitSide.HOLDOUT);
        List<Prompt> prompts = new ArrayList<>();
        List<Prompt> plain = unrelated(20);
        for (int i = 0; i < 20; i++) {
            String text = i < 2
                    ? "compare the ferry and the night train to the islands"
                    : plain.get(i).text();
            prompts.add(new Prompt(
                    "p" + i,
                    text + (i == 1 ? " please" : ""),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Map.of(CorpusMetadata.FAMILY, i % 2 == 0 ? training : holdout)));
        }
        PromptSplit split = PromptSplit.of(prompts);
        assertThat(split.setAside()).extracting(Prompt::id).containsExactly("p0");
    }

    private static String familyOn(SplitSide side) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "family" + i)
                .filter(f -> SplitSide.ofKey(CorpusMetadata.groupKey(CorpusMetadata.FAMILY, f)) == side)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void emptyAndTinyDataSetsWork() {
        assertThat(PromptSplit.of(List.of()).summary("none").given()).isZero();
        assertThat(PromptSplit.of(unrelated(1)).summary("one").given()).isEqualTo(1);
        for (int n = 3; n <= 12; n++) {
            PromptSplit split = PromptSplit.of(unrelated(n));
            assertThat(split.training()).as("training of %d", n).isNotEmpty();
            assertThat(split.validation()).as("validation of %d", n).isNotEmpty();
            assertThat(split.holdout()).as("holdout of %d", n).isNotEmpty();
        }
    }
}
