package dev.apes.mcp;

import dev.apes.api.error.InvalidInputException;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The resources as agents see them, JSON documents. */
final class Resources {
    /** All rules. */
    static final String RULES = "apes://rules";
    /** The patterns of the newest training. */
    static final String PATTERNS = "apes://patterns";

    private static final String RULE = "apes://rules/{rule_id}";
    private static final String JSON = "application/json";

    private final PromptService service;

    Resources(PromptService service) {
        this.service = service;
    }

    /** {@return rules and patterns} */
    List<SyncResourceSpecification> all() {
        return List.of(
                resource(RULES, "rules", "The rules with the parameters in force.", service::rules),
                resource(
                        PATTERNS,
                        "patterns",
                        "Kinds of prompts that a rule helps more than others, as the newest training found them.",
                        service::patterns));
    }

    /** {@return a rule by its id} */
    SyncResourceTemplateSpecification rule() {
        return new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(RULE, "rule")
                        .description("One rule, with the evidence of its promotions.")
                        .mimeType(JSON)
                        .build(),
                (exchange, request) ->
                        read(request.uri(), () -> service.status(request.uri().substring(RULES.length() + 1))));
    }

    private static SyncResourceSpecification resource(
            String uri, String name, String description, Supplier<Map<String, Object>> content) {
        return new SyncResourceSpecification(
                McpSchema.Resource.builder(uri, name)
                        .description(description)
                        .mimeType(JSON)
                        .build(),
                (exchange, request) -> read(uri, content));
    }

    private static McpSchema.ReadResourceResult read(String uri, Supplier<Map<String, Object>> content) {
        try {
            return McpSchema.ReadResourceResult.builder(
                            List.of(McpSchema.TextResourceContents.builder(uri, Json.text(content.get()))
                                    .mimeType(JSON)
                                    .build()))
                    .build();
        } catch (InvalidInputException e) {
            throw McpError.builder(McpSchema.ErrorCodes.RESOURCE_NOT_FOUND)
                    .message(e.getMessage())
                    .data(Map.of("uri", uri))
                    .build();
        }
    }
}
