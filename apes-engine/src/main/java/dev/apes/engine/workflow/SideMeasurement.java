package dev.apes.engine.workflow;

import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules do, one by one, on the prompts of one side of the split. Arrays are indexed by prompt and never changed.
 *
 * @param baselines {@code E(p; p)}
 * @param rules each rule's effect under its incumbent parameters on every prompt, by rule id, in rule order: what models and patterns
 *     learn from
 * @param inUse the rules that others are derived from, as they are used, by rule id
 */
record SideMeasurement(double[] baselines, Map<String, RuleEffect> rules, Map<String, RuleInUse> inUse) {

    /**
     * One rule's effect.
     *
     * @param values the parameters it was measured under
     * @param gains raw gain per prompt; 0 where not applicable
     * @param applied whether it changed the text
     */
    record RuleEffect(ParameterValues values, double[] gains, boolean[] applied) {
        int appliedCount() {
            int count = 0;
            for (boolean a : applied) {
                count += a ? 1 : 0;
            }
            return count;
        }
    }

    /** A rule's effect as it is used. */
    RuleEffect used(String ruleId) {
        RuleInUse used = inUse.get(ruleId);
        return used == null ? rules.get(ruleId) : used.effect();
    }

    /** Whether a rule was measured under these values: a deterministic judge says the same again. */
    boolean measured(String ruleId, ParameterValues values) {
        RuleEffect effect = rules.get(ruleId);
        return effect != null && effect.values.equals(values);
    }

    /** Effectiveness {@code (1 + Σ gain / Σ headroom) / 2} of one rule as it is used over all prompts, clamped to [0, 1]. */
    double effectiveness(String ruleId) {
        RuleEffect effect = used(ruleId);
        double gain = 0;
        double headroom = 0;
        for (int i = 0; i < baselines.length; i++) {
            gain += effect.gains[i];
            headroom += 1 - baselines[i];
        }
        return headroom <= 0 ? 0.5 : Math.max(0, Math.min(1, (1 + gain / headroom) / 2));
    }

    /** The performance of a rule as it is used, with its mean gain per domain. */
    RulePerformance performance(String ruleId, List<String> domains) {
        RuleEffect effect = used(ruleId);
        int n = baselines.length;
        double mean = 0;
        Map<String, double[]> byDomain = new java.util.TreeMap<>();
        for (int i = 0; i < n; i++) {
            mean += effect.gains[i];
            double[] sum = byDomain.computeIfAbsent(domains.get(i), d -> new double[2]);
            sum[0] += effect.gains[i];
            sum[1]++;
        }
        mean = n == 0 ? 0 : mean / n;
        double squares = 0;
        for (double g : effect.gains) {
            squares += (g - mean) * (g - mean);
        }
        Map<String, Double> domainMeans = new LinkedHashMap<>();
        byDomain.forEach((domain, sum) -> {
            // a mean of a handful of prompts would be read as a property of the domain
            if (sum[1] >= 10) {
                domainMeans.put(domain, sum[0] / sum[1]);
            }
        });
        return new RulePerformance(
                ruleId,
                n,
                effect.appliedCount(),
                mean,
                n < 2 ? 0 : Math.sqrt(squares / (n - 1)),
                effectiveness(ruleId),
                domainMeans);
    }

    /** Share of prompts with headroom of at least 0.1 that no rule improves. */
    double unhelpedShare() {
        int withHeadroom = 0;
        int unhelped = 0;
        for (int i = 0; i < baselines.length; i++) {
            if (1 - baselines[i] >= PromptSide.HEADROOM) {
                withHeadroom++;
                int prompt = i;
                unhelped += rules.keySet().stream().noneMatch(r -> used(r).gains[prompt] > 0) ? 1 : 0;
            }
        }
        return withHeadroom == 0 ? 0 : (double) unhelped / withHeadroom;
    }
}
