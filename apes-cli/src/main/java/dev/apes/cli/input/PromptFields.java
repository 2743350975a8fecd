package dev.apes.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the fields of one record into a prompt. */
final class PromptFields {
    static final String PROMPT = "prompt";
    static final String TEXT = "text";
    static final String ID = "id";
    static final String CATEGORY = "category";
    static final String CONTEXT = "context";
    static final String REFERENCE = "reference";
    static final String EXAMPLES = "examples";
    static final Set<String> KNOWN = Set.of(PROMPT, TEXT, ID, CATEGORY, CONTEXT, REFERENCE, EXAMPLES);

    private PromptFields() {}

    /**
     * @param record the fields
     * @param fallbackId the id of a prompt that has none
     * @return the prompt; fields APES does not know become metadata, as text
     * @throws IllegalArgumentException saying which field is wrong and how
     */
    static Prompt toPrompt(ObjectNode record, String fallbackId) {
        String textField = record.has(PROMPT) ? PROMPT : TEXT;
        JsonNode text = record.get(textField);
        if (text == null || text.isNull()) {
            throw new IllegalArgumentException("has no field 'prompt' or 'text'" + present(record));
        }
        if (!text.isTextual()) {
            throw new IllegalArgumentException(
                    "field '" + textField + "' must be text but is " + kind(text) + "; put it in quotes");
        }
        if (text.textValue().isBlank()) {
            throw new IllegalArgumentException("field '" + textField + "' is blank");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        record.properties().forEach(field -> {
            boolean used = field.getKey().equals(textField)
                    || (KNOWN.contains(field.getKey()) && !field.getKey().equals(TEXT));
            if (!used) {
                metadata.put(field.getKey(), asText(field.getValue()));
            }
        });
        return checked(new Prompt(
                scalar(record, ID).orElse(fallbackId),
                text.textValue(),
                scalar(record, CATEGORY),
                scalar(record, CONTEXT),
                examples(record.get(EXAMPLES)),
                scalar(record, REFERENCE),
                metadata));
    }

    private static String present(ObjectNode record) {
        List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "" : "; its fields are " + String.join(", ", names);
    }

    private static Optional<String> scalar(ObjectNode record, String field) {
        JsonNode value = record.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isContainerNode()) {
            throw new IllegalArgumentException("field '" + field + "' must be text but is " + kind(value));
        }
        return Optional.of(value.asText()).filter(text -> !text.isBlank());
    }

    private static List<Prompt.Example> examples(JsonNode node) {
        List<Prompt.Example> examples = new ArrayList<>();
        if (node == null || node.isNull()) {
            return examples;
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException(
                    "field 'examples' must be a list of {\"input\", \"output\"} but is " + kind(node));
        }
        for (JsonNode example : node) {
            JsonNode input = example.get("input");
            JsonNode output = example.get("output");
            if (input == null || output == null || !input.isTextual() || !output.isTextual()) {
                throw new IllegalArgumentException(
                        "example " + (examples.size() + 1) + " must have the texts 'input' and 'output'");
            }
            examples.add(new Prompt.Example(input.textValue(), output.textValue()));
        }
        return examples;
    }

    // half a surrogate pair can't be written as UTF-8 again: refused here rather than at the export after an hour
    private static Prompt checked(Prompt prompt) {
        wellFormed(ID, prompt.id());
        wellFormed(PROMPT, prompt.text());
        prompt.category().ifPresent(text -> wellFormed(CATEGORY, text));
        prompt.context().ifPresent(text -> wellFormed(CONTEXT, text));
        prompt.reference().ifPresent(text -> wellFormed(REFERENCE, text));
        prompt.examples().forEach(example -> {
            wellFormed(EXAMPLES, example.input());
            wellFormed(EXAMPLES, example.output());
        });
        prompt.metadata().forEach((name, value) -> {
            wellFormed("name of a field", name);
            wellFormed(name, value);
        });
        return prompt;
    }

    private static void wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(
                        "field '" + field + "' contains a NUL character at offset " + i + "; remove it");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(String.format(
                        "field '%s' holds half a surrogate pair (\\u%04x) at offset %d, which is no character; remove it",
                        field, (int) c, i));
            }
        }
    }

    private static String asText(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NUMBER -> "the number " + node.asText();
            case BOOLEAN -> node.asText();
            default -> "something else";
        };
    }
}
