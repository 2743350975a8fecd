package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Prompt;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StartingCorpusTest {
    private static final List<Prompt> CORPUS = StartingCorpus.generate(1_000, 7);

    private static Map<String, Long> count(String field) {
        return CORPUS.stream().collect(Collectors.groupingBy(p -> p.metadata().get(field), Collectors.counting()));
    }

    @Test
    void sameSeedSameCorpusOtherSeedOtherCorpus() {
        assertThat(StartingCorpus.generate(100, 7)).isEqualTo(StartingCorpus.generate(100, 7));
        Set<String> texts = CORPUS.stream().map(Prompt::text).collect(Collectors.toSet());
        assertThat(StartingCorpus.generate(100, 8))
                .filteredOn(p -> texts.contains(p.text()))
                .hasSizeLessThan(15);
    }

    @Test
    void coversDomainsAndLevels() {
        assertThat(count(CorpusMetadata.DOMAIN))
                .hasSize(16)
                .allSatisfy((d, n) -> assertThat(n).isGreaterThan(25));
        Map<String, Long> levels = count(CorpusMetadata.DIFFICULTY);
        assertThat(levels).hasSize(4).allSatisfy((level, n) -> assertThat(n).isGreaterThanOrEqualTo(150));
        assertThat(CORPUS.stream()
                        .map(p -> PromptFeatures.of(p.text()).taskType())
                        .distinct())
                .hasSizeGreaterThan(12);
    }

    @Test
    void levelsAreMeasured() {
        Map<Difficulty, Double> complexity = CORPUS.stream()
                .collect(Collectors.groupingBy(
                        p -> Difficulty.valueOf(p.metadata().get(CorpusMetadata.DIFFICULTY)),
                        Collectors.averagingDouble(
                                p -> PromptFeatures.of(p.text()).complexity())));
        assertThat(complexity.get(Difficulty.EASY) + 0.1).isLessThan(complexity.get(Difficulty.MEDIUM));
        assertThat(complexity.get(Difficulty.MEDIUM) + 0.1).isLessThan(complexity.get(Difficulty.HARD));
        assertThat(complexity.get(Difficulty.HARD) + 0.1).isLessThan(complexity.get(Difficulty.EXTREME));
    }

    @Test
    void noTwoPromptsAreNearDuplicates() {
        List<long[]> sets = CORPUS.stream()
                .map(p -> WordShingles.of(WordShingles.normalise(p)))
                .toList();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (WordShingles.jaccard(sets.get(i), sets.get(j)) >= PromptSplit.NEAR_DUPLICATE) {
                    pairs.add(CORPUS.get(i).text() + " | " + CORPUS.get(j).text());
                }
            }
        }
        assertThat(pairs).isEmpty();
    }

    @Test
    void theSplitKeepsFamiliesAndTopicsTogetherAndSetsNothingAside() {
        PromptSplit split = PromptSplit.of(CORPUS);
        assertThat(split.setAside()).isEmpty();
        assertThat(split.duplicates()).isEmpty();
        assertThat(split.training()).hasSize(600);
        assertThat(split.validation()).hasSize(200);
        assertThat(split.holdout()).hasSize(200);
        for (String field : List.of(CorpusMetadata.FAMILY, CorpusMetadata.TOPIC)) {
            Map<String, SplitSide> side = new HashMap<>();
            for (SplitSide s : SplitSide.values()) {
                split.on(s)
                        .forEach(p -> assertThat(side.merge(p.metadata().get(field), s, (a, b) -> a))
                                .as(p.metadata().get(field))
                                .isEqualTo(s));
            }
        }
        for (SplitSide side : SplitSide.values()) {
            Set<String> domains = new HashSet<>();
            split.on(side).forEach(p -> domains.add(p.metadata().get(CorpusMetadata.DOMAIN)));
            assertThat(domains).hasSize(16);
        }
    }

    @Test
    void promptsHaveTheImperfectionsAndMaterialOfRealOnes() {
        assertThat(CORPUS)
                .filteredOn(p -> p.text().equals(p.text().toLowerCase()))
                .hasSizeGreaterThan(50);
        assertThat(CORPUS).filteredOn(p -> p.text().contains("```")).hasSizeGreaterThan(5);
        assertThat(CORPUS).filteredOn(p -> p.text().contains("http")).hasSizeGreaterThan(15);
        assertThat(CORPUS).filteredOn(p -> p.context().isPresent()).hasSizeGreaterThan(20);
        assertThat(CORPUS).filteredOn(p -> p.examples().size() >= 2).hasSizeGreaterThan(10);
        assertThat(CORPUS).noneMatch(p -> p.text().matches("(?s).*\\{(topic|goal|problem|a|b|aspects?|who|cols|n:).*"));
    }

    @Test
    void nearlyEveryValidationPromptIsAnIndependentUnit() {
        for (long seed = 1; seed <= 2; seed++) {
            PromptSplit split = PromptSplit.of(StartingCorpus.generate(StartingCorpus.DEFAULT_SIZE, seed));
            assertThat(split.validation().stream().map(CorpusMetadata::unitOf).distinct())
                    .hasSizeGreaterThanOrEqualTo(370);
            assertThat(split.holdout().stream().map(CorpusMetadata::unitOf).distinct())
                    .hasSizeGreaterThan(150);
        }
        assertThat(CorpusMetadata.unitOf(Prompt.of("x", "y"))).isEqualTo("id=x");
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> StartingCorpus.generate(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("starting corpus");
    }
}
