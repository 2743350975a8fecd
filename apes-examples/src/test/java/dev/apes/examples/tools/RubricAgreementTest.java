package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubricAgreementTest {
    private static final List<String> SUBJECTS = List.of(
            "herons",
            "volcanoes",
            "sourdough",
            "chess",
            "glaciers",
            "violins",
            "beekeeping",
            "tides",
            "origami",
            "lichens",
            "trams",
            "saffron",
            "comets",
            "basalt",
            "ferns",
            "sonar",
            "looms",
            "otters",
            "quinoa",
            "radar");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return RubricAgreement.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String pairs() throws IOException {
        return file(
                "pairs.jsonl",
                SUBJECTS.stream()
                        .map(s ->
                                "{\"worse\": \"tell me about %s\", \"better\": \"Explain how %s differ by region, with two dated examples of %s from Norway.\"}"
                                        .formatted(s, s, s))
                        .collect(Collectors.joining("\n")));
    }

    private String prompts() throws IOException {
        return file(
                "prompts.jsonl",
                IntStream.range(0, SUBJECTS.size())
                        .mapToObj(i -> i % 2 == 0
                                ? "{\"prompt\": \"Find me some good stuff about %s for my hobby.\", \"vague\": true}"
                                        .formatted(SUBJECTS.get(i))
                                : "{\"prompt\": \"Name 3 books about %s.\", \"vague\": false}"
                                        .formatted(SUBJECTS.get(i)))
                        .collect(Collectors.joining("\n")));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void reportsAgreementBesideTheLongerOne() throws IOException {
        assertThat(run(pairs(), prompts())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("the longer one wins, by words")
                .contains("all 100.0 %")
                .contains("cross-validated")
                .contains("exact McNemar p = 1.0000")
                .contains("burden");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        assertThat(run(file("bad.jsonl", "{\"worse\": \"a\", \"better\": 3}"), prompts()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("bad.jsonl:1").contains("better");
    }

    @Test
    void refusesMissingFilesAndTooFewPairs() throws IOException {
        assertThat(run(folder.resolve("absent.jsonl").toString(), prompts())).isEqualTo(2);
        assertThat(run(file("one.jsonl", "{\"worse\": \"a\", \"better\": \"b\"}"), prompts()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("absent.jsonl")
                .contains("20 pairs");
        assertThat(run()).isEqualTo(2);
    }
}
