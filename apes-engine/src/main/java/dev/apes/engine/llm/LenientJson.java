package dev.apes.engine.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Finds JSON in what models say. */
final class LenientJson {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .build()
            .readerFor(JsonNode.class);

    private LenientJson() {}

    /** The last object with a field of this name that stands anywhere in a text: models think before they answer. */
    static Optional<JsonNode> object(String text, String field) {
        for (int from = text.lastIndexOf('{'); from >= 0; from = text.lastIndexOf('{', from - 1)) {
            try {
                JsonNode node = READER.readTree(text.substring(from));
                if (node != null && node.isObject() && node.has(field)) {
                    return Optional.of(node);
                }
            } catch (JsonProcessingException notHere) {
                // an earlier brace may begin one
            }
            if (from == 0) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The whole text as JSON, a code fence around it aside. */
    static Optional<JsonNode> whole(String text) {
        String bare = text.strip();
        if (bare.startsWith("```") && bare.endsWith("```") && bare.indexOf('\n') > 0) {
            bare = bare.substring(bare.indexOf('\n') + 1, bare.length() - 3).strip();
        }
        try (JsonParser parser = new com.fasterxml.jackson.databind.ObjectMapper().createParser(bare)) {
            JsonNode node = parser.readValueAsTree();
            return node == null || parser.nextToken() != null ? Optional.empty() : Optional.of(node);
        } catch (java.io.IOException notJson) {
            return Optional.empty();
        }
    }
}
