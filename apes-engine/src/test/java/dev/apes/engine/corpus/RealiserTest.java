package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Prompt;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.TaskType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RealiserTest {
    private static final PromptSplit NOTHING = PromptSplit.of(List.of());
    private static final Realiser REALISER = Realiser.forTraining(NOTHING);
    private static final List<Prompt> CORPUS = StartingCorpus.generate(200, 3);

    static Map<String, Double> row(String text) {
        Map<String, Double> row = new HashMap<>();
        double[] values = PromptFeatures.of(text).values();
        for (int i = 0; i < values.length; i++) {
            row.put(PromptFeatures.names().get(i), values[i]);
        }
        return row;
    }

    @Test
    void textsComeCloseToTheRowsWanted() {
        double reached = 0;
        double chance = 0;
        for (int i = 0; i < CORPUS.size(); i++) {
            Map<String, Double> row = row(CORPUS.get(i).text());
            reached += REALISER.realise(row, null, i).distance();
            chance += Realiser.distance(
                    row, PromptFeatures.of(CORPUS.get((i + 1) % CORPUS.size()).text()));
        }
        assertThat(reached / CORPUS.size()).isLessThan(0.3);
        assertThat(reached).isLessThan(0.45 * chance);
    }

    @Test
    void itIsAPureFunction() {
        Map<String, Double> row = row(CORPUS.get(5).text());
        assertThat(REALISER.realise(row, null, 9))
                .isEqualTo(Realiser.forTraining(NOTHING).realise(row, null, 9));
        Set<String> texts = LongStream.range(0, 20)
                .mapToObj(seed -> REALISER.realise(row, null, seed).prompt().text())
                .collect(Collectors.toSet());
        assertThat(texts).hasSizeGreaterThan(10);
    }

    @Test
    void theLevelWantedIsMostlyReached() {
        int reached = 0;
        for (int i = 0; i < 80; i++) {
            Difficulty wanted = Difficulty.values()[i % 4];
            Realised realised = REALISER.realise(Map.of("word_count", new double[] {8, 20, 50, 120}[i % 4]), wanted, i);
            reached += Difficulty.of(PromptFeatures.of(realised.prompt().text())) == wanted ? 1 : 0;
            assertThat(realised.prompt().metadata())
                    .containsEntry(
                            CorpusMetadata.DIFFICULTY,
                            Difficulty.of(PromptFeatures.of(realised.prompt().text()))
                                    .name());
        }
        assertThat(reached).isGreaterThan(60);
    }

    @Test
    void codeIsWrittenWhereARowAsksForIt() {
        for (TaskType task : List.of(TaskType.CODING, TaskType.EXPLANATION, TaskType.WRITING)) {
            int with = 0;
            for (int i = 0; i < 10; i++) {
                Map<String, Double> row =
                        Map.of("task_type", (double) task.ordinal(), "word_count", 40.0, "code_block_count", 1.0);
                Realised realised = REALISER.realise(row, null, i);
                with += PromptFeatures.of(realised.prompt().text()).get(PromptFeature.CODE_BLOCK_COUNT) > 0 ? 1 : 0;
            }
            assertThat(with).as("texts with code for " + task).isGreaterThan(7);
        }
    }

    @Test
    void headingsTagsPlacesAndCapitalsAreThereInTheNumbersAskedFor() {
        Map<String, Double> plain = Map.of("word_count", 60.0, "heading_count", 0.0, "tag_count", 0.0);
        assertThat(REALISER.realise(plain, null, 1).prompt().text()).doesNotContain("<", "# ");
        for (PromptFeature feature :
                List.of(PromptFeature.HEADING_COUNT, PromptFeature.TAG_COUNT, PromptFeature.PLACEHOLDER_COUNT)) {
            for (double wanted : new double[] {1, 2, 5}) {
                Map<String, Double> row = Map.of("word_count", 80.0, feature.featureName(), wanted);
                double measured = 0;
                for (int i = 0; i < 10; i++) {
                    measured += PromptFeatures.of(
                                    REALISER.realise(row, null, i).prompt().text())
                            .get(feature);
                }
                assertThat(measured / 10).as(feature + " of " + wanted).isCloseTo(wanted, within(0.2 * wanted));
            }
        }
        Map<String, Double> loud = Map.of("word_count", 50.0, "capitals_share", 0.2);
        assertThat(PromptFeatures.of(REALISER.realise(loud, null, 1).prompt().text())
                        .get(PromptFeature.CAPITALS_SHARE))
                .isCloseTo(0.2, within(0.06));
    }

    @Test
    void everyFeatureIsSteeredOrSaysWhyNot() {
        Set<String> steered = Realiser.errors(PromptFeatures.of("a text").values(), PromptFeatures.of("a text"))
                .keySet();
        Set<String> others = Realiser.notSteered().keySet().stream()
                .map(PromptFeature::featureName)
                .collect(Collectors.toSet());
        assertThat(others).doesNotContainAnyElementsOf(steered);
        assertThat(steered.size() + others.size()).isEqualTo(PromptFeature.values().length);
        assertThat(Realiser.notSteered().values()).doesNotContain("");
    }

    @Test
    void distanceIsTheMeanOfItsTerms() {
        double[] row = PromptFeatures.of(CORPUS.get(7).text()).values();
        PromptFeatures other = PromptFeatures.of(CORPUS.get(8).text());
        assertThat(Realiser.errors(row, other).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .isCloseTo(Realiser.distance(row(CORPUS.get(7).text()), other), within(1e-12));
    }

    @Test
    void rowsOfTheWrongWidthAreRefused() {
        assertThatThrownBy(() -> REALISER.realise(new double[3], Difficulty.EASY, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
    }

    @Test
    void wordsAndTaskFollowTheWish() {
        for (int words : new int[] {8, 30, 120, 400}) {
            Map<String, Double> row = Map.of(
                    "word_count",
                    (double) words,
                    "task_type",
                    (double) TaskType.PLANNING.ordinal(),
                    "material_share",
                    0.0);
            Realised realised = REALISER.realise(row, null, words);
            PromptFeatures measured = PromptFeatures.of(realised.prompt().text());
            assertThat(measured.taskType()).as(realised.prompt().text()).isEqualTo(TaskType.PLANNING);
            if (words < 200) {
                assertThat(measured.wordCount()).isBetween(words / 2, words * 2);
            }
        }
    }

    @Test
    void familiesAndTopicsOfTheOtherSidesAreNeverUsed() {
        for (int i = 0; i < CORPUS.size(); i++) {
            Realised realised = REALISER.realise(row(CORPUS.get(i).text()), null, i);
            assertThat(CorpusMetadata.groupKeys(realised.prompt()))
                    .hasSize(2)
                    .allSatisfy(key -> assertThat(SplitSide.ofKey(key)).isEqualTo(SplitSide.TRAINING));
        }
    }

    @Provide
    Arbitrary<Map<String, Double>> anyRows() {
        Arbitrary<String> names = Arbitraries.of(PromptFeatures.names());
        Arbitrary<Double> values = Arbitraries.oneOf(
                Arbitraries.doubles().between(-10, 300),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -1e9, 1e9, 0.0));
        return Arbitraries.maps(names, values).ofMaxSize(15);
    }

    @Property(tries = 100)
    void anyRowGivesAText(@ForAll("anyRows") Map<String, Double> row) {
        Realised realised = REALISER.realise(row, null, 1);
        assertThat(realised.prompt().text()).isNotBlank().hasSizeLessThan(100_000);
        assertThat(realised.distance())
                .isEqualTo(Realiser.distance(
                        row, PromptFeatures.of(realised.prompt().text())))
                .isFinite()
                .isNotNegative();
    }
}
