package dev.apes.engine.plugin;

import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The installed rules as the store has them in force: those that are switched off are left out, priorities and constraints are the
 * store's.
 *
 * @param rules by descending priority, then id
 * @param values parameters in force by rule id, in rule order; may lie outside the constraints
 * @param notes what a person should know, sentences
 * @param disabled ids of the rules left out
 * @param derived the derived rules in force of the rules above, in the order in which they were promoted
 * @param derivedOff ids of stored derived rules that are not in force
 * @param known the definitions of all installed rules as stored, those left out included
 * @param selection the selection of rules in force, if there is one
 */
public record RulesInForce(
        List<PromptRule> rules,
        Map<String, ParameterValues> values,
        List<String> notes,
        List<String> disabled,
        List<DerivedRule> derived,
        Set<String> derivedOff,
        List<RuleDefinition> known,
        Optional<PromotionId> selection) {
    /**
     * @param installed the rules at hand
     * @param store where their parameters are kept
     * @return them as they are in force
     */
    public static RulesInForce of(List<PromptRule> installed, SessionStore store) {
        return of(
                installed,
                store.rules(installed.stream().map(PromptRule::definition).toList()),
                store.derivedRules(),
                store.selectionInForce());
    }

    /**
     * @param installed the rules at hand
     * @param stored what a store gave for their definitions, in the same order
     * @param storedDerived the derived rules that it holds
     * @param selection the selection of rules that it has in force
     * @return them as they are in force
     */
    public static RulesInForce of(
            List<PromptRule> installed,
            List<StoredRule> stored,
            List<StoredDerivedRule> storedDerived,
            Optional<PromotionId> selection) {
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
        List<DerivedRule> derived = new ArrayList<>();
        Set<String> derivedOff = new LinkedHashSet<>();
        for (StoredDerivedRule one : storedDerived) {
            try {
                derived.add(one.rule().with(usable(one, rules)));
            } catch (IllegalArgumentException e) {
                derivedOff.add(one.rule().id());
                notes.add("derived rule " + one.rule().id() + " is left out: " + e.getMessage());
                continue;
            }
            if (one.edited()) {
                notes.add("the parameters of derived rule " + one.rule().id()
                        + " were changed by a person since they were last promoted; training starts from them");
            }
        }
        return new RulesInForce(
                rules,
                values,
                notes,
                disabled,
                List.copyOf(derived),
                Set.copyOf(derivedOff),
                stored.stream().map(StoredRule::definition).toList(),
                selection);
    }

    /** The parameters of a derived rule that can be used; the message of the exception says why it can't be. */
    private static ParameterValues usable(StoredDerivedRule derived, List<PromptRule> rules) {
        if (!derived.enabled()) {
            throw new IllegalArgumentException("it is switched off in the store");
        }
        ParameterSpace space = rules.stream()
                .map(PromptRule::definition)
                .filter(r -> r.id().equals(derived.rule().baseRule()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its base rule "
                        + derived.rule().baseRule() + " is not installed or switched off in the store"))
                .parameters();
        for (PatternRecord.Condition condition : derived.rule().conditions()) {
            if (!PromptFeatures.encodedNames().contains(condition.feature())) {
                throw new IllegalArgumentException(
                        "this version measures no feature '" + condition.feature() + "' of prompts");
            }
        }
        Map<String, Object> values = new LinkedHashMap<>(derived.rule().values().asMap());
        for (ParameterDefinition parameter : space.parameters()) {
            // a person may have written 1 for 1.0
            values.computeIfPresent(
                    parameter.name(),
                    (name, value) -> parameter.constraint() instanceof ParameterConstraint.RealRange
                                    && value instanceof Integer whole
                            ? Double.valueOf(whole)
                            : value);
        }
        try {
            return space.validate(new ParameterValues(values));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; correct it in the store (rule_metadata.default_parameters)", e);
        }
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
