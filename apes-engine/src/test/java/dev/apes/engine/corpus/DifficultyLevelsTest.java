package dev.apes.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.engine.text.PromptFeatures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifficultyLevelsTest {
    @Test
    void halfOfASessionsPromptsAreEasyByItsOwnMeasure() {
        List<Prompt> prompts = StartingCorpus.generate(400, 7);
        double[] scores = prompts.stream()
                .mapToDouble(p -> Difficulty.score(PromptFeatures.of(p.text())))
                .toArray();
        DifficultyLevels levels = DifficultyLevels.of(scores);
        long easy = prompts.stream()
                .filter(p -> levels.of(PromptFeatures.of(p.text())) == Difficulty.EASY)
                .count();
        long extreme = prompts.stream()
                .filter(p -> levels.of(PromptFeatures.of(p.text())) == Difficulty.EXTREME)
                .count();
        assertThat(easy).isBetween(190L, 205L);
        assertThat(extreme).isBetween(1L, 25L);
        assertThat(levels).isNotEqualTo(DifficultyLevels.STANDARD);
    }

    @Test
    void levelsStayApartAndFewPromptsChangeNothing() {
        double[] same = new double[100];
        Arrays.fill(same, 0.98);
        DifficultyLevels levels = DifficultyLevels.of(same);
        assertThat(levels.hard() - levels.medium()).isGreaterThanOrEqualTo(0.0299);
        assertThat(levels.extreme() - levels.hard()).isGreaterThanOrEqualTo(0.0299);
        assertThat(DifficultyLevels.of(new double[39])).isEqualTo(DifficultyLevels.STANDARD);
    }
}
