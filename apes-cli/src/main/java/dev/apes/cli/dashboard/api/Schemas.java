package dev.apes.cli.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.SessionId;
import dev.apes.api.rule.ParameterValues;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** JSON schemas (2020-12) of the records that are answered, as {@link ApiJson} writes them. */
final class Schemas {
    private final Map<String, ObjectNode> named = new TreeMap<>();

    /** A type with a parameter, e.g. a page of sessions. */
    static Type of(Class<?> raw, Type argument) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {argument};
            }

            @Override
            public Type getRawType() {
                return raw;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }
        };
    }

    /** {@return all records met so far, by name} */
    Map<String, ObjectNode> named() {
        return named;
    }

    ObjectNode schema(Type type) {
        return schema(type, Map.of());
    }

    private ObjectNode schema(Type type, Map<String, Type> bound) {
        if (type instanceof TypeVariable<?> variable) {
            return schema(bound.get(variable.getName()), bound);
        }
        if (type instanceof ParameterizedType generic) {
            return generic(generic, bound);
        }
        Class<?> raw = (Class<?>) type;
        ObjectNode node = node();
        if (raw == OptionalDouble.class || raw == OptionalInt.class) {
            return nullable(node.put("type", raw == OptionalInt.class ? "integer" : "number"));
        }
        if (raw == double.class || raw == Double.class || raw == Duration.class) {
            return node.put("type", "number");
        }
        if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
            return node.put("type", "integer");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return node.put("type", "boolean");
        }
        if (raw == String.class || raw == SessionId.class || raw == LocalDateTime.class) {
            return node.put("type", "string");
        }
        if (raw == Instant.class) {
            return node.put("type", "string").put("format", "date-time");
        }
        if (raw == ParameterValues.class || raw == Object.class) {
            return raw == Object.class ? node : node.put("type", "object");
        }
        if (raw.isEnum()) {
            ArrayNode values = node.put("type", "string").putArray("enum");
            for (Object constant : raw.getEnumConstants()) {
                values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
            }
            return node;
        }
        if (raw.isRecord()) {
            return reference(name(raw), raw, Map.of());
        }
        throw new IllegalStateException("no schema of " + type);
    }

    private ObjectNode generic(ParameterizedType type, Map<String, Type> bound) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return nullable(schema(arguments[0], bound));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode node = node().put("type", "array");
            node.set("items", schema(arguments[0], bound));
            return node;
        }
        if (raw == Map.class) {
            ObjectNode node = node().put("type", "object");
            node.set("additionalProperties", schema(arguments[1], bound));
            return node;
        }
        return reference(
                name(raw) + "Of" + name((Class<?>) arguments[0]),
                raw,
                Map.of(raw.getTypeParameters()[0].getName(), arguments[0]));
    }

    private ObjectNode reference(String name, Class<?> raw, Map<String, Type> bound) {
        if (!named.containsKey(name)) {
            ObjectNode node = node();
            named.put(name, node); // first, since a record may hold others of its kind
            node.put("type", "object");
            ObjectNode properties = node.putObject("properties");
            ArrayNode required = node.putArray("required");
            for (RecordComponent component : raw.getRecordComponents()) {
                properties.set(component.getName(), schema(component.getGenericType(), bound));
                required.add(component.getName());
            }
        }
        return node().put("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> raw) {
        return raw.getEnclosingClass() == null
                ? raw.getSimpleName()
                : raw.getEnclosingClass().getSimpleName() + raw.getSimpleName();
    }

    private static ObjectNode nullable(ObjectNode schema) {
        ObjectNode node = node();
        node.putArray("anyOf").add(schema).add(node().put("type", "null"));
        return node;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
