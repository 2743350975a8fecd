package dev.apes.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.util.function.BiConsumer;

/** JSON Lines: one object a line. */
final class JsonlParser {
    private static final int MAX_DEPTH = 64;
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private JsonlParser() {}

    static void parse(String source, BoundedLines lines, PromptSink sink) throws IOException {
        parse(source, lines, (line, record) -> RecordTaker.take(record, line, sink), sink::bad);
    }

    /**
     * Reads objects to the end.
     *
     * @param source what is read, for messages
     * @param lines where from
     * @param good gets line number and object
     * @param bad gets line number and problem of every line that holds no object
     */
    static void parse(
            String source, BoundedLines lines, BiConsumer<Integer, ObjectNode> good, BiConsumer<Integer, String> bad)
            throws IOException {
        boolean first = true;
        for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.problem() != null) {
                bad.accept(line.number(), line.problem());
            } else if (!line.text().isBlank()) {
                if (first && line.text().stripLeading().startsWith("[")) {
                    throw new InvalidInputException(
                            source, "is a JSON list; write one object a line, e.g. with \"jq -c '.[]'\"");
                }
                object(line, good, bad);
                first = false;
            }
        }
    }

    private static void object(
            BoundedLines.Line line, BiConsumer<Integer, ObjectNode> good, BiConsumer<Integer, String> bad) {
        JsonNode node;
        try {
            node = parse(line.text());
        } catch (IllegalArgumentException e) {
            bad.accept(line.number(), e.getMessage());
            return;
        }
        if (node instanceof ObjectNode record) {
            good.accept(line.number(), record);
        } else {
            bad.accept(line.number(), "is no JSON object; write {\"prompt\": \"…\"}");
        }
    }

    /**
     * @param text a JSON value
     * @return the value
     * @throws IllegalArgumentException saying what is wrong with it and where
     */
    static JsonNode parse(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("");
            int column = e.getLocation() == null ? -1 : e.getLocation().getColumnNr();
            throw new IllegalArgumentException(
                    "is no valid JSON" + (column > 0 ? " at column " + column : "") + ": "
                            + (message.length() > 160 ? message.substring(0, 160) + "…" : message),
                    e);
        }
    }
}
