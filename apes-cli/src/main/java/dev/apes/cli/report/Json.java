package dev.apes.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.rule.ParameterValues;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Small pieces that the JSON documents share. Keys keep their order; line ends are LF everywhere. Thread-safe. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /** {@return an empty object} */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String line(JsonNode node) {
        return write(MAPPER.writer(), node);
    }

    /** {@return a document, indented, with a line end} */
    public static String document(JsonNode node) {
        return write(PRETTY, node) + "\n";
    }

    private static String write(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain JSON nodes can always be written", e);
        }
    }

    /**
     * @param items in order
     * @param each makes a node of one
     * @return them as an array
     */
    public static <T> ArrayNode list(Collection<T> items, Function<? super T, ? extends JsonNode> each) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }

    static ObjectNode texts(Map<String, String> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    /** {@return whole numbers by name} */
    public static ObjectNode counts(Map<String, ? extends Number> map) {
        ObjectNode node = object();
        map.forEach((key, value) -> node.put(key, value.longValue()));
        return node;
    }

    static ObjectNode numbers(Map<String, Double> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    /** {@return parameters by name, each of its own type} */
    public static ObjectNode parameters(ParameterValues values) {
        ObjectNode node = object();
        values.asMap().forEach((name, value) -> node.set(name, MAPPER.valueToTree(value)));
        return node;
    }

    /** {@return seconds, exact to the millisecond} */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** JSON knows no infinity: an open end is null. */
    static void bound(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
