package dev.apes.api.rule;

import dev.apes.api.Prompt;

/**
 * A parameterised transformation of a prompt, <i>T<sub>r</sub>(p, θ)</i>. Service provider interface.
 *
 * <p>Implementations are stateless, deterministic and thread-safe: the same prompt and values give the same outcome. Applying
 * a rule to its own result changes nothing. A rule adds only what follows from this prompt, and keeps code, quoted text, URLs,
 * numbers, other languages and existing tags intact. Every parameter changes what the rule does for some prompt.
 *
 * <p>The contract test {@code dev.apes.api.contract.PromptRuleContract} in this module's test jar checks all of that.
 */
public interface PromptRule {
    /** {@return the rule's definition; the same on every call, never null} */
    RuleDefinition definition();

    /**
     * Applies the rule.
     *
     * @param prompt the prompt, never null; any Unicode text of any length
     * @param values one value per parameter of {@link #definition()}, each inside its constraint
     * @return what was done; never null
     */
    RuleOutcome apply(Prompt prompt, ParameterValues values);
}
