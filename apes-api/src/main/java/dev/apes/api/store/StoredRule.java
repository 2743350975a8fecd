package dev.apes.api.store;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import java.util.List;
import java.util.Objects;

/**
 * A rule as the store has it in force.
 *
 * @param definition the rule's definition with the priority and the narrower constraints that the store's owner may have set
 * @param values its parameters in force. May lie outside the constraints when a person edited them: {@code
 *     definition().parameters().validate(values())} tells
 * @param enabled whether it may be used; its owner may have switched it off
 * @param version of its parameters, raised by every promotion
 * @param edited whether its parameters were changed by a person since they were last promoted
 * @param notes what a person should know of it, sentences; e.g. a stored parameter that the rule does not have
 */
public record StoredRule(
        RuleDefinition definition,
        ParameterValues values,
        boolean enabled,
        String version,
        boolean edited,
        List<String> notes) {
    /** Validates and copies. */
    public StoredRule {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(version, "version");
        notes = List.copyOf(notes);
    }
}
