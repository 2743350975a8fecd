package dev.apes.engine.plugin;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The installed rules as the store has them in force: those that are switched off are left out, priorities and constraints are the
 * store's.
 *
 * @param rules by descending priority, then id
 * @param values parameters in force by rule id, in rule order; may lie outside the constraints
 * @param notes what a person should know, sentences
 * @param disabled ids of the rules left out
 */
public record RulesInForce(
        List<PromptRule> rules, Map<String, ParameterValues> values, List<String> notes, List<String> disabled) {
    /**
     * @param installed the rules at hand
     * @param store where their parameters are kept
     * @return them as they are in force
     */
    public static RulesInForce of(List<PromptRule> installed, SessionStore store) {
        return of(
                installed,
                store.rules(installed.stream().map(PromptRule::definition).toList()));
    }

    /**
     * @param installed the rules at hand
     * @param stored what a store gave for their definitions, in the same order
     * @return them as they are in force
     */
    public static RulesInForce of(List<PromptRule> installed, List<StoredRule> stored) {
        List<PromptRule> rules = new ArrayList<>();
        Map<String, ParameterValues> inForce = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        List<String> disabled = new ArrayList<>();
        for (int i = 0; i < installed.size(); i++) {
            StoredRule rule = stored.get(i);
            String id = rule.definition().id();
            notes.addAll(rule.notes());
            if (!rule.enabled()) {
                disabled.add(id);
                notes.add("rule " + id + " is switched off in the store and left out");
                continue;
            }
            if (rule.edited()) {
                notes.add("the parameters of rule " + id
                        + " were changed by a person since they were last promoted; training starts from them");
            }
            rules.add(new AsStored(installed.get(i), rule.definition()));
            inForce.put(id, rule.values());
        }
        rules.sort(Comparator.comparingInt((PromptRule r) -> -r.definition().priority())
                .thenComparing(r -> r.definition().id()));
        Map<String, ParameterValues> values = new LinkedHashMap<>();
        rules.forEach(
                r -> values.put(r.definition().id(), inForce.get(r.definition().id())));
        return new RulesInForce(rules, values, notes, disabled);
    }

    /** {@return the definitions, in rule order} */
    public List<RuleDefinition> definitions() {
        return rules.stream().map(PromptRule::definition).toList();
    }

    /**
     * {@return what is wrong with parameters in force, by rule id, in rule order; empty if all lie inside their constraints}
     */
    public Map<String, String> violations() {
        Map<String, String> found = new LinkedHashMap<>();
        for (RuleDefinition rule : definitions()) {
            try {
                rule.parameters().validate(values.get(rule.id()));
            } catch (IllegalArgumentException e) {
                found.put(rule.id(), e.getMessage());
            }
        }
        return found;
    }

    /** A rule under the definition that its store's owner has narrowed. */
    private record AsStored(PromptRule rule, RuleDefinition definition) implements PromptRule {
        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            return rule.apply(prompt, values);
        }
    }
}
