package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Prompt;
import java.util.Map;
import java.util.Optional;

/** What is known of a prompt beside its text and context, version 1; absent fields are left out. */
public final class PromptJson {
    private PromptJson() {}

    /**
     * @param prompt a prompt
     * @return all but its text and context
     */
    public static ObjectNode write(Prompt prompt) {
        ObjectNode node = Json.object().put("id", prompt.id());
        prompt.category().ifPresent(c -> node.put("category", c));
        prompt.reference().ifPresent(r -> node.put("reference", r));
        if (!prompt.examples().isEmpty()) {
            node.set(
                    "examples",
                    Json.array(
                            prompt.examples(),
                            e -> Json.object().put("input", e.input()).put("output", e.output())));
        }
        if (!prompt.metadata().isEmpty()) {
            node.set("metadata", Json.strings(prompt.metadata()));
        }
        return node;
    }

    /**
     * @param text the prompt's text
     * @param context its context, or null
     * @param node what {@link #write} gave
     * @return the prompt
     */
    public static Prompt read(String text, String context, JsonNode node) {
        JsonNode metadata = node.get("metadata");
        return new Prompt(
                Json.need(node, "id").textValue(),
                text,
                Json.optional(node, "category"),
                Optional.ofNullable(context),
                Json.list(
                        node.path("examples"),
                        e -> new Prompt.Example(
                                e.get("input").textValue(), e.get("output").textValue())),
                Json.optional(node, "reference"),
                metadata == null ? Map.of() : Json.map(metadata, JsonNode::textValue));
    }
}
