package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.statistics.Interval;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePromptsTest {
    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private static Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = ComparePrompts.run(
                args,
                new PluginRegistry(new PluginRegistry.Explicit(), ComparePrompts.class.getClassLoader()),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String file(int prompts) throws Exception {
        ObjectMapper json = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (String prompt : OwnPrompts.lines(prompts)) {
            lines.append(json.writeValueAsString(Map.of("prompt", prompt))).append('\n');
        }
        return Files.writeString(folder.resolve("real.jsonl"), lines).toString();
    }

    @Test
    void putsEverySetBesideTheRealOneAndSaysWhatOfEachFeatureCameThrough() throws Exception {
        Result result = run(file(120), "--prompts", "50", "--seed", "3");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("real, the other half +50 .*0\\.\\d+ \\[0\\.\\d+, [01]\\.\\d+\\]")
                .containsPattern("rows of copula, realised +50 ")
                .containsPattern("starting corpus +50 ")
                .contains("50 rows: mean distance")
                .containsPattern("word_count +\\d\\.\\d+ +-?0\\.\\d+");
        assertThat(run(file(120), "--prompts", "50", "--seed", "3")).isEqualTo(result);
    }

    @Test
    void namesWhatItCanNotUse() throws Exception {
        assertThat(run().err()).contains("REAL.jsonl").contains("usage");
        assertThat(run(file(10)).err()).contains("10 prompts").contains("40 at least");
        assertThat(run(file(50), "--speed", "9")).satisfies(r -> {
            assertThat(r.code()).isEqualTo(2);
            assertThat(r.err()).contains("--speed");
        });
    }

    @Test
    void distinctAndSelfSimilarityAreThoseCountedByHand() {
        List<List<String>> prompts =
                List.of(PromptVariety.words("A cat, a CAT: 12 cats!"), PromptVariety.words("a cat"), List.of("dog"));
        assertThat(prompts.get(0)).containsExactly("a", "cat", "a", "cat", "12", "cats");
        // a cat 12 cats dog of nine; of six bigrams "a cat" is there three times
        assertThat(PromptVariety.distinct(prompts, 1, 100)).isEqualTo(5 / 9.0);
        assertThat(PromptVariety.distinct(prompts, 2, 100)).isEqualTo(4 / 6.0);
        assertThat(PromptVariety.distinct(prompts, 1, 4)).isEqualTo(2 / 4.0);
        // (2, 2, 1, 1) and (1, 1): 4 / (√10 √2), for the first and the second; the third is like none
        assertThat(PromptVariety.selfSimilarity(prompts)).isCloseTo(2 * 4 / Math.sqrt(20) / 3, within(1e-12));
    }

    @Test
    void theClassifierTellsWhatDiffersAndOnlyThat() {
        Random random = new Random(5);
        double[][] first = new double[200][6];
        double[][] same = new double[200][6];
        double[][] other = new double[200][6];
        for (int i = 0; i < first.length; i++) {
            for (int c = 0; c < 6; c++) {
                first[i][c] = random.nextGaussian();
                same[i][c] = random.nextGaussian();
                other[i][c] = random.nextGaussian() + (c == 2 ? 1.5 : 0);
            }
        }
        assertThat(TellApart.auc(first, same, 0.01, 1).contains(0.5)).isTrue();
        Interval apart = TellApart.auc(first, other, 0.01, 1);
        // two normals 1.5 deviations apart: Φ(1.5 / √2) = 0.8556
        assertThat(apart.low()).isLessThan(0.8556);
        assertThat(apart.high()).isGreaterThan(0.8556);
        assertThat(apart.low()).isGreaterThan(0.75);
    }
}
