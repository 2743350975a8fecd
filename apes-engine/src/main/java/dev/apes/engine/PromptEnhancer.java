package dev.apes.engine;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.DerivedRule;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.text.Decimals;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Applies rules to a prompt, by descending priority, each to what the one before it left. Validated patterns come in as {@linkplain
 * DerivedRule derived rules}: where the conditions of one hold for the prompt as it was given, it takes the place of its base rule,
 * the one promoted last before the others; and a base rule that derived rules confine is left out where none of theirs hold. A rule
 * that a forecast expects not to help is left out, too. Says what it did and why it left a rule out. Immutable and thread-safe.
 */
public final class PromptEnhancer {
    private final List<Step> steps;
    private final GainForecast forecast;

    /** A rule with the derived rules that it is the base of, the one promoted last first. */
    private record Step(PromptRule rule, String id, ParameterValues values, List<DerivedRule> derived) {
        boolean has(String derivedId) {
            return derived.stream().anyMatch(d -> d.id().equals(derivedId));
        }
    }

    private PromptEnhancer(List<Step> steps, GainForecast forecast) {
        this.steps = List.copyOf(steps);
        this.forecast = forecast;
    }

    /**
     * @param rules the rules to apply, in any order
     * @param values parameters by rule id; a rule without an entry uses its defaults
     * @return an enhancer
     * @throws InvalidInputException if a rule's parameters violate its constraints
     */
    public static PromptEnhancer of(List<PromptRule> rules, Map<String, ParameterValues> values) {
        List<Step> steps = new ArrayList<>();
        for (PromptRule rule : rules) {
            steps.add(step(
                    rule,
                    values.getOrDefault(
                            rule.definition().id(),
                            rule.definition().parameters().defaults()),
                    List.of()));
        }
        steps.sort(Comparator.comparingInt((Step s) -> -s.rule.definition().priority())
                .thenComparing(s -> s.id));
        return new PromptEnhancer(steps, GainForecast.NONE);
    }

    /** {@return an enhancer with every rule on the class path under its defaults} */
    public static PromptEnhancer withDefaults() {
        return of(
                new PluginRegistry(new PluginRegistry.Explicit(), PromptEnhancer.class.getClassLoader()).rules(),
                Map.of());
    }

    private static Step step(PromptRule rule, ParameterValues values, List<DerivedRule> derived) {
        return new Step(
                rule, rule.definition().id(), valid(rule, rule.definition().id(), values), derived);
    }

    private static ParameterValues valid(PromptRule rule, String id, ParameterValues values) {
        try {
            return rule.definition().parameters().validate(values);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("rule " + id, e.getMessage(), e);
        }
    }

    /**
     * @param derived rules made of rules of this enhancer, in the order in which they were promoted; one whose base rule is not part of
     *     it does nothing
     * @return this enhancer with these derived rules and no others
     * @throws InvalidInputException if the parameters of one violate its base rule's constraints
     */
    public PromptEnhancer withDerived(List<DerivedRule> derived) {
        List<Step> changed = new ArrayList<>();
        for (Step step : steps) {
            List<DerivedRule> own = new ArrayList<>();
            for (DerivedRule rule : derived) {
                if (rule.baseRule().equals(step.id)) {
                    own.add(0, rule.with(valid(step.rule, rule.id(), rule.values())));
                }
            }
            changed.add(new Step(step.rule, step.id, step.values, List.copyOf(own)));
        }
        return new PromptEnhancer(changed, forecast);
    }

    /**
     * @param newForecast says beforehand whether a rule will help
     * @return this enhancer, leaving out rules that are not expected to help
     */
    public PromptEnhancer withForecast(GainForecast newForecast) {
        return new PromptEnhancer(steps, Objects.requireNonNull(newForecast, "forecast"));
    }

    /**
     * @param ruleId one of its rules, derived ones included
     * @param values other parameters for it
     * @return this enhancer with those parameters
     * @throws InvalidInputException if there is no such rule or the parameters violate its constraints
     */
    public PromptEnhancer with(String ruleId, ParameterValues values) {
        List<Step> changed = new ArrayList<>(steps);
        int position = position(ruleId);
        Step step = steps.get(position);
        changed.set(
                position,
                step.id.equals(ruleId)
                        ? step(step.rule, values, step.derived)
                        : step(
                                step.rule,
                                step.values,
                                step.derived.stream()
                                        .map(d -> d.id().equals(ruleId) ? d.with(valid(step.rule, ruleId, values)) : d)
                                        .toList()));
        return new PromptEnhancer(changed, forecast);
    }

    /**
     * @param ruleId one of its rules; a derived one stands for its base rule
     * @return an enhancer with only the rules that come before it
     */
    public PromptEnhancer before(String ruleId) {
        return new PromptEnhancer(steps.subList(0, position(ruleId)), forecast);
    }

