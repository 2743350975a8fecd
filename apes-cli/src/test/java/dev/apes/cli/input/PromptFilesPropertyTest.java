package dev.apes.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PromptFilesPropertyTest {
    private static final ReadLimits SMALL = new ReadLimits(64, 1_000, 10_000);
    private static final List<String> PIECES = List.of(
            "{\"prompt\": \"ok\"}",
            "{\"prompt\":",
            "prompt,id",
            "\"",
            "\"\"",
            ",",
            "\n",
            "\r\n",
            "\\ud800",
            "\uFEFF",
            "é",
            "{\"text\": \"b\", \"id\": \"a\"}",
            "[",
            "]",
            "a,1",
            "x".repeat(70),
            "\u0000",
            "null",
            " ");

    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<byte[]> assembled = Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        return Arbitraries.oneOf(assembled, noise);
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefusedInWords(@ForAll("files") byte[] bytes, @ForAll boolean strict) {
        for (String name : new String[] {"x.jsonl", "x.csv", "x.txt", "x"}) {
            try {
                PromptFile file = PromptFiles.read(
                        name, PromptFormat.ofName(name), new ByteArrayInputStream(bytes), strict, SMALL);
                assertThat(file.prompts()).isNotEmpty();
                assertThat(file.prompts().size() + file.badLines()).isLessThanOrEqualTo(file.lines());
                assertThat(strict && file.badLines() > 0).isFalse();
                assertThat(new HashSet<>(
                                file.prompts().stream().map(p -> p.id()).toList()))
                        .hasSameSizeAs(file.prompts());
                file.prompts()
                        .forEach(p -> assertThat(
                                        new String(p.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                                .isEqualTo(p.text()));
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).startsWith(name).hasSizeLessThan(600);
            }
        }
    }

    @Property(tries = 200)
    void linesComeBackAsTheyWere(@ForAll("lines") List<String> lines) {
        String text = String.join("\n", lines);
        BoundedLines reader =
                new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100_000);
        StringBuilder again = new StringBuilder();
        try {
            for (BoundedLines.Line line = reader.next(); line != null; line = reader.next()) {
                again.append(line.text()).append('\n');
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        String expected = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        assertThat(again.toString()).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> line = Arbitraries.of("", "a", "é😀", "x".repeat(40_000), " ", "\"quoted\"");
        return line.list().ofMaxSize(12);
    }

    @Property(tries = 200)
    void csvCellsSurviveQuoting(@ForAll("cells") List<String> cells) {
        StringBuilder row = new StringBuilder();
        cells.forEach(cell -> row.append(row.length() == 0 ? "" : ",")
                .append('"')
                .append(cell.replace("\"", "\"\""))
                .append('"'));
        CsvRow parsed = new CsvRow(',');
        boolean complete = false;
        for (String line : row.toString().split("\n", -1)) {
            assertThat(complete).isFalse();
            complete = parsed.feed(line);
        }
        assertThat(complete).isTrue();
        assertThat(Optional.ofNullable(parsed.problem())).isEmpty();
        assertThat(parsed.cells()).isEqualTo(cells);
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return Arbitraries.of("", "a", "\"", "\"\"", ",", "a\nb", "\n", " \"x\" ", "é")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
