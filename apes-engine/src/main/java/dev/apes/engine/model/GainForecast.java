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

    /**
     * {@return whether a rule is applied first and this is asked only where it changes the text. The texts are the same either way;
     * it saves time where applying a rule costs less than asking, and wastes calls where a model carries the rules out.} False unless
     * overridden.
     */
    default boolean afterApplying() {
        return false;
    }

    /** {@return this forecast, asked only where a rule changes the text} */
    default GainForecast askedAfterApplying() {
        GainForecast asked = this;
        return new GainForecast() {
            @Override
            public OptionalDouble expectedGain(Prompt current, String ruleId, ParameterValues values) {
                return asked.expectedGain(current, ruleId, values);
            }

            @Override
            public boolean afterApplying() {
                return true;
            }
        };
    }
}
