package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.plugin.GuardedRule;
import dev.apes.engine.plugin.PluginGuard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules in use, guarded, by descending priority.
 *
 * @param rules not empty; they remember their last outcomes
 * @param forgetful the same rules without a memory, for settings and texts that are tried once
 */
record RuleSet(List<PromptRule> rules, List<PromptRule> forgetful) {

    static RuleSet of(List<PromptRule> rules, PluginGuard guard) {
        if (rules.isEmpty()) {
            throw new InvalidInputException(
                    "rules", "none are installed; put apes-engine or a plugin with a rule on the class path");
        }
        List<PromptRule> guarded =
                rules.stream().map(r -> (PromptRule) new GuardedRule(r, guard)).toList();
        return new RuleSet(
                guarded.stream().map(r -> (PromptRule) new RememberedRule(r)).toList(), guarded);
    }

    List<RuleDefinition> definitions() {
        return rules.stream().map(PromptRule::definition).toList();
    }

    /** The entries of these rules, in rule order. */
    Map<String, ParameterValues> of(Map<String, ParameterValues> byId) {
        Map<String, ParameterValues> own = new LinkedHashMap<>();
        definitions().forEach(rule -> own.put(rule.id(), byId.get(rule.id())));
        return own;
    }

    PromptRule rule(String id) {
        return rules.stream()
                .filter(r -> r.definition().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The stored incumbents with the caller's starting values in their place, each checked against its constraint. */
    Map<String, ParameterValues> startFrom(Map<String, ParameterValues> stored, Map<String, ParameterValues> given) {
        for (String id : given.keySet()) {
            if (!stored.containsKey(id)) {
                throw new InvalidInputException(
                        "initial parameters",
                        "there is no rule '" + id + "'; known: " + String.join(", ", stored.keySet()));
            }
        }
        Map<String, ParameterValues> start = new LinkedHashMap<>();
        for (RuleDefinition rule : definitions()) {
            ParameterValues values = stored.get(rule.id());
            for (Map.Entry<String, Object> e : given.getOrDefault(rule.id(), new ParameterValues(Map.of()))
                    .asMap()
                    .entrySet()) {
                values = values.with(e.getKey(), e.getValue());
            }
            try {
                start.put(rule.id(), rule.parameters().validate(values));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        "parameters of rule " + rule.id(),
                        e.getMessage()
                                + (given.containsKey(rule.id())
                                        ? "; give other initial parameters"
                                        : "; correct them in the store (rule_metadata.default_parameters) or start with other initial parameters"),
                        e);
            }
        }
        return start;
    }

    /** The text one rule makes of a prompt; the prompt's own where it does not apply. */
    static String textOf(PromptRule rule, Prompt prompt, ParameterValues values) {
        return rule.apply(prompt, values) instanceof RuleOutcome.Changed changed ? changed.text() : prompt.text();
    }
}
