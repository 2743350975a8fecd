package dev.apes.mcp;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.persistence.EnhancementLog.Feedback;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools as agents see them. What an agent got wrong, or what is away for the moment, is an answer marked as error. */
final class Tools {
    private static final Logger LOG = LoggerFactory.getLogger(Tools.class);
    private static final Map<String, Object> TEXT = Map.of("type", "string", "minLength", 1);

    private final PromptService service;

    Tools(PromptService service) {
        this.service = service;
    }

    /** {@return the four tools} */
    List<SyncToolSpecification> all() {
        return List.of(
                tool(
                        "improve_prompt",
                        "Improves a prompt for a language model by the rules that training has proven. Says which rules"
                                + " changed it and why, and gives a session_id for store_feedback.",
                        true,
                        schema(
                                List.of("prompt"),
                                "prompt",
                                described(TEXT, "The prompt to improve."),
                                "context",
                                described(TEXT, "What the prompt is about, if that is not in it."),
                                "category",
                                described(TEXT, "Kind of the prompt, e.g. coding.")),
                        arguments -> service.improve(
                                text(arguments, "prompt"),
                                optional(arguments, "context"),
                                optional(arguments, "category"))),
                tool(
                        "store_feedback",
                        "Stores a rating of an improved prompt, from which training can learn. Give session_id as"
                                + " improve_prompt gave it, or the two texts and the rules applied.",
                        false,
                        schema(
                                List.of("rating"),
                                "rating",
                                Map.of(
                                        "type",
                                        "integer",
                                        "minimum",
                                        1,
                                        "maximum",
                                        5,
                                        "description",
                                        "1 (worse than nothing) to 5 (excellent)."),
                                "session_id",
                                described(TEXT, "Of an answer of improve_prompt."),
                                "original_prompt",
                                described(TEXT, "The prompt as it was, without session_id."),
                                "improved_prompt",
                                described(TEXT, "The prompt that is rated, without session_id."),
                                "applied_rules",
                                Map.of(
                                        "type",
                                        "array",
                                        "items",
                                        TEXT,
                                        "description",
                                        "Ids of the rules that changed it, without session_id."),
                                "notes",
                                described(TEXT, "Why, in words.")),
                        this::feedback),
                tool(
                        "list_rules",
                        "Lists the rules with the parameters in force.",
                        true,
                        schema(List.of()),
                        arguments -> service.rules()),
                tool(
                        "rule_status",
                        "Shows one rule: parameters in force and their meaning, and each promotion with its evidence.",
                        true,
                        schema(List.of("rule_id"), "rule_id", described(TEXT, "As list_rules names it.")),
                        arguments -> service.status(text(arguments, "rule_id"))));
    }

    private Map<String, Object> feedback(Map<String, Object> arguments) throws InterruptedException {
        if (!(arguments.get("rating") instanceof Integer stars)) {
            throw new InvalidInputException("rating", "must be an integer from 1 to 5");
        }
        Optional<String> notes = optional(arguments, "notes");
        Optional<String> session = optional(arguments, "session_id");
        if (session.isPresent()) {
            return service.rate(session.get(), stars, notes);
        }
        List<String> rules = arguments.get("applied_rules") instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : List.of();
        return service.rate(new Feedback(
                text(arguments, "original_prompt"),
                text(arguments, "improved_prompt"),
                rules,
                stars,
                notes,
                Optional.empty()));
    }

    private static String text(Map<String, Object> arguments, String name) {
        return optional(arguments, name)
                .orElseThrow(() -> new InvalidInputException(name, "is missing; it must be text that is not blank"));
    }

    private static Optional<String> optional(Map<String, Object> arguments, String name) {
        return Optional.ofNullable(arguments.get(name)).map(String::valueOf).filter(text -> !text.isBlank());
    }

    private static Map<String, Object> described(Map<String, Object> schema, String description) {
        return Json.object(
                "type", schema.get("type"), "minLength", schema.get("minLength"), "description", description);
    }

    private static Map<String, Object> schema(List<String> required, Object... properties) {
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object(properties),
                "required",
                required,
                "additionalProperties",
                false);
    }

    @FunctionalInterface
    private interface Work {
        Map<String, Object> on(Map<String, Object> arguments) throws InterruptedException;
    }

    private static SyncToolSpecification tool(
            String name, String description, boolean readOnly, Map<String, Object> schema, Work work) {
        McpSchema.Tool tool = McpSchema.Tool.builder(name, schema)
                .description(description)
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(readOnly)
                        .destructiveHint(false)
                        .openWorldHint(false)
                        .build())
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> answer(name, () -> work.on(request.arguments())))
                .build();
    }

    private static McpSchema.CallToolResult answer(String name, Callable<Map<String, Object>> work) {
        try {
            Map<String, Object> result = work.call();
            return McpSchema.CallToolResult.builder()
                    .structuredContent(result)
                    .addTextContent(Json.text(result))
                    .build();
        } catch (ApesException | IllegalArgumentException e) {
            return failure(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure("the server is being stopped");
        } catch (Exception e) {
            LOG.error("Tool {} failed", name, e);
            return failure(name + " failed: " + e.getMessage());
        }
    }

    private static McpSchema.CallToolResult failure(String message) {
        return McpSchema.CallToolResult.builder()
                .addTextContent(message)
                .isError(true)
                .build();
    }
}
