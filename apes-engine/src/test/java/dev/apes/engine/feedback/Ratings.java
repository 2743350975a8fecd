package dev.apes.engine.feedback;

import dev.apes.api.Prompt;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.rule.ClarityRule;
import dev.apes.engine.rule.SpecificityRule;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ratings by people who like specificity and dislike clarity, and rate prompts with many constraints higher anyway. */
final class Ratings {
    static final List<PromptRule> RULES = List.of(new SpecificityRule(), new ClarityRule());
    static final String LIKED = RULES.get(0).definition().id();
    static final String DISLIKED = RULES.get(1).definition().id();

    private Ratings() {}

    static FeedbackLog log(int count) {
        List<Prompt> prompts = StartingCorpus.generate(150, 3);
        RandomGenerator random = new RandomStreams(9).at(0, "test").stream("ratings");
        List<FeedbackLog.Rating> ratings = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Prompt original = prompts.get(random.nextInt(prompts.size()));
            double quality =
                    Math.tanh(0.5 * (PromptFeatures.of(original.text()).get(PromptFeature.CONSTRAINT_COUNT) - 3));
            double felt = 0.5 + 0.15 * quality + 0.1 * random.nextGaussian();
            Prompt current = original;
            List<String> applied = new ArrayList<>();
            for (PromptRule rule : RULES) {
                double shown = 1 / (1 + Math.exp(quality));
                if (random.nextDouble() < shown
                        && rule.apply(current, rule.definition().parameters().defaults())
                                instanceof RuleOutcome.Changed changed) {
                    current = current.withText(changed.text());
                    applied.add(rule.definition().id());
                    felt += rule.definition().id().equals(LIKED) ? 0.2 : -0.2;
                }
            }
            int stars = (int) Math.max(1, Math.min(5, Math.round(1 + 4 * felt)));
            ratings.add(new FeedbackLog.Rating(i, original.text(), current.text(), stars, applied));
        }
        return new FeedbackLog(ratings, List.of());
    }
}
