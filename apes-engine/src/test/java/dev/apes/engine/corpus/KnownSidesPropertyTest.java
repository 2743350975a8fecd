package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.store.DataSide;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KnownSidesPropertyTest {
    private static final String[] WORDS =
            ("river stone lamp garden music winter paper engine bread cloud market letter "
                            + "silver bridge forest window candle ocean story number planet helmet carpet violin")
                    .split(" ");

    @Property(tries = 60)
    void addingPromptsMovesNoneThatIsKnown(
            @ForAll long seed,
            @ForAll @IntRange(min = 10, max = 60) int first,
            @ForAll @IntRange(min = 1, max = 40) int more) {
        List<Prompt> all = prompts(seed, first + more);
        Map<String, DataSide> known = sides(PromptSplit.of(all.subList(0, first)));
        PromptSplit grown = PromptSplit.of(all, known);
        Map<String, DataSide> now = sides(grown);
        known.forEach((prompt, side) -> assertThat(now.get(prompt)).isEqualTo(side));
        assertThat(leaks(grown)).isEmpty();
    }

    @Property(tries = 30)
    void splitAgainItIsTheSame(@ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int count) {
        List<Prompt> all = prompts(seed, count);
        PromptSplit split = PromptSplit.of(all);
        PromptSplit again = PromptSplit.of(all, sides(split));
        assertThat(again.training()).isEqualTo(split.training());
        assertThat(again.validation()).isEqualTo(split.validation());
        assertThat(again.holdout()).isEqualTo(split.holdout());
        assertThat(again.setAside()).isEqualTo(split.setAside());
    }

    @Property(tries = 30)
    void ofTwoKnownOnesThatAreTooCloseTheHoldoutStays(@ForAll long seed) {
        List<Prompt> all = new ArrayList<>(prompts(seed, 12));
        Prompt a = Prompt.of("a", "tell me about the silver bridge near the old market in winter and its number");
        Prompt b = Prompt.of("b", "tell me about the silver bridge near the old market in winter and its story");
        Map<String, DataSide> known = new HashMap<>(sides(PromptSplit.of(all)));
        known.put(DataFingerprint.ofPrompt(a), DataSide.TRAINING);
        known.put(DataFingerprint.ofPrompt(b), DataSide.HOLDOUT);
        all.add(a);
        all.add(b);
        PromptSplit split = PromptSplit.of(all, known);
        assertThat(split.holdout()).contains(b);
        assertThat(split.setAside()).contains(a);
    }

    /** Some are variants of others, so that there are groups and conflicts. */
    private static List<Prompt> prompts(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> text = new ArrayList<>();
            if (i > 0 && random.nextInt(3) == 0) {
                text.addAll(texts.get(random.nextInt(i)));
                int changes = 1 + random.nextInt(5);
                for (int k = 0; k < changes; k++) {
                    text.set(random.nextInt(text.size()), WORDS[random.nextInt(WORDS.length)]);
                }
            } else {
                for (int k = 0; k < 14; k++) {
                    text.add(WORDS[random.nextInt(WORDS.length)]);
                }
            }
            texts.add(text);
        }
        List<Prompt> prompts = new ArrayList<>();
        texts.forEach(t -> prompts.add(Prompt.of("p" + prompts.size(), String.join(" ", t))));
        return prompts;
    }

    private static Map<String, DataSide> sides(PromptSplit split) {
        Map<String, DataSide> sides = new HashMap<>();
        split.training().forEach(p -> sides.put(DataFingerprint.ofPrompt(p), DataSide.TRAINING));
        split.validation().forEach(p -> sides.put(DataFingerprint.ofPrompt(p), DataSide.VALIDATION));
        split.holdout().forEach(p -> sides.put(DataFingerprint.ofPrompt(p), DataSide.HOLDOUT));
        split.setAside().forEach(p -> sides.put(DataFingerprint.ofPrompt(p), DataSide.SET_ASIDE));
        return sides;
    }

    /** Pairs on two sides that resemble each other; the last prompt of a side may stay, whatever it resembles. */
    private static List<String> leaks(PromptSplit split) {
        List<String> leaks = new ArrayList<>();
        for (SplitSide a : SplitSide.values()) {
            for (SplitSide b : SplitSide.values()) {
                if (a.ordinal() < b.ordinal()
                        && split.on(a).size() > 1
                        && split.on(b).size() > 1) {
                    for (Prompt p : split.on(a)) {
                        for (Prompt q : split.on(b)) {
                            if (similarity(p, q) >= PromptSplit.TOO_CLOSE) {
                                leaks.add(a + " " + p.text() + " | " + b + " " + q.text());
                            }
                        }
                    }
                }
            }
        }
        return leaks;
    }

    private static double similarity(Prompt p, Prompt q) {
        return WordShingles.jaccard(
                WordShingles.of(WordShingles.normalise(p)), WordShingles.of(WordShingles.normalise(q)));
    }
}