    /**
     * @param ruleId one of its rules; a derived one stands for its base rule
     * @return an enhancer with this rule and what is derived from it alone; {@code before(r)}, {@code only(r)} and {@code after(r)} one
     *     after the other do what the whole does, if each is {@linkplain #enhance(Prompt, String) told of the original}
     */
    public PromptEnhancer only(String ruleId) {
        int position = position(ruleId);
        return new PromptEnhancer(steps.subList(position, position + 1), forecast);
    }

    /**
     * @param ruleId one of its rules; a derived one stands for its base rule
     * @return an enhancer with only the rules that come after it
     */
    public PromptEnhancer after(String ruleId) {
        return new PromptEnhancer(steps.subList(position(ruleId) + 1, steps.size()), forecast);
    }

    private int position(String ruleId) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).id.equals(ruleId) || steps.get(i).has(ruleId)) {
                return i;
            }
        }
        throw new InvalidInputException(
                "rule " + ruleId,
                "is not part of this enhancer; its rules: "
                        + steps.stream().map(Step::id).toList());
    }

    /**
     * @param prompt the prompt
     * @return it before and after, with what was done and what was left out
     * @throws PluginException if a rule throws or breaks its contract
     */
    public EnhancedPrompt enhance(Prompt prompt) {
        return enhance(prompt, prompt.text());
    }

    /**
     * Goes on where other rules have been at work.
     *
     * @param original the prompt as it was given, for the conditions of derived rules speak of that
     * @param text what has been made of it so far
     * @return the original, and what has been made of it in the end; done and left out is what these rules did
     * @throws PluginException if a rule throws or breaks its contract
     */
    public EnhancedPrompt enhance(Prompt original, String text) {
        Prompt current = text.equals(original.text()) ? original : original.withText(text);
        double[] row = steps.stream().allMatch(s -> s.derived.isEmpty())
                ? new double[0]
                : PromptFeatures.of(original.text()).encoded();
        List<EnhancedPrompt.Applied> applied = new ArrayList<>();
        List<EnhancedPrompt.LeftOut> leftOut = new ArrayList<>();
        for (Step step : steps) {
            Optional<DerivedRule> derived = step.derived.stream()
                    .filter(d -> d.holds(PromptFeatures.encodedNames(), row))
                    .findFirst();
            if (derived.isEmpty() && step.derived.stream().anyMatch(DerivedRule::confines)) {
                leftOut.add(new EnhancedPrompt.LeftOut(step.id, confinement(step)));
                continue;
            }
            String id = derived.map(DerivedRule::id).orElse(step.id);
            ParameterValues values = derived.map(DerivedRule::values).orElse(step.values);
            RuleOutcome outcome = outcome(step, id, values, current);
            if (outcome instanceof RuleOutcome.Changed changed) {
                applied.add(new EnhancedPrompt.Applied(id, changed.edits()));
                current = current.withText(changed.text());
            } else if (outcome instanceof RuleOutcome.NotApplicable not) {
                leftOut.add(new EnhancedPrompt.LeftOut(id, not.reason()));
            }
        }
        return new EnhancedPrompt(original, current.text(), applied, leftOut);
    }

    private RuleOutcome outcome(Step step, String id, ParameterValues values, Prompt current) {
        if (forecast.afterApplying()) {
            RuleOutcome outcome = apply(step.rule, id, values, current);
            return outcome instanceof RuleOutcome.Changed
                    ? hopeless(step, values, current).orElse(outcome)
                    : outcome;
        }
        return hopeless(step, values, current).orElseGet(() -> apply(step.rule, id, values, current));
    }

    private Optional<RuleOutcome> hopeless(Step step, ParameterValues values, Prompt current) {
        OptionalDouble expected = forecast.expectedGain(current, step.id, values);
        return expected.isPresent() && expected.getAsDouble() <= 0
                ? Optional.of(new RuleOutcome.NotApplicable(
                        "not expected to help here (expected gain " + Decimals.signed(expected.getAsDouble(), 4) + ")"))
                : Optional.empty();
    }

    private static String confinement(Step step) {
        return "shown to help only where "
                + step.derived.stream()
                        .filter(DerivedRule::confines)
                        .map(DerivedRules::inWords)
                        .collect(Collectors.joining(", or "));
    }

    private static RuleOutcome apply(PromptRule rule, String id, ParameterValues values, Prompt prompt) {
        RuleOutcome outcome;
        try {
            outcome = rule.apply(prompt, values);
        } catch (ApesException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PluginException(
                    "rule",
                    id,
                    "threw " + e.getClass().getSimpleName() + " on prompt " + prompt.id() + ": " + e.getMessage(),
                    e);
        }
        if (outcome == null) {
            throw new PluginException("rule", id, "returned null for prompt " + prompt.id(), null);
        }
        if (outcome instanceof RuleOutcome.Changed changed && changed.text().indexOf('\0') >= 0) {
            throw new PluginException("rule", id, "put a NUL character into prompt " + prompt.id(), null);
        }
        return outcome;
    }
}
