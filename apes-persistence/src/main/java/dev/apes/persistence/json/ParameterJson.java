package dev.apes.persistence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of rules. A real is always written with a decimal point, so that 2.0 comes back as a real where no definition tells
 * its type; {@code jsonb} keeps the point.
 */
public final class ParameterJson {
    private ParameterJson() {}

    /**
     * @param values parameters
     * @return an object with a field for each
     */
    public static ObjectNode write(ParameterValues values) {
        ObjectNode node = Json.object();
        values.asMap().forEach((name, value) -> node.set(name, scalar(value)));
        return node;
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Integer i) {
            return IntNode.valueOf(i);
        }
        if (value instanceof Boolean b) {
            return BooleanNode.valueOf(b);
        }
        if (value instanceof Double d) {
            if (d == 0) {
                return DoubleNode.valueOf(d); // a decimal has no negative zero
            }
            BigDecimal exact = new BigDecimal(d.toString());
            return DecimalNode.valueOf(exact.scale() < 1 ? exact.setScale(1) : exact);
        }
        return TextNode.valueOf((String) value);
    }

    /**
     * @param node what {@link #write} gave
     * @return the parameters
     */
    public static ParameterValues read(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(e -> untyped(e.getValue()).ifPresent(v -> values.put(e.getKey(), v)));
        return new ParameterValues(values);
    }

    private static Optional<Object> untyped(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return Optional.of(node.intValue());
        }
        if (node.isNumber()) {
            double value = node.doubleValue();
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return Optional.ofNullable(node.textValue());
    }

    /**
     * @param node a value that a person may have written
     * @param constraint of its parameter: in JSON, 3 and 3.0 are the same number
     * @return the value in the constraint's type if it can be so, else in its own; empty if it is no scalar
     */
    public static Optional<Object> typed(JsonNode node, ParameterConstraint constraint) {
        if (node.isNumber() && constraint instanceof ParameterConstraint.RealRange) {
            double value = node.doubleValue();
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        }
        if (node.isNumber() && constraint instanceof ParameterConstraint.IntegerRange) {
            double value = node.doubleValue();
            return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE
                    ? Optional.of((int) value)
                    : untyped(node);
        }
        return untyped(node);
    }

    /**
     * @param one a JSON value
     * @param other another
     * @return whether they are the same value, numbers compared as numbers
     */
    public static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() ? one.doubleValue() == other.doubleValue() : one.equals(other);
    }

    /**
     * @param space a rule's parameters
     * @return an object that maps each parameter to {@code {min, max, description}} or {@code {values, description}}
     */
    public static ObjectNode constraints(ParameterSpace space) {
        ObjectNode node = Json.object();
        for (ParameterDefinition parameter : space.parameters()) {
            ObjectNode limits = node.putObject(parameter.name());
            if (parameter.constraint() instanceof ParameterConstraint.IntegerRange range) {
                limits.put("min", range.min()).put("max", range.max());
            } else if (parameter.constraint() instanceof ParameterConstraint.RealRange range) {
                limits.set("min", scalar(range.min()));
                limits.set("max", scalar(range.max()));
            } else if (parameter.constraint() instanceof ParameterConstraint.Choice choice) {
                limits.set("values", Json.texts(choice.options()));
            } else {
                limits.putArray("values").add(true).add(false);
            }
            limits.put("description", parameter.description());
        }
        return node;
    }
}
