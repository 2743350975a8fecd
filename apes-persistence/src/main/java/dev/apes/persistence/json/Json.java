package dev.apes.persistence.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** JSON text and trees. Doubles come back bit for bit. */
public final class Json {
    /** What APES writes is nested a dozen deep; what is deeper was not written by it, and would only fill the stack. */
    private static final int MOST_NESTED = 100;

    /** Characters of one value of a row: more would not fit into the heap beside a training. */
    private static final int LONGEST = 256 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .maxStringLength(LONGEST)
                            .maxDocumentLength(LONGEST)
                            .build())
                    .build())
            .build();

    private Json() {}

    /** {@return an empty object} */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return an empty array} */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * @param node a tree
     * @return it as text
     * @throws InvalidInputException if a text in it contains a NUL character, which PostgreSQL can't store
     */
    public static String text(JsonNode node) {
        String text;
        try {
            text = MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing JSON", e);
        }
        int at = text.indexOf("\\u0000");
        while (at >= 0) {
            int slashes = 0;
            while (at - slashes - 1 >= 0 && text.charAt(at - slashes - 1) == '\\') {
                slashes++;
            }
            if (slashes % 2 == 0) {
                String before = text.substring(Math.max(0, at - 40), at);
                throw new InvalidInputException(
                        "text",
                        "contains a NUL character, which PostgreSQL can't store, after «" + before + "»; remove it");
            }
            at = text.indexOf("\\u0000", at + 1);
        }
        return text;
    }

    /**
     * @param text JSON, or null
     * @return its tree; an empty object for null
     */
    public static JsonNode parse(String text) {
        if (text == null) {
            return object();
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StoreException("The database holds JSON that can't be read: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode of(OptionalDouble value) {
        return value.isPresent()
                ? JsonNodeFactory.instance.numberNode(value.getAsDouble())
                : JsonNodeFactory.instance.nullNode();
    }

    static OptionalDouble optionalDouble(JsonNode node) {
        return node == null || node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(node.doubleValue());
    }

    static <T> ArrayNode array(Collection<T> values, Function<T, ? extends JsonNode> writer) {
        ArrayNode array = array();
        values.forEach(v -> array.add(writer.apply(v)));
        return array;
    }

    static ArrayNode texts(Collection<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
        List<T> values = new ArrayList<>();
        array.forEach(node -> values.add(reader.apply(node)));
        return values;
    }

    /**
     * @param map numbers by name
     * @return an object
     */
    public static ObjectNode numbers(Map<String, Double> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    /**
     * @param map counts by name
     * @return an object
     */
    public static ObjectNode counts(Map<String, Integer> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    /**
     * @param map texts by name
     * @return an object
     */
    public static ObjectNode strings(Map<String, String> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> reader) {
        Map<String, T> map = new LinkedHashMap<>();
        object.properties().forEach(e -> map.put(e.getKey(), reader.apply(e.getValue())));
        return map;
    }

    /**
     * @param text what {@link #numbers} gave, as text, or null
     * @return numbers by name
     */
    public static Map<String, Double> readNumbers(String text) {
        return map(parse(text), JsonNode::doubleValue);
    }

    static Optional<String> optional(JsonNode object, String field) {
        return Optional.ofNullable(object.get(field)).filter(n -> !n.isNull()).map(JsonNode::textValue);
    }

    static JsonNode need(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new StoreException("The database holds a record without its field '" + field + "'", null);
        }
        return value;
    }
}
