package dev.apes.benchmarks.ablation;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.corpus.Difficulty;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeatures;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Three rules whose true gain on every prompt is known. Each has a best setting; how high the peak is, and whether the rule helps or
 * harms a prompt at all, depends on the prompt: that is what a model can learn and generated prompts can teach.
 */
final class World implements PromptEvaluator {
    static final List<String> NAMES = List.of("plain", "by_kind", "rare", "noisy");

    private final String name;
    private final List<WritingRule> rules =
            List.of(new WritingRule("first", 9), new WritingRule("second", 7), new WritingRule("third", 5));
    private final Map<String, PromptFeatures> measured = new ConcurrentHashMap<>();

    World(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no world '" + name + "'; there are " + NAMES);
        }
        this.name = name;
    }

    List<WritingRule> rules() {
        return rules;
    }

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(name, "1", "a world of known truth", !name.equals("noisy"), false, Map.of());
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        return batch.stream().map(r -> Evaluation.of(score(r, context.seed()))).toList();
    }

    private double score(EvaluationRequest request, long seed) {
        double score = 0.4;
        for (int r = 0; r < rules.size(); r++) {
            ParameterValues values = rules.get(r).read(request.text()).orElse(null);
            score += values == null ? 0 : gain(r, values, request.original());
        }
        if (name.equals("noisy")) {
            long key = seed
                    ^ 31L * request.text().hashCode()
                            + 7L * request.original().text().hashCode();
            score += 0.08 * new SplittableRandom(key + 1_000_003L * request.replicate()).nextGaussian();
        }
        return Math.max(0, Math.min(1, score));
    }

    /** True gain of a rule under some values. */
    private double gain(int rule, ParameterValues v, Prompt prompt) {
        double miss = square((v.real("dose") - (0.75 - 0.2 * rule)) / 0.3)
                + square((v.real("tone") - (0.3 + 0.25 * rule)) / 0.4)
                + square((v.integer("steps") - (7 - 2 * rule)) / 3.0);
        double peak = (v.choice("mode").equals(List.of("terse", "warm", "plain").get(rule)) ? 1 : 0.6)
                * (v.flag("strict") == (rule != 1) ? 1 : 0.7)
                * Math.exp(-0.5 * miss);
        return kind(rule, prompt) * (0.14 * peak - 0.02);
    }

    /** How much of a rule's effect a prompt shows; below 0 where it harms. */
    private double kind(int rule, Prompt prompt) {
        if (name.equals("plain") || name.equals("noisy")) {
            return 1;
        }
        PromptFeatures f = measured.computeIfAbsent(prompt.text(), PromptFeatures::of);
        if (name.equals("rare")) {
            // prompts that are rare among the given ones decide whether a rule is safe to use
            return Difficulty.score(f) > 0.45 ? -1.5 : 1;
        }
        return switch (rule) {
            case 0 -> f.wordCount() > 18 ? -0.7 : 1.2;
            case 1 -> f.domain() == Domain.GENERAL ? -0.5 : 1;
            default -> Difficulty.score(f) > 0.3 ? 1.3 : -0.4;
        };
    }

    private static double square(double x) {
        return x * x;
    }
}
