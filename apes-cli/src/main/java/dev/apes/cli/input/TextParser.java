package dev.apes.cli.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** Plain text: one prompt a line; blank lines separate. */
final class TextParser {
    private TextParser() {}

    static void parse(BoundedLines lines, PromptSink sink) throws IOException {
        for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.problem() != null) {
                sink.bad(line.number(), line.problem());
            } else if (!line.text().isBlank()) {
                RecordTaker.take(
                        JsonNodeFactory.instance.objectNode().put(PromptFields.PROMPT, line.text()),
                        line.number(),
                        sink);
            }
        }
    }
}
