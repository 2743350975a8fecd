package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoredRule;
import dev.apes.persistence.json.ParameterJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rule's definition in the program and its row in the database make together. */
final class RuleInForce {
    private final RuleDefinition code;
    private final List<String> notes = new ArrayList<>();

    private RuleInForce(RuleDefinition code) {
        this.code = code;
    }

    /**
     * @param parameters stored values
     * @param constraints stored constraints
     * @param enabled whether it may be used
     * @param priority stored, or null
     * @param version of its parameters, or null
     * @param lastChange values after the last change that APES made, if it made one
     */
    record Row(
            JsonNode parameters,
            JsonNode constraints,
            boolean enabled,
            Integer priority,
            String version,
            Optional<JsonNode> lastChange) {}

    static StoredRule notStored(RuleDefinition code) {
        return new StoredRule(code, code.parameters().defaults(), true, code.version(), false, List.of());
    }

    static StoredRule of(RuleDefinition code, Row row) {
        return new RuleInForce(code).merge(row);
    }

    private StoredRule merge(Row row) {
        ParameterValues values = values(row.parameters(), true);
        boolean edited = row.lastChange().isPresent()
                && !values(row.lastChange().get(), false).equals(values);
        RuleDefinition definition = new RuleDefinition(
                code.id(),
                code.name(),
                code.category(),
                code.description(),
                priority(row.priority()),
                code.version(),
                narrowed(row.constraints()));
        return new StoredRule(
                definition.equals(code) ? code : definition,
                values,
                row.enabled(),
                row.version() == null ? code.version() : row.version(),
                edited,
                notes);
    }

    private int priority(Integer stored) {
        if (stored == null) {
            return code.priority();
        }
        if (stored < 1) {
            notes.add("its stored priority " + stored + " is below 1; " + code.priority() + " is used");
            return code.priority();
        }
        return stored;
    }

    private ParameterValues values(JsonNode stored, boolean tell) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ParameterDefinition parameter : code.parameters().parameters()) {
            JsonNode given = stored.get(parameter.name());
            Optional<Object> value = given == null || given.isNull()
                    ? Optional.of(parameter.defaultValue())
                    : ParameterJson.typed(given, parameter.constraint());
            if (value.isEmpty() && tell) {
                notes.add("its stored parameter '" + parameter.name() + "' is no single value; the default "
                        + parameter.defaultValue() + " is used");
            }
            values.put(parameter.name(), value.orElse(parameter.defaultValue()));
        }
        if (tell) {
            stored.fieldNames().forEachRemaining(name -> {
                if (!values.containsKey(name)) {
                    notes.add("its stored parameter '" + name + "' is unknown to this version and is left as it is");
                }
            });
        }
        return new ParameterValues(values);
    }

    private ParameterSpace narrowed(JsonNode constraints) {
        List<ParameterDefinition> parameters = new ArrayList<>();
        boolean changed = false;
        for (ParameterDefinition parameter : code.parameters().parameters()) {
            ParameterConstraint constraint = constraint(parameter, constraints.get(parameter.name()));
            changed |= !constraint.equals(parameter.constraint());
            parameters.add(
                    constraint.equals(parameter.constraint())
                            ? parameter
                            : new ParameterDefinition(
                                    parameter.name(),
                                    constraint,
                                    inside(constraint, parameter.defaultValue()),
                                    parameter.description()));
        }
        return changed ? new ParameterSpace(parameters) : code.parameters();
    }

    private ParameterConstraint constraint(ParameterDefinition parameter, JsonNode stored) {
        ParameterConstraint ours = parameter.constraint();
        if (stored == null || stored.isNull()) {
            return ours;
        }
        if (!stored.isObject()) {
            return ignored(parameter, "are no object");
        }
        if (ours instanceof ParameterConstraint.IntegerRange range) {
            return integers(parameter, range, stored);
        }
        if (ours instanceof ParameterConstraint.RealRange range) {
            return reals(parameter, range, stored);
        }
        if (ours instanceof ParameterConstraint.Choice choice) {
            return choices(parameter, choice, stored);
        }
        JsonNode values = stored.get("values");
        return values == null || values.size() == 2 ? ours : ignored(parameter, "can't narrow a flag");
    }

    private ParameterConstraint integers(
            ParameterDefinition parameter, ParameterConstraint.IntegerRange ours, JsonNode stored) {
        double min = end(stored.get("min"), ours.min());
        double max = end(stored.get("max"), ours.max());
        if (!(Math.ceil(min) <= Math.floor(max))) {
            return ignored(parameter, "hold no integer");
        }
        if (min < ours.min() || max > ours.max()) {
            wider(parameter);
        }
        int low = (int) Math.max(ours.min(), Math.ceil(min));
        int high = (int) Math.min(ours.max(), Math.floor(max));
        return low > high
                ? ignored(parameter, "lie outside of what the rule accepts")
                : new ParameterConstraint.IntegerRange(low, high);
    }

    private ParameterConstraint reals(
            ParameterDefinition parameter, ParameterConstraint.RealRange ours, JsonNode stored) {
        double min = end(stored.get("min"), ours.min());
        double max = end(stored.get("max"), ours.max());
        if (!(min < max)) {
            return ignored(parameter, "need a min below their max");
        }
        if (min < ours.min() || max > ours.max()) {
            wider(parameter);
        }
        double low = Math.max(ours.min(), min);
        double high = Math.min(ours.max(), max);
        return low < high
                ? new ParameterConstraint.RealRange(low, high)
                : ignored(parameter, "lie outside of what the rule accepts");
    }

    private ParameterConstraint choices(
            ParameterDefinition parameter, ParameterConstraint.Choice ours, JsonNode stored) {
        JsonNode values = stored.get("values");
        if (values == null) {
            return ours;
        }
        List<String> theirs = new ArrayList<>();
        values.forEach(v -> theirs.add(v.asText()));
        if (!ours.options().containsAll(theirs)) {
            wider(parameter);
        }
        List<String> both = ours.options().stream().filter(theirs::contains).toList();
        return both.size() < 2
                ? ignored(parameter, "leave fewer than two choices")
                : new ParameterConstraint.Choice(both);
    }

    private static double end(JsonNode node, double ours) {
        if (node == null || node.isNull()) {
            return ours;
        }
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private void wider(ParameterDefinition parameter) {
        notes.add("the stored constraints of '" + parameter.name() + "' are wider than the rule's ("
                + parameter.constraint().describe() + "); the wider part is ignored");
    }

    private ParameterConstraint ignored(ParameterDefinition parameter, String why) {
        notes.add("the stored constraints of '" + parameter.name() + "' " + why + " and are ignored");
        return parameter.constraint();
    }

    /** The default, or what is nearest to it inside a narrower constraint. */
    private static Object inside(ParameterConstraint constraint, Object value) {
        if (constraint.accepts(value)) {
            return value;
        }
        if (constraint instanceof ParameterConstraint.IntegerRange range && value instanceof Integer i) {
            return Math.max(range.min(), Math.min(range.max(), i));
        }
        if (constraint instanceof ParameterConstraint.RealRange range && value instanceof Double d) {
            return Math.max(range.min(), Math.min(range.max(), d));
        }
        return ((ParameterConstraint.Choice) constraint).options().get(0);
    }
}
