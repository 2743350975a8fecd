package dev.apes.engine.plugin;

import dev.apes.api.rule.PromptRule;

/** A plugin that can carry rules out itself. */
public interface RewritesRules {
    /**
     * @param rule a rule
     * @return it, carried out by this plugin under the same definition; the rule itself where this plugin has no say
     */
    PromptRule rewriting(PromptRule rule);
}
