package dev.apes.cli.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Prompt;

/** Hands one record over as a prompt or as a bad line. */
final class RecordTaker {
    private RecordTaker() {}

    static void take(ObjectNode record, int line, PromptSink sink) {
        Prompt prompt;
        try {
            prompt = PromptFields.toPrompt(record, "line-" + line);
        } catch (IllegalArgumentException e) {
            sink.bad(line, e.getMessage());
            return;
        }
        sink.accept(prompt);
    }
}
