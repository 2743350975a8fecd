package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.Objects;

/**
 * What a rule is, apart from what it does.
 *
 * @param id lower_snake_case, at most 50 characters, unique among the rules in use
 * @param name for people, at most 100 characters
 * @param category e.g. {@code fundamental}, {@code reasoning}, {@code examples}, {@code context}, {@code structure}
 * @param description what it does and on what evidence
 * @param priority rules of higher priority are applied first and weigh more in {@code ruleEffectiveness}; at least 1
 * @param version of the implementation, e.g. {@code 1.0.0}
 * @param parameters the space it is tuned in
 */
public record RuleDefinition(
        String id,
        String name,
        String category,
        String description,
        int priority,
        String version,
        ParameterSpace parameters) {
    /** Validates. */
    public RuleDefinition {
        Checks.notBlank(id, "rule id");
        if (id.length() > 50) {
            throw new IllegalArgumentException(
                    "rule id '" + id + "' must have at most 50 characters but has " + id.length());
        }
        Checks.notBlank(name, "name of rule " + id);
        Checks.notBlank(category, "category of rule " + id);
        Objects.requireNonNull(description, "description of rule " + id);
        Checks.atLeast(priority, 1, "priority of rule " + id);
        Checks.notBlank(version, "version of rule " + id);
        Objects.requireNonNull(parameters, "parameters of rule " + id);
    }
}
