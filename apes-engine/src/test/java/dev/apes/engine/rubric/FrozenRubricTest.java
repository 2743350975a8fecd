package dev.apes.engine.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Pins scores, so that the rubric is never changed in passing: sessions judged by different rubrics cannot be compared. A wanted
 * change raises {@link RubricModel#VERSION} and the version and numbers in {@code frozen-scores.txt}, which the failure message gives.
 */
class FrozenRubricTest {
    @Test
    void scoresAreThoseOfThisVersion() throws IOException {
        List<String> expected = lines();
        List<String> actual = new ArrayList<>(List.of("version " + RubricModel.VERSION));
        int at = 1;
        for (String[] pair : pairs()) {
            double score = Score.of(pair[1], pair[0]);
            actual.add(String.format(Locale.ROOT, "%.12f", score));
            if (at < expected.size()) {
                assertThat(score)
                        .as("score %s; new scores would be%n%s", at, String.join("\n", all()))
                        .isCloseTo(Double.parseDouble(expected.get(at)), within(1e-9));
            }
            at++;
        }
        assertThat(expected)
                .as("frozen-scores.txt should be%n%s", String.join("\n", actual))
                .hasSameSizeAs(actual);
        assertThat(expected.get(0))
                .isEqualTo("version " + new RubricEvaluator().info().version());
    }

    private static List<String> all() {
        List<String> lines = new ArrayList<>(List.of("version " + RubricModel.VERSION));
        pairs().forEach(pair -> lines.add(String.format(Locale.ROOT, "%.12f", Score.of(pair[1], pair[0]))));
        return lines;
    }

    /** Originals with versions: themselves, improvements, a lost demand, padding, an echo. */
    private static List<String[]> pairs() {
        List<String[]> pairs = new ArrayList<>();
        for (int i = 0; i < Cases.PROMPTS.size(); i += 3) {
            pairs.add(new String[] {Cases.PROMPTS.get(i), Cases.PROMPTS.get(i)});
            pairs.add(new String[] {
                Cases.PROMPTS.get(i),
                Cases.PROMPTS.get(i) + " " + Cases.GENERIC_ADDITIONS.get(i % Cases.GENERIC_ADDITIONS.size())
            });
        }
        Cases.IMPROVEMENTS.forEach(
                improvement -> pairs.add(new String[] {improvement.original(), improvement.better()}));
        for (Cases.Echo echo : Cases.ECHOES) {
            pairs.add(new String[] {
                echo.prompt(), echo.prompt() + " " + Cases.FRAMES.get(1).replace("%s", echo.phrase())
            });
        }
        pairs.add(new String[] {"Suggest three dinners without mushrooms.", "Suggest three dinners."});
        return pairs;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = FrozenRubricTest.class.getResourceAsStream("frozen-scores.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
