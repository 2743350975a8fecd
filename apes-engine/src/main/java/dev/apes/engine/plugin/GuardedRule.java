package dev.apes.engine.plugin;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;

/** A rule whose failures carry its name. As thread-safe as the rule it guards. */
public final class GuardedRule implements PromptRule {
    private final PromptRule rule;
    private final RuleDefinition definition;
    private final PluginGuard guard;

    /**
     * @param rule the rule to guard
     * @param guard through which it is called
     */
    public GuardedRule(PromptRule rule, PluginGuard guard) {
        this.rule = rule;
        this.definition = rule.definition();
        this.guard = guard;
    }

    @Override
    public RuleDefinition definition() {
        return definition;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        return guard.call("rule", definition.id(), () -> rule.apply(prompt, values));
    }
}
