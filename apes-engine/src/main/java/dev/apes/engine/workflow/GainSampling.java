package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SettingObservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Measures single applications of rules to prompts: what the effectiveness model learns from. */
final class GainSampling {
    private final SessionScope scope;

    GainSampling(SessionScope scope) {
        this.scope = scope;
    }

    /**
     * What was measured.
     *
     * @param samples rule by rule, prompt by prompt
     * @param applied whether each rule changed each prompt, by rule id
     */
    record Measured(List<GainSample> samples, Map<String, boolean[]> applied) {}

    /**
     * Applies every rule once to every prompt, each time with a setting of its own.
     *
     * @param side prompts with features
     * @param baselines their baselines
     * @param settings gives the setting of a rule for the prompt at an index
     * @param real whether the prompts were given, not generated
     * @param replicate tells repeated measurements apart
     */
    Measured measure(PromptSide side, double[] baselines, SettingOf settings, boolean real, int replicate) {
        List<GainSample> samples = new ArrayList<>();
        Map<String, boolean[]> applied = new LinkedHashMap<>();
        for (PromptRule rule : scope.rules().forgetful()) {
            scope.steps().cancellation().throwIfCancelled();
            ParameterValues[] values = new ParameterValues[side.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = settings.of(rule, i);
            }
            boolean[] changed = new boolean[side.size()];
            applied.put(rule.definition().id(), changed);
            double[] scores = scope.executor()
                    .scores(
                            side.prompts(),
                            i -> {
                                String text =
                                        RuleSet.textOf(rule, side.prompts().get(i), values[i]);
                                changed[i] = !text.equals(side.prompts().get(i).text());
                                return text;
                            },
                            baselines,
                            replicate);
            for (int i = 0; i < scores.length; i++) {
                Prompt prompt = side.prompts().get(i);
                samples.add(new GainSample(
                        prompt.id(),
                        side.features()[i],
                        rule.definition().id(),
                        values[i],
                        scores[i] - baselines[i],
                        real));
            }
        }
        return new Measured(samples, applied);
    }

    /** Chooses the setting of a rule for a prompt. */
    @FunctionalInterface
    interface SettingOf {
        ParameterValues of(PromptRule rule, int prompt);
    }

    /** Half of the settings are drawn evenly from the space, half are among those that searches found best. */
    static SettingOf exploring(Map<String, SearchMemory> memories, RandomGenerator random) {
        Map<String, List<ParameterValues>> promising = new LinkedHashMap<>();
        memories.forEach((rule, memory) -> promising.put(
                rule,
                memory.observations().stream()
                        .sorted(java.util.Comparator.comparingDouble(o -> -o.meanDifference()))
                        .limit(10)
                        .map(SettingObservation::values)
                        .toList()));
        return (rule, prompt) -> {
            List<ParameterValues> best =
                    promising.getOrDefault(rule.definition().id(), List.of());
            return best.isEmpty() || random.nextBoolean()
                    ? draw(rule.definition().parameters(), random)
                    : best.get(random.nextInt(best.size()));
        };
    }

    private static ParameterValues draw(ParameterSpace space, RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ParameterDefinition p : space.parameters()) {
            Object value;
            if (p.constraint() instanceof ParameterConstraint.IntegerRange range) {
                value = (int) (range.min() + random.nextLong((long) range.max() - range.min() + 1));
            } else if (p.constraint() instanceof ParameterConstraint.RealRange range) {
                value = Math.min(range.max(), range.min() + random.nextDouble() * (range.max() - range.min()));
            } else if (p.constraint() instanceof ParameterConstraint.Choice choice) {
                value = choice.options().get(random.nextInt(choice.options().size()));
            } else {
                value = random.nextBoolean();
            }
            values.put(p.name(), value);
        }
        return new ParameterValues(values);
    }
}
