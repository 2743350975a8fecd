package dev.apes.cli.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.cli.dashboard.access.Permission;
import dev.apes.cli.dashboard.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The OpenAPI 3.1 document of the interface, made of its endpoints. */
final class OpenApi {
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");
    private static final String PROBLEM = "Problem";

    private OpenApi() {}

    static ObjectNode document(List<Endpoint> endpoints, String version) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "APES")
                .put("version", version)
                .put(
                        "description",
                        "What the dashboard shows. Answers to GET carry an ETag; send it back as If-None-Match and get 304"
                                + " while nothing has changed. Errors are problem details (RFC 9457). Changes made by a"
                                + " browser that has logged in carry the header X-CSRF-Token, which GET /api/v1/me tells.");
        Schemas schemas = new Schemas();
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : endpoints) {
            ObjectNode path = (ObjectNode) paths.get(endpoint.path());
            (path == null ? paths.putObject(endpoint.path()) : path)
                    .set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, schemas));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode all = components.putObject("schemas");
        schemas.named().forEach(all::set);
        all.set(PROBLEM, problem());
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("basic").put("type", "http").put("scheme", "basic");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer").put("bearerFormat", "NAME:TOKEN");
        ArrayNode ways = document.putArray("security");
        ways.addObject();
        ways.addObject().putArray("basic");
        ways.addObject().putArray("bearer");
        return document;
    }

    private static ObjectNode operation(Endpoint endpoint, Schemas schemas) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("summary", endpoint.summary());
        operation.put("description", endpoint.permission().map(OpenApi::roles).orElse("For everybody."));
        ArrayNode parameters = operation.putArray("parameters");
        Matcher names = IN_PATH.matcher(endpoint.path());
        while (names.find()) {
            parameter(
                    parameters,
                    names.group(1),
                    "path",
                    true,
                    names.group(1).equals("iteration") ? "integer" : "string");
        }
        for (Endpoint.Parameter each : endpoint.parameters()) {
            parameter(parameters, each.name(), "query", each.required(), each.type())
                    .put("description", each.description());
        }
        if (!endpoint.body().isEmpty()) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = schema.putArray("required");
            endpoint.body().forEach((name, meaning) -> {
                properties.putObject(name).put("type", "string").put("description", meaning);
                required.add(name);
            });
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.putObject("content").putObject("application/json").set("schema", schema);
        }
        ObjectNode responses = operation.putObject("responses");
        ObjectNode success =
                responses.putObject(String.valueOf(endpoint.status())).put("description", "As asked for.");
        if (endpoint.answer() != void.class) {
            success.putObject("content").putObject("application/json").set("schema", schemas.schema(endpoint.answer()));
        }
        if (endpoint.cached()) {
            responses.putObject("304").put("description", "Nothing has changed.");
        }
        responses
                .putObject("default")
                .put("description", "Why not.")
                .putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + PROBLEM);
        return operation;
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String in, boolean required, String type) {
        ObjectNode node = parameters.addObject().put("name", name).put("in", in).put("required", required);
        node.putObject("schema").put("type", type);
        return node;
    }

    private static String roles(Permission permission) {
        return "Roles: "
                + Arrays.stream(Role.values())
                        .filter(role -> role.may(permission))
                        .map(Role::text)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static ObjectNode problem() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string");
        properties.putObject("title").put("type", "string");
        properties.putObject("status").put("type", "integer");
        properties.putObject("detail").put("type", "string");
        schema.putArray("required").add("type").add("title").add("status").add("detail");
        return schema;
    }
}
