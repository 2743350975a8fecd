package dev.apes.engine.model;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import java.util.OptionalDouble;

/** Says beforehand whether a rule will help a prompt. Deterministic and thread-safe. */
@FunctionalInterface
public interface GainForecast {
    /** Has no opinion: every rule is tried. */
    GainForecast NONE = (prompt, ruleId, values) -> OptionalDouble.empty();

    /**
     * @param current the prompt as it is when the rule's turn comes
     * @param ruleId the rule
     * @param values its parameters
     * @return the expected raw gain, or empty for no opinion
     */
    OptionalDouble expectedGain(Prompt current, String ruleId, ParameterValues values);
}
