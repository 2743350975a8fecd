package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimizeTest {
    private static final String SPACE = """
            {"parameters": [
              {"name": "x", "type": "real", "min": -5, "max": 10},
              {"name": "n", "type": "integer", "min": 1, "max": 9},
              {"name": "f", "type": "flag"},
              {"name": "c", "type": "choice", "values": ["a", "b"]}],
             "seed": 7, "evaluations": 30}
            """;

    @TempDir
    Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("space.json"), text).toString();
    }

    /** Answers every question by the function; all lines that the tool wrote, as JSON. */
    private List<JsonNode> converse(String space, ToDoubleFunction<JsonNode> function) throws Exception {
        String path = file(space);
        PipedInputStream answers = new PipedInputStream();
        PipedOutputStream answer = new PipedOutputStream(answers);
        PipedOutputStream question = new PipedOutputStream();
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(new PipedInputStream(question), StandardCharsets.UTF_8));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> {
            try (PrintStream out = new PrintStream(question, true, StandardCharsets.UTF_8)) {
                return Minimize.run(new String[] {path}, answers, out, System.err);
            }
        });
        List<JsonNode> lines = new ArrayList<>();
        for (String line; (line = questions.readLine()) != null; ) {
            JsonNode node = SpaceFile.JSON.readTree(line);
            lines.add(node);
            if (node.has("ask")) {
                String value = "{\"value\": " + function.applyAsDouble(node.get("ask")) + "}\n";
                answer.write(value.getBytes(StandardCharsets.UTF_8));
                answer.flush();
            }
        }
        assertThat(exit.get()).isZero();
        return lines;
    }

    private static double cost(JsonNode at) {
        return Math.pow(at.get("x").doubleValue() - 3, 2) / 10
                + Math.pow(at.get("n").intValue() - 7, 2)
                + (at.get("f").booleanValue() ? 0 : 2)
                + (at.get("c").textValue().equals("b") ? 0 : 1);
    }

    @Test
    void asksListensAndAnswers() throws Exception {
        List<JsonNode> lines = converse(SPACE, MinimizeTest::cost);
        assertThat(lines).hasSize(31);
        for (int i = 0; i < 30; i++) {
            assertThat(lines.get(i).get("evaluation").intValue()).isEqualTo(i + 1);
            assertThat(lines.get(i).get("ask").get("x").doubleValue()).isBetween(-5.0, 10.0);
        }
        JsonNode last = lines.get(30);
        assertThat(last.get("evaluations").intValue()).isEqualTo(30);
        assertThat(last.get("value").doubleValue())
                .isEqualTo(cost(last.get("best")))
                .isLessThan(0.05);
        assertThat(converse(SPACE, MinimizeTest::cost)).isEqualTo(lines);
    }

    @Test
    void aNoisyFunctionMayBeAskedTwice() throws Exception {
        String space = "{\"parameters\": [{\"name\": \"f\", \"type\": \"flag\"}], \"evaluations\": 9, \"noisy\": true}";
        int[] calls = {0};
        List<JsonNode> lines =
                converse(space, at -> (at.get("f").booleanValue() ? 1 : 5) + (calls[0]++ % 2 == 0 ? 0.5 : -0.5));
        assertThat(lines).hasSize(10);
        assertThat(lines.get(9).get("best").get("f").booleanValue()).isTrue();
    }

    @Test
    void aFiniteSpaceEndsWhenAllIsKnown() throws Exception {
        String space = "{\"parameters\": [{\"name\": \"n\", \"type\": \"integer\", \"min\": -1, \"max\": 1}]}";
        List<JsonNode> lines = converse(space, at -> at.get("n").intValue());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).hasToString("{\"best\":{\"n\":-1},\"value\":-1.0,\"evaluations\":3}");
    }

    private record Outcome(int exit, String err) {}

    private Outcome run(InputStream in, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Minimize.run(
                args,
                in,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(exit, err.toString(StandardCharsets.UTF_8));
    }

    private void refuses(Outcome outcome, String... parts) {
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("Minimize: ").contains(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"parameters\": []}",
                "{\"parameters\": [7]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"complex\"}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"real\", \"min\": 1}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"real\", \"min\": 1, \"max\": 1}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"real\", \"min\": 1, \"max\": 1e999}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"integer\", \"min\": 1.5, \"max\": 3}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"integer\", \"min\": 4, \"max\": 3}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"choice\", \"values\": [\"a\"]}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"choice\", \"values\": [\"a\", 3]}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\"}, {\"name\": \"x\", \"type\": \"flag\"}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\", \"size\": 1}]}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\"}], \"evaluations\": 0}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\"}], \"seed\": \"7\"}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\"}], \"noisy\": 1}",
                "{\"parameters\": [{\"name\": \"x\", \"type\": \"flag\"}]} {}"
            })
    void refusesABadSpaceInOneLine(String space) throws IOException {
        refuses(run(InputStream.nullInputStream(), file(space)), "space.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"value\": \"1\"}\n", "{\"value\": 1e999}\n", "{\"cost\": 1}\n", "seven\n", "\n"})
    void refusesABadAnswerInOneLine(String answer) throws IOException {
        InputStream in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
        refuses(run(in, file(SPACE)), "answer 1", "{\"value\": NUMBER}");
    }

    @Test
    void refusesAMissingFileAndAMissingArgument() {
        refuses(
                run(InputStream.nullInputStream(), folder.resolve("none.json").toString()),
                "none.json",
                "no such file");
        refuses(run(InputStream.nullInputStream()), "usage");
    }
}
