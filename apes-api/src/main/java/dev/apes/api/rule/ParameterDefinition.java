package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Objects;

/**
 * One parameter of a rule.
 *
 * @param name lower_snake_case, unique within its rule
 * @param constraint the accepted values
 * @param defaultValue the value a fresh installation uses; accepted by the constraint
 * @param description what it changes, for people
 */
public record ParameterDefinition(
        String name, ParameterConstraint constraint, Object defaultValue, String description) {
    /** Validates. */
    public ParameterDefinition {
        Checks.notBlank(name, "parameter name");
        Objects.requireNonNull(constraint, "constraint of " + name);
        Objects.requireNonNull(description, "description of " + name);
        if (!constraint.accepts(defaultValue)) {
            throw new IllegalArgumentException(
                    "default of parameter '" + name + "' must be " + constraint.describe() + " but is " + defaultValue);
        }
    }

    /**
     * @param name its name
     * @param defaultValue its default
     * @param min smallest value
     * @param max largest value
     * @param description what it changes
     * @return an integer parameter
     */
    public static ParameterDefinition integer(String name, int defaultValue, int min, int max, String description) {
        return new ParameterDefinition(name, new ParameterConstraint.IntegerRange(min, max), defaultValue, description);
    }

    /**
     * @param name its name
     * @param defaultValue its default
     * @param min smallest value
     * @param max largest value
     * @param description what it changes
     * @return a real parameter
     */
    public static ParameterDefinition real(
            String name, double defaultValue, double min, double max, String description) {
        return new ParameterDefinition(name, new ParameterConstraint.RealRange(min, max), defaultValue, description);
    }

    /**
     * @param name its name
     * @param defaultValue its default
     * @param description what it changes
     * @return a flag
     */
    public static ParameterDefinition flag(String name, boolean defaultValue, String description) {
        return new ParameterDefinition(name, new ParameterConstraint.Flag(), defaultValue, description);
    }

    /**
     * @param name its name
     * @param defaultValue its default, one of the options
     * @param options the accepted names
     * @param description what it changes
     * @return a choice
     */
    public static ParameterDefinition choice(
            String name, String defaultValue, List<String> options, String description) {
        return new ParameterDefinition(name, new ParameterConstraint.Choice(options), defaultValue, description);
    }
}
