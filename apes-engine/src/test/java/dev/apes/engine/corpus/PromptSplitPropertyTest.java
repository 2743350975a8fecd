package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class PromptSplitPropertyTest {
    /** Few words, so that duplicates, near-duplicates and lookalikes are frequent. */
    @Provide
    Arbitrary<List<String>> relatedTexts() {
        Arbitrary<String> word = Arbitraries.of("red", "car", "Blue", "sky", "old", "map", "new", "sea", "the", "lamp");
        return word.list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(w -> String.join(" ", w))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<String>> anyTexts() {
        Arbitrary<Character> surrogates = Arbitraries.chars().range('\ud800', '\udfff');
        Arbitrary<Character> any = Arbitraries.chars().range('\u0001', '\uffff');
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, any),
                        net.jqwik.api.Tuple.of(1, surrogates),
                        net.jqwik.api.Tuple.of(2, Arbitraries.of('a', ' ', '\'', '.', '\n')))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()))
                .filter(text -> !text.isBlank())
                .list()
                .ofMaxSize(30);
    }

    private static List<Prompt> prompts(List<String> texts) {
        List<Prompt> prompts = new ArrayList<>();
        texts.forEach(text -> prompts.add(Prompt.of("p" + prompts.size(), text)));
        return prompts;
    }

    private static Map<String, SplitSide> sides(PromptSplit split) {
        Map<String, SplitSide> sides = new HashMap<>();
        for (SplitSide side : SplitSide.values()) {
            split.on(side).forEach(p -> sides.put(p.text(), side));
        }
        return sides;
    }

    @Property(tries = 300)
    void everythingIsAccountedForOnce(@ForAll("relatedTexts") List<String> texts) {
        PromptSplit split = PromptSplit.of(prompts(texts));
        assertThat(split.summary("test").given()).isEqualTo(texts.size());
        List<Prompt> kept = new ArrayList<>(split.setAside());
        kept.addAll(split.duplicates());
        for (SplitSide side : SplitSide.values()) {
            kept.addAll(split.on(side));
        }
        assertThat(kept.stream().map(Prompt::id)).doesNotHaveDuplicates().hasSize(texts.size());
    }

    @Property(tries = 300)
    void orderDoesNotMatter(
            @ForAll("relatedTexts") List<String> texts, @ForAll @LongRange(min = 0, max = 99) long seed) {
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(seed));
        PromptSplit one = PromptSplit.of(prompts(texts));
        PromptSplit two = PromptSplit.of(prompts(shuffled));
        assertThat(sides(two)).isEqualTo(sides(one));
        assertThat(texts(two.setAside())).isEqualTo(texts(one.setAside()));
        assertThat(DataFingerprint.of(prompts(shuffled))).isEqualTo(DataFingerprint.of(prompts(texts)));
    }

    private static Set<String> texts(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::text).collect(Collectors.toSet());
    }

    @Property(tries = 300)
    void nothingTooCloseIsOnTwoSides(@ForAll("relatedTexts") List<String> texts) {
        PromptSplit split = PromptSplit.of(prompts(texts));
        // runs of words that more than 20 prompts share do not count, so this holds for them only after removal
        Map<Long, Long> frequency = texts.stream()
                .map(String::strip)
                .distinct()
                .flatMap(t -> java.util.Arrays.stream(WordShingles.of(WordShingles.normalise(t)))
                        .boxed())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        if (frequency.values().stream().anyMatch(f -> f > PromptSplit.TEMPLATE_MINIMUM)) {
            return;
        }
        for (SplitSide a : SplitSide.values()) {
            for (SplitSide b : SplitSide.values()) {
                if (a.compareTo(b) < 0 && split.on(a).size() > 1 && split.on(b).size() > 1) {
                    split.on(a)
                            .forEach(p -> split.on(b)
                                    .forEach(q -> assertThat(similarity(p, q))
                                            .as("%s | %s", p.text(), q.text())
                                            .isLessThan(PromptSplit.TOO_CLOSE)));
                }
            }
        }
    }

    private static double similarity(Prompt a, Prompt b) {
        return WordShingles.jaccard(
                WordShingles.of(WordShingles.normalise(a)), WordShingles.of(WordShingles.normalise(b)));
    }

    @Property(tries = 200)
    void unrelatedNewcomersMoveNobody(@ForAll("relatedTexts") List<String> texts) {
        List<String> more = new ArrayList<>(texts);
        for (int i = 0; i < 30; i++) {
            more.add("word" + i + " other" + i + " third" + i + " fourth" + i);
        }
        List<String> base = more.subList(0, texts.size() + 15);
        Map<String, SplitSide> before = sides(PromptSplit.of(prompts(base)));
        Map<String, SplitSide> after = sides(PromptSplit.of(prompts(more)));
        Set<String> all = new HashSet<>(before.keySet());
        assertThat(after.keySet()).containsAll(all);
        before.forEach((text, side) -> assertThat(after.get(text)).as(text).isEqualTo(side));
    }

    @Property(tries = 300)
    void anyUnicodeIsSafe(@ForAll("anyTexts") List<String> texts) {
        PromptSplit split = PromptSplit.of(prompts(texts));
        assertThat(split.summary("test").given()).isEqualTo(texts.size());
        LeakCheck check = LeakCheck.against(split);
        split.holdout().forEach(p -> assertThat(check.check(p.text())).isPresent());
        assertThat(DataFingerprint.of(prompts(texts))).hasSize(74);
    }
}
