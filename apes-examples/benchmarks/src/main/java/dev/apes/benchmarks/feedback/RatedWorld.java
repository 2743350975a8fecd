package dev.apes.benchmarks.feedback;

import dev.apes.api.Prompt;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.rule.ClarityRule;
import dev.apes.engine.rule.RoleRule;
import dev.apes.engine.rule.SpecificityRule;
import dev.apes.engine.rule.XmlStructureRule;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * People who rate enhanced prompts, with a known truth. Good prompts are rated better, whatever is done to them, and rules were shown
 * mostly to good prompts, or mostly to bad ones: comparing plain means credits or blames the rules for it.
 */
final class RatedWorld {
    /** The rules, each with what it truly does to a rating on [0, 1] before rounding to stars. */
    static final Map<PromptRule, Double> RULES = rules();

    private static final double NOISE = 0.15;
    private static final List<Prompt> PROMPTS = StartingCorpus.generate(600, 17);
    private static final Map<String, Double> QUALITY = new LinkedHashMap<>();

    static {
        // what makes a prompt good here is something that can be measured on it, as the method assumes
        for (Prompt p : PROMPTS) {
            PromptFeatures f = PromptFeatures.of(p.text());
            double constraints = f.get(PromptFeature.CONSTRAINT_COUNT);
            QUALITY.put(p.text(), Math.tanh(0.4 * (constraints - 3)) + 0.5 * Math.tanh(3 * (f.complexity() - 0.5)));
        }
    }

    private final double confounding;

    /** @param confounding 0: rules were shown at random; 1: strongly by how good the prompt is */
    RatedWorld(double confounding) {
        this.confounding = confounding;
    }

    private static Map<PromptRule, Double> rules() {
        Map<PromptRule, Double> rules = new LinkedHashMap<>();
        rules.put(new ClarityRule(), -0.05);
        rules.put(new SpecificityRule(), 0.15);
        rules.put(new RoleRule(), 0.0);
        rules.put(new XmlStructureRule(), 0.08);
        return rules;
    }

    /**
     * Ratings, and what the rules truly did to them.
     *
     * @param log what is stored
     * @param truth by rule: mean change of a rating by applying the rule, over the rated prompts
     */
    record Rated(FeedbackLog log, Map<String, Double> truth) {}

    Rated rate(int ratings, long seed) {
        RandomGenerator random = new RandomStreams(seed).at(0, "ratings").stream("people");
        List<FeedbackLog.Rating> log = new ArrayList<>();
        Map<String, Double> truth = new LinkedHashMap<>();
        for (int i = 1; i <= ratings; i++) {
            Prompt original = PROMPTS.get(random.nextInt(PROMPTS.size()));
            double quality = QUALITY.get(original.text());
            Prompt current = original;
            List<String> applied = new ArrayList<>();
            double effect = 0;
            int sign = 1;
            for (Map.Entry<PromptRule, Double> rule : RULES.entrySet()) {
                // shown to good prompts, to bad prompts, to good prompts, …
                double shown = 1 / (1 + Math.exp(-2.5 * confounding * sign * quality));
                sign = -sign;
                if (random.nextDouble() < shown) {
                    String id = rule.getKey().definition().id();
                    RuleOutcome outcome = rule.getKey()
                            .apply(
                                    current,
                                    rule.getKey().definition().parameters().defaults());
                    if (outcome instanceof RuleOutcome.Changed changed) {
                        current = current.withText(changed.text());
                        applied.add(id);
                        effect += rule.getValue();
                    }
                }
            }
            double felt = 0.5 + 0.2 * quality + NOISE * random.nextGaussian();
            log.add(new FeedbackLog.Rating(i, original.text(), current.text(), stars(felt + effect), applied));
            for (Map.Entry<PromptRule, Double> rule : RULES.entrySet()) {
                String id = rule.getKey().definition().id();
                double others = effect - (applied.contains(id) ? rule.getValue() : 0);
                double did = (stars(felt + others + rule.getValue()) - stars(felt + others)) / 4.0;
                truth.merge(id, did / ratings, Double::sum);
            }
        }
        return new Rated(new FeedbackLog(log, List.of()), truth);
    }

    private static int stars(double felt) {
        return (int) Math.max(1, Math.min(5, Math.round(1 + 4 * felt)));
    }
}
