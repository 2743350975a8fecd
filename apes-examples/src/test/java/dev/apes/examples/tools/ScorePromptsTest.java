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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorePromptsTest {
    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private static Result run(String stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = ScorePrompts.run(
                args,
                new PluginRegistry(new PluginRegistry.Explicit(), ScorePrompts.class.getClassLoader()),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void addsScoreAndFacetsAndNamesBadLines() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), """
                {"id": 1, "prompt": "Écris un poème", "nested": {"a": [1.50]}}
                {"prompt": "List three French poets", "original": "Name some poets"}
                {"prompt": "List three French poets"}
                {"prompt": broken}
                {"prompt": "a", "original": 3}
                """);
        Path out = folder.resolve("out.jsonl");
        Result result = run("", in.toString(), out.toString(), "--evaluator", "rubric");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        in + ":4: is no valid JSON",
                        in + ":5: field 'original' must be text",
                        "3 scored",
                        "2 bad lines");

        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("{\"id\":1,\"prompt\":\"Écris un poème\",\"nested\":{\"a\":[1.50]},\"score\":");
        JsonNode version = new ObjectMapper().readTree(lines.get(1));
        JsonNode itself = new ObjectMapper().readTree(lines.get(2));
        assertThat(version.at("/score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(version.at("/facets").size()).isPositive();
        assertThat(version.at("/score")).isNotEqualTo(itself.at("/score"));
    }

    @Test
    void scoresMoreThanABatchInOrderFromStandardInput() throws IOException {
        StringBuilder in = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            in.append("{\"id\": ").append(i).append(", \"prompt\": \"Write a poem\"}\n");
        }
        Result result = run(in.toString(), "-", "-", "--evaluator", "rubric");
        assertThat(result.code()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(600);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(new ObjectMapper().readTree(lines.get(i)).get("id").intValue())
                    .isEqualTo(i);
        }
    }

    @Test
    void badInputIsExitCodeTwoAndLeavesNothingBehind() throws IOException {
        Path out = folder.resolve("out.jsonl");
        Path in = Files.writeString(folder.resolve("in.jsonl"), "nonsense\n");
        for (String[] args : new String[][] {
            {},
            {in.toString()},
            {in.toString(), out.toString(), "--evaluator", "no_such_evaluator"},
            {in.toString(), out.toString(), "--evaluator", "rubric", "--bogus"},
            {in.toString(), out.toString(), "--evaluator", "rubric", "-E", "words=none"},
            {in.toString(), out.toString(), "--evaluator", "rubric"},
            {folder.resolve("missing.jsonl").toString(), out.toString(), "--evaluator", "rubric"},
            {in.toString(), folder.resolve("missing/out.jsonl").toString(), "--evaluator", "rubric"}
        }) {
            Result result = run("", args);
            assertThat(result.code()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(result.err()).contains("ScorePrompts: ").doesNotContain("\tat ");
            assertThat(folder.toFile().list()).containsExactly("in.jsonl");
        }
    }
}
