package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.optimize.GainSampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a setting of one rule gains inside the composition. What comes before the rule is the same for every setting and
 * done once; where two settings make the rule write the same text, what comes after it and the score are the same, too, for an
 * evaluator's answer depends on the request alone. Used by one search at a time.
 */
final class CompositionSampler implements GainSampler {
    /** Texts remembered per prompt: settings differ in few of them, and a long search must not fill the heap. */
    private static final int REMEMBERED = 24;

    private static final int CHUNK = 16;

    private final SessionScope scope;
    private final String ruleId;
    private final PromptEnhancer rule;
    private final PromptEnhancer after;
    private final List<Prompt> prompts;
    private final List<String> before;
    private final double[] baselines;
    private final int replicate;
    private final List<Map<String, Double>> scores = new ArrayList<>();

    /**
     * @param enhancer the composition
     * @param forgetful the same with rules that remember nothing, for texts that are not met again
     * @param ruleId whose settings are tried; may be a derived rule
     * @param prompts on which
     * @param baselines their scores as they are
     */
    CompositionSampler(
            SessionScope scope,
            PromptEnhancer enhancer,
            PromptEnhancer forgetful,
            String ruleId,
            List<Prompt> prompts,
            double[] baselines,
            int replicate) {
        this.scope = scope;
        this.ruleId = ruleId;
        this.baselines = baselines;
        this.replicate = replicate;
        rule = forgetful.only(ruleId);
        after = forgetful.after(ruleId);
        this.prompts = prompts;
        before = scope.texts(prompts, enhancer.before(ruleId));
        prompts.forEach(p -> scores.add(new HashMap<>()));
    }

    @Override
    public double[] gains(ParameterValues values, int from, int to) {
        PromptEnhancer candidate = rule.with(ruleId, values);
        String[] written = new String[to - from];
        scope.workers().forChunks(to - from, CHUNK, scope.steps().cancellation(), (a, b) -> {
            for (int k = a; k < b; k++) {
                written[k] = candidate
                        .enhance(prompts.get(from + k), before.get(from + k))
                        .text();
            }
        });
        List<Integer> unknown = new ArrayList<>();
        for (int k = 0; k < written.length; k++) {
            if (!scores.get(from + k).containsKey(written[k])) {
                unknown.add(k);
            }
        }
        double[] measured = measure(unknown, written, from);
        double[] gains = new double[written.length];
        for (int u = 0; u < measured.length; u++) {
            int k = unknown.get(u);
            gains[k] = measured[u] - baselines[from + k];
            Map<String, Double> known = scores.get(from + k);
            if (known.size() < REMEMBERED) {
                known.put(written[k], measured[u]);
            }
        }
        for (int k = 0, u = 0; k < gains.length; k++) {
            if (u < unknown.size() && unknown.get(u) == k) {
                u++;
            } else {
                gains[k] = scores.get(from + k).get(written[k]) - baselines[from + k];
            }
        }
        return gains;
    }

    private double[] measure(List<Integer> unknown, String[] written, int from) {
        List<Prompt> originals =
                unknown.stream().map(k -> prompts.get(from + k)).toList();
        double[] theirs = unknown.stream().mapToDouble(k -> baselines[from + k]).toArray();
        return scope.executor()
                .scores(
                        originals,
                        u -> after.enhance(prompts.get(from + unknown.get(u)), written[unknown.get(u)])
                                .text(),
                        theirs,
                        replicate);
    }
}
