package dev.apes.api.rule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ordered set of parameters: a mixed space of integers, reals, flags and choices. Immutable and thread-safe.
 *
 * @param parameters in a fixed order, with distinct names; may be empty
 */
public record ParameterSpace(List<ParameterDefinition> parameters) {
    /** Validates and copies. */
    public ParameterSpace {
        parameters = List.copyOf(parameters);
        Set<String> names = new LinkedHashSet<>();
        for (ParameterDefinition p : parameters) {
            if (!names.add(p.name())) {
                throw new IllegalArgumentException("parameter '" + p.name() + "' is defined twice");
            }
        }
    }

    /**
     * @param parameters in a fixed order, with distinct names
     * @return the space they span
     */
    public static ParameterSpace of(ParameterDefinition... parameters) {
        return new ParameterSpace(List.of(parameters));
    }

    /** {@return the default value of every parameter} */
    public ParameterValues defaults() {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach(p -> values.put(p.name(), p.defaultValue()));
        return new ParameterValues(values);
    }

    /**
     * @param name a parameter's name
     * @return its definition
     * @throws IllegalArgumentException if there is none of this name; the message lists those there are
     */
    public ParameterDefinition parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no parameter '" + name + "'; known: "
                        + parameters.stream().map(ParameterDefinition::name).toList()));
    }

    /**
     * Checks a full assignment.
     *
     * @param values one value per parameter, no others
     * @return the same assignment in the order of this space
     * @throws IllegalArgumentException naming the first parameter that is missing, unknown or outside its constraint
     */
    public ParameterValues validate(ParameterValues values) {
        for (String name : values.asMap().keySet()) {
            parameter(name);
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (ParameterDefinition p : parameters) {
            Object value = values.asMap().get(p.name());
            if (!p.constraint().accepts(value)) {
                throw new IllegalArgumentException(
                        "parameter '" + p.name() + "' must be " + p.constraint().describe() + " but is " + value);
            }
            ordered.put(p.name(), value);
        }
        return new ParameterValues(ordered);
    }
}
