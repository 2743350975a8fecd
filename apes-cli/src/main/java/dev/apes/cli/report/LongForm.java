package dev.apes.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A JSON document as CSV in long form: a header, then a line for each figure or text, ended by CR LF as RFC 4180 has it. Columns: {@code part}
 * of the document ({@code document} for what stands at its top), {@code item} within it (a rule, a step, a session, the number of an
 * iteration, else its place from 1; blank where the part is one thing), {@code figure} (names joined by dots) and {@code value} (blank for
 * null). Not thread-safe.
 */
public final class LongForm {
    private static final List<String> NAMES = List.of("step", "sessionId", "name");

    private final StringBuilder csv = new StringBuilder("part,item,figure,value\r\n");

    /**
     * @param document whose parts to add, in order
     * @return this
     */
    LongForm all(ObjectNode document) {
        document.properties().forEach(part -> part(part.getKey(), part.getValue()));
        return this;
    }

    /**
     * @param part name of a part
     * @param value what it holds; of an object whose fields are all objects, each is an item
     */
    public void part(String part, JsonNode value) {
        if (value.isValueNode()) {
            line("document", "", part, text(value));
        } else if (value.isArray()) {
            items(part, value);
        } else if (!value.isEmpty()
                && value.properties().stream().allMatch(f -> f.getValue().isObject())) {
            value.properties().forEach(item -> flat(part, item.getKey(), "", item.getValue()));
        } else {
            flat(part, "", "", value);
        }
    }

    private void items(String part, JsonNode values) {
        int place = 0;
        for (JsonNode item : values) {
            place++;
            if (item.isValueNode()) {
                line(part, String.valueOf(place), "text", text(item));
            } else {
                String name = NAMES.stream()
                        .filter(item::has)
                        .findFirst()
                        .map(field -> item.get(field).asText())
                        .orElse(String.valueOf(place));
                flat(part, name, "", item);
            }
        }
    }

    private void flat(String part, String item, String figure, JsonNode value) {
        if (value.isValueNode()) {
            line(part, item, figure, text(value));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flat(part, item, figure + "." + (i + 1), value.get(i));
            }
        } else {
            value.properties()
                    .forEach(f ->
                            flat(part, item, figure.isEmpty() ? f.getKey() : figure + "." + f.getKey(), f.getValue()));
        }
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    /**
     * @param part of the document
     * @param item within it; may be blank
     * @param figure its name
     * @param value as it is
     */
    public void line(String part, String item, String figure, String value) {
        csv.append(String.join(
                        ",",
                        SessionExport.quoted(part),
                        SessionExport.quoted(item),
                        SessionExport.quoted(figure),
                        SessionExport.quoted(value)))
                .append("\r\n");
    }

    /** {@return the table so far} */
    @Override
    public String toString() {
        return csv.toString();
    }
}
