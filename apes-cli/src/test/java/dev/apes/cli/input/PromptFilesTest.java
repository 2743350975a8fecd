package dev.apes.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFilesTest {
    private static final ReadLimits SMALL = new ReadLimits(200, 50, 2_000);

    @TempDir
    Path folder;

    private PromptFile read(String name, String content) {
        return read(name, content.getBytes(StandardCharsets.UTF_8), false);
    }

    private PromptFile read(String name, byte[] content, boolean strict) {
        try {
            Path file = Files.write(folder.resolve(name), content);
            return PromptFiles.read(file.toString(), InputStream.nullInputStream(), strict, SMALL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(PromptFile file) {
        return file.prompts().stream().map(Prompt::text).toList();
    }

    @Test
    void jsonLinesKeepEveryFieldAndTheOrder() {
        PromptFile file = read("a.jsonl", """
                {"id": 7, "prompt": "Sum up", "category": "writing", "context": "the text", "reference": "ref",
                """.strip() + """
                 "examples": [{"input": "a", "output": "b"}], "score": 1.50, "tags": ["x", {"y": 1}], "gone": null}

                {"text": "Second 😀"}
                {"prompt": "Third", "text": "kept aside"}
                """);
        assertThat(file.prompts())
                .containsExactly(
                        new Prompt(
                                "7",
                                "Sum up",
                                Optional.of("writing"),
                                Optional.of("the text"),
                                List.of(new Prompt.Example("a", "b")),
                                Optional.of("ref"),
                                java.util.Map.of("score", "1.50", "tags", "[\"x\",{\"y\":1}]", "gone", "null")),
                        Prompt.of("line-3", "Second 😀"),
                        new Prompt(
                                "line-4",
                                "Third",
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                java.util.Map.of("text", "kept aside")));
        assertThat(file.prompts().get(0).metadata().keySet()).containsExactly("score", "tags", "gone");
        assertThat(file.badLines()).isZero();
        assertThat(file.renamedIds()).isZero();
    }

    @Test
    void badJsonLinesAreCountedAndNamed() {
        PromptFile file = read("b.jsonl", """
                {"prompt": "good"}
                {"prompt": "cut of
                [1]
                {"prompt": 5}
                {"prompt": "  "}
                {"other": "x"}
                {"prompt": "a\\u0000b"}
                {"prompt": "half \\ud83d"}
                {"prompt": "a", "prompt": "b"}
                {"prompt": "one"} {"prompt": "two"}
                {"prompt": "a", "examples": [{"input": "x"}]}
                {"prompt": "a", "id": {"x": 1}}
                {"prompt": "also good"}
                """);
        assertThat(texts(file)).containsExactly("good", "also good");
        assertThat(file.badLines()).isEqualTo(11);
        assertThat(file.named()).hasSize(PromptSink.NAMED);
        assertThat(file.named()).extracting(PromptFile.BadLine::line).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(file.named().get(0).problem()).contains("no valid JSON at column");
        assertThat(file.named().get(2).problem())
                .isEqualTo("field 'prompt' must be text but is the number 5; put it in quotes");
        assertThat(file.named().get(4).problem()).isEqualTo("has no field 'prompt' or 'text'; its fields are other");
        assertThat(file.named().get(5).problem()).contains("NUL");
        assertThat(file.named().get(6).problem()).contains("half a surrogate pair");
        assertThat(file.named().get(7).problem()).contains("Duplicate");
    }

    @Test
    void deeplyNestedJsonIsABadLine() {
        PromptFile file = read(
                "deep.jsonl",
                "{\"prompt\": \"a\", \"x\": " + "[".repeat(70) + "]".repeat(70) + "}\n{\"prompt\": \"b\"}");
        assertThat(texts(file)).containsExactly("b");
        assertThat(file.named().get(0).problem()).contains("depth");
    }

    @Test
    void strictRefusesTheFileAtTheFirstBadLine() {
        byte[] content = "{\"prompt\": \"good\"}\n{\"prompt\":\n{\"prompt\": 5}\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read("s.jsonl", content, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("s.jsonl:2: is no valid JSON")
                .hasMessageContaining("--strict");
    }

    @Test
    void repeatedIdsAreMadeUnique() {
        PromptFile file = read("ids.jsonl", """
                {"id": "a", "prompt": "1"}
                {"id": "a#2", "prompt": "2"}
                {"id": "a", "prompt": "3"}
                {"id": "a", "prompt": "4"}
                """);
        assertThat(file.prompts()).extracting(Prompt::id).containsExactly("a", "a#2", "a#3", "a#4");
        assertThat(file.renamedIds()).isEqualTo(2);
    }

    @Test
    void csvReadsQuotedCellsOverSeveralLines() {
        PromptFile file = read(
                "c.csv",
                "\uFEFFID,Prompt,source,examples\r\n"
                        + "1,\"Say \"\"hi\"\",\nthen stop\",web,\r\n"
                        + "2,plain 5\" disk,,\"[{\"\"input\"\": \"\"x\"\", \"\"output\"\": \"\"y\"\"}]\"\r\n");
        assertThat(texts(file)).containsExactly("Say \"hi\",\nthen stop", "plain 5\" disk");
        assertThat(file.prompts()).extracting(Prompt::id).containsExactly("1", "2");
        assertThat(file.prompts().get(0).metadata()).containsEntry("source", "web");
        assertThat(file.prompts().get(1).examples()).containsExactly(new Prompt.Example("x", "y"));
    }

    @Test
    void aBrokenCsvRecordCostsNoOther() {
        PromptFile file = read("d.csv", """
                id,prompt
                1,one
                2,"never closed
                3,"three"
                4,four,too many
                5
                6,"six" x
                7,seven
                8,"open at the end
                9,nine
                """);
        assertThat(texts(file)).containsExactly("one", "three", "seven", "nine");
        assertThat(file.named()).extracting(PromptFile.BadLine::line).containsExactly(3, 5, 6, 7, 9);
        assertThat(file.named().get(0).problem()).endsWith("(it opens a quoted cell that reaches into line 4)");
        assertThat(file.named().get(4).problem()).isEqualTo("opens a quoted cell that is never closed");
    }

    @Test
    void csvTakesSemicolonsAndNeedsAHeader() {
        assertThat(texts(read("e.csv", "id;prompt\n1;a, b\n"))).containsExactly("a, b");
        assertThatThrownBy(() -> read("f.csv", "question,answer\na,b\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'prompt' or 'text'")
                .hasMessageContaining("question,answer");
    }

    @Test
    void textIsOnePromptALine() {
        PromptFile file = read("g.txt", "First\r\n\n  Second with indent\nlast without end");
        assertThat(texts(file)).containsExactly("First", "  Second with indent", "last without end");
        assertThat(file.prompts()).extracting(Prompt::id).containsExactly("line-1", "line-3", "line-4");
    }

    @Test
    void standardInputIsSniffed() {
        assertThat(sniffed("{\"prompt\": \"a\"}\n{broken\n{\"text\": \"b\"}")).isEqualTo("JSONL [a, b]");
        assertThat(sniffed("id,text\n1,a\n")).isEqualTo("CSV [a]");
        assertThat(sniffed("Write a poem, please\nand a {text}\n"))
                .isEqualTo("TEXT [Write a poem, please, and a {text}]");
    }

    private static String sniffed(String content) {
        PromptFile file =
                PromptFiles.read("-", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), false, SMALL);
        return file.format() + " " + texts(file);
    }

    @Test
    void aHugeLineIsABadLine() {
        PromptFile file = read("h.txt", "short\n" + "x".repeat(100_000) + "\nend");
        assertThat(texts(file)).containsExactly("short", "end");
        assertThat(file.named())
                .containsExactly(new PromptFile.BadLine(2, "is 100000 bytes long; the limit is 200 bytes a line"));
    }

    @Test
    void anEndlessLineIsReadInBoundedMemory() {
        InputStream largerThanTheHeap = new InputStream() {
            private long left = 600L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int n = (int) Math.min(left, length);
                java.util.Arrays.fill(buffer, offset, offset + n, (byte) 'x');
                left -= n;
                return n;
            }
        };
        assertThatThrownBy(() -> PromptFiles.read("-", largerThanTheHeap, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("629145600 bytes long");
    }

    @Test
    void oneUndecodableLineIsBadButAnotherEncodingIsRefused() {
        byte[] bytes = ("good\n".repeat(20) + "caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
        PromptFile file = read("latin.txt", bytes, false);
        assertThat(file.prompts()).hasSize(20);
        assertThat(file.named())
                .containsExactly(new PromptFile.BadLine(21, "byte 4 (0xE9) is not UTF-8; save the file as UTF-8"));

        assertThatThrownBy(() -> read(
                        "latin1.txt", "plain\ncaf\u00e9\nni\u00f1o\n".getBytes(StandardCharsets.ISO_8859_1), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 of 3 lines can't be decoded, the first at line 2")
                .hasMessageContaining("iconv");
    }

    @Test
    void otherKindsOfFileAreRefusedByName() {
        refused("x.jsonl", "{\"prompt\": \"a\"}".getBytes(Charset.forName("UTF-16")), "UTF-16");
        refused("x.txt", "a\u0000b".getBytes(StandardCharsets.UTF_8), "binary (byte 2 is NUL)");
        refused("x.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "gzip");
        refused("y.txt", new byte[0], "is empty");
        refused("z.txt", "\n \n".getBytes(StandardCharsets.UTF_8), "holds no prompt");
        refused("l.json", "[{\"prompt\": \"a\"}]".getBytes(StandardCharsets.UTF_8), "is a JSON list");
        refused("all.jsonl", "x\ny\n".getBytes(StandardCharsets.UTF_8), "none of its 2 lines can be used");
        refused("many.txt", "a\n".repeat(51).getBytes(StandardCharsets.UTF_8), "is too large");
    }

    private void refused(String name, byte[] content, String message) {
        assertThatThrownBy(() -> read(name, content, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    @Test
    void filesThatAreNotThereAreRefused() {
        for (String name : new String[] {"missing.jsonl", folder.toString(), "", "a\0b"}) {
            assertThatThrownBy(() -> PromptFiles.read(name, InputStream.nullInputStream(), false))
                    .as(name)
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
