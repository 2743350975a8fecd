package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.engine.plugin.PluginRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayStoppingTest {
    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private static Result run(String stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = ReplayStopping.run(
                args,
                new PluginRegistry(new PluginRegistry.Explicit(), ReplayStopping.class.getClassLoader()),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhereAndWhy() throws IOException {
        Path history = Files.writeString(folder.resolve("history.json"), """
                [{"iteration": 1, "improvement": 0}, {"iteration": 2, "improvement": 0.01},
                 {"iteration": 3, "improvement": 0.0, "promoted": true}, {"iteration": 4, "improvement": 0.01},
                 {"iteration": 5, "improvement": 0.0}, {"iteration": 6, "improvement": -0.2}, {"iteration": 7, "improvement": 1}]
                """);
        Result result = run("", history.toString(), "--criterion", "improvement_threshold:threshold=0.02,patience=3");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("iteration: 6\nreason: improvement_below_threshold\nexplanation: ")
                .contains("0.02");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void arraysOfNumbersAreImprovementsOrScores() throws IOException {
        assertThat(json("[0, 0.01, 0.01, 0.01]").get("iteration").asInt()).isEqualTo(4);
        assertThat(json("[0, 0.01, 0.01, 0.01]").get("read").asText()).isEqualTo("improvements");
        assertThat(json("[0.5, 0.52, 0.54, 0.56, 0.58]").get("iteration").isNull())
                .isTrue();
        assertThat(json("[0.5, 0.501, 0.502, 0.503, 0.504]").get("iteration").asInt())
                .isEqualTo(4);
        assertThat(json("[0.5, 0.501, 0.502]", "--series", "improvement")
                        .get("iteration")
                        .isNull())
                .isTrue();
    }

    @Test
    void readsWhatTrainExports() throws IOException {
        StringBuilder iterations = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            iterations
                    .append(i == 1 ? "" : ",")
                    .append("{\"iteration\":")
                    .append(i)
                    .append(",\"metrics\":{\"modelAccuracy\":0.6,\"ruleEffectiveness\":0.5,\"patternCoverage\":0.1},")
                    .append("\"improvement\":0,\"promotions\":[{}]}");
        }
        JsonNode answer = json("{\"iterations\":[" + iterations + "]}");
        assertThat(answer.get("iteration").asInt()).isEqualTo(10);
        assertThat(answer.get("reason").asText()).isEqualTo("correlation_plateau");
    }

    @Test
    void scoreCriteriaWorkOnScores() throws IOException {
        StringBuilder scores = new StringBuilder("[0.5");
        scores.append(", 0.5".repeat(30)).append("]");
        assertThat(json(scores.toString(), "--criterion", "slope_equivalence|patience:patience=25")
                        .get("iteration")
                        .asInt())
                .isEqualTo(22);
    }

    @Test
    void lossesAndRegretAreRead() throws IOException {
        String history = "[{\"score\": 0.5, \"trainingLoss\": 0.4, \"validationLoss\": 0.4, \"regretBound\": 0.1},"
                + " {\"score\": 0.5, \"trainingLoss\": 0.3, \"validationLoss\": 0.5, \"regretBound\": 0.001}]";
        assertThat(json(history, "--criterion", "prechelt_gl")
                        .get("explanation")
                        .asText())
                .contains("25.00 %");
        assertThat(json(history, "--criterion", "(patience|regret_bound)&max_iterations:limit=2")
                        .get("iteration")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(history, "--criterion", "recommended").get("iteration").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[0.5, NaN]; no valid JSON",
                "[0.5, \"a\"]; entry 2",
                "[0.5, 1.5]; in [0, 1]",
                "[]; must hold a JSON array",
                "{\"a\": 1}; under 'iterations'",
                "[{\"iteration\": 2, \"improvement\": 0}]; 1 comes next",
                "[{\"iteration\": 1}]; needs 'improvement'",
                "[{\"improvement\": \"x\"}]; must be a number",
                "[0.5] [0.6]; no valid JSON",
                "[0, 1e999]; entry 2"
            })
    void badHistoriesAreRefusedInOneLine(String history, String named) {
        Result result = run(history, "-");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(named).hasLineCount(1);
    }

    @Test
    void badOptionsAreRefusedInOneLine() {
        refused("unknown", "[0, 0]", "-", "--criterion", "unknown");
        refused("patience", "[0, 0]", "-", "--criterion", "patience:patience=x");
        refused("reads scores", "[0, 0]", "-", "--criterion", "mann_kendall");
        refused("--what", "[0, 0]", "-", "--what");
        refused("--series", "[0, 0]", "-", "--series", "loss");
        refused("missing", "");
        refused("can't be read", "", "/no/such/file.json");
    }

    private static void refused(String named, String stdin, String... args) {
        Result result = run(stdin, args);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(named).hasLineCount(1);
    }

    private static JsonNode json(String history, String... more) throws IOException {
        String[] args = new String[more.length + 2];
        args[0] = "-";
        args[1] = "--json";
        System.arraycopy(more, 0, args, 2, more.length);
        Result result = run(history, args);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }
}
