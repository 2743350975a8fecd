package dev.apes.engine;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.PluginException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.plugin.PluginRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Applies rules to a prompt, by descending priority, each to what the one before it left. A rule that a forecast expects not to
 * help is left out. Says what it did and why it left a rule out. Immutable and thread-safe.
 */
public final class PromptEnhancer {
    private final List<Step> steps;
    private final GainForecast forecast;

    private record Step(PromptRule rule, String id, ParameterValues values) {}

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
                            rule.definition().parameters().defaults())));
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

    private static Step step(PromptRule rule, ParameterValues values) {
        String id = rule.definition().id();
        try {
            return new Step(rule, id, rule.definition().parameters().validate(values));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("rule " + id, e.getMessage(), e);
        }
    }

    /**
     * @param newForecast says beforehand whether a rule will help
     * @return this enhancer, leaving out rules that are not expected to help
     */
    public PromptEnhancer withForecast(GainForecast newForecast) {
        return new PromptEnhancer(steps, Objects.requireNonNull(newForecast, "forecast"));
    }

    /**
     * @param ruleId one of its rules
     * @param values other parameters for it
     * @return this enhancer with those parameters
     * @throws InvalidInputException if there is no such rule or the parameters violate its constraints
     */
    public PromptEnhancer with(String ruleId, ParameterValues values) {
        List<Step> changed = new ArrayList<>(steps);
        int position = position(ruleId);
        changed.set(position, step(steps.get(position).rule, values));
        return new PromptEnhancer(changed, forecast);
    }

    /**
     * @param ruleId one of its rules
     * @return an enhancer with only the rules that come before it
     */
    public PromptEnhancer before(String ruleId) {
        return new PromptEnhancer(steps.subList(0, position(ruleId)), forecast);
    }

    /**
     * @param ruleId one of its rules
     * @return an enhancer with this rule alone; {@code before(r)}, {@code only(r)} and {@code after(r)} one after the other do what
     *     the whole does
     */
    public PromptEnhancer only(String ruleId) {
        int position = position(ruleId);
        return new PromptEnhancer(steps.subList(position, position + 1), forecast);
    }

    /**
     * @param ruleId one of its rules
     * @return an enhancer with only the rules that come after it
     */
    public PromptEnhancer after(String ruleId) {
        return new PromptEnhancer(steps.subList(position(ruleId) + 1, steps.size()), forecast);
    }

    private int position(String ruleId) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).id.equals(ruleId)) {
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
        Prompt current = prompt;
        List<EnhancedPrompt.Applied> applied = new ArrayList<>();
        List<EnhancedPrompt.LeftOut> leftOut = new ArrayList<>();
        for (Step step : steps) {
            OptionalDouble expected = forecast.expectedGain(current, step.id, step.values);
            if (expected.isPresent() && expected.getAsDouble() <= 0) {
                leftOut.add(new EnhancedPrompt.LeftOut(
                        step.id,
                        String.format(
                                Locale.ROOT,
                                "not expected to help here (expected gain %+.4f)",
                                expected.getAsDouble())));
                continue;
            }
            RuleOutcome outcome = apply(step, current);
            if (outcome instanceof RuleOutcome.Changed changed) {
                applied.add(new EnhancedPrompt.Applied(step.id, changed.edits()));
                current = current.withText(changed.text());
            } else if (outcome instanceof RuleOutcome.NotApplicable not) {
                leftOut.add(new EnhancedPrompt.LeftOut(step.id, not.reason()));
            }
        }
        return new EnhancedPrompt(prompt, current.text(), applied, leftOut);
    }

    private static RuleOutcome apply(Step step, Prompt prompt) {
        RuleOutcome outcome;
        try {
            outcome = step.rule.apply(prompt, step.values);
        } catch (ApesException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PluginException(
                    "rule",
                    step.id,
                    "threw " + e.getClass().getSimpleName() + " on prompt " + prompt.id() + ": " + e.getMessage(),
                    e);
        }
        if (outcome == null) {
            throw new PluginException("rule", step.id, "returned null for prompt " + prompt.id(), null);
        }
        if (outcome instanceof RuleOutcome.Changed changed && changed.text().indexOf('\0') >= 0) {
            throw new PluginException("rule", step.id, "put a NUL character into prompt " + prompt.id(), null);
        }
        return outcome;
    }
}
