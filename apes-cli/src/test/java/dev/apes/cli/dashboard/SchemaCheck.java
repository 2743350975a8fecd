package dev.apes.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds JSON against that part of JSON Schema which the OpenAPI document uses. */
final class SchemaCheck {
    private final JsonNode document;

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** {@return where the value is not as the schema says} */
    List<String> problems(JsonNode schema, JsonNode value, String where) {
        List<String> problems = new ArrayList<>();
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replaceFirst("^#", "");
            JsonNode target = document.at(name);
            return target.isMissingNode() ? List.of(name + " is missing") : problems(target, value, where);
        }
        if (schema.has("anyOf")) {
            for (JsonNode each : schema.path("anyOf")) {
                if (problems(each, value, where).isEmpty()) {
                    return List.of();
                }
            }
            return List.of(where + ": none of " + schema.path("anyOf") + " fits " + value);
        }
        boolean fits = switch (schema.path("type").asText("any")) {
            case "null" -> value.isNull();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
        if (!fits) {
            return List.of(where + " must be " + schema.path("type") + " but is " + value);
        }
        if (schema.has("enum")) {
            Set<String> names = new TreeSet<>();
            schema.path("enum").forEach(n -> names.add(n.asText()));
            if (!names.contains(value.asText())) {
                problems.add(where + " must be of " + names + " but is " + value);
            }
        }
        for (int i = 0; i < value.size() && value.isArray() && schema.has("items"); i++) {
            problems.addAll(problems(schema.path("items"), value.path(i), where + "/" + i));
        }
        if (schema.has("properties")) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(where + " lacks " + name);
                }
            });
            value.properties().forEach(field -> {
                JsonNode of = schema.path("properties").path(field.getKey());
                problems.addAll(
                        of.isMissingNode()
                                ? List.of(where + " has the undocumented field " + field.getKey())
                                : problems(of, field.getValue(), where + "/" + field.getKey()));
            });
        }
        if (schema.has("additionalProperties")) {
            value.properties()
                    .forEach(field -> problems.addAll(problems(
                            schema.path("additionalProperties"), field.getValue(), where + "/" + field.getKey())));
        }
        return problems;
    }
}
