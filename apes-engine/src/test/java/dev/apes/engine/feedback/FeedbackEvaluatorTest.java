package dev.apes.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Prompt;
import dev.apes.api.contract.PromptEvaluatorContract;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.FeedbackLog;
import dev.apes.engine.store.InMemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeedbackEvaluatorTest extends PromptEvaluatorContract {
    private static final FeedbackLog LOG = Ratings.log(500);
    private static final FeedbackEvaluator LEARNT = learn(LOG);

    private static FeedbackEvaluator learn(FeedbackLog log) {
        return new FeedbackEvaluator().learn(new InMemorySessionStore(log), Ratings.RULES, Map.of());
    }

    @Override
    protected PromptEvaluator createEvaluator() {
        return LEARNT;
    }

    @Test
    void scoresVersionsByWhatTheirRulesDidToRatings() {
        // a rule shows in a text less than surely, so that a gain is a part of its effect
        Offset<Double> told = Offset.offset(0.12);
        double liked = effect(LEARNT, Ratings.LIKED).effect().estimate();
        double disliked = effect(LEARNT, Ratings.DISLIKED).effect().estimate();

        assertThat(meanGain(0)).isGreaterThan(0.05).isCloseTo(liked, told);
        assertThat(meanGain(1)).isLessThan(-0.05).isCloseTo(disliked, told);
        assertThat(LEARNT.effects())
                .allSatisfy(e -> assertThat(e.effectiveSize()).isBetween(30.0, 700.0));
        assertThat(LEARNT.info().description()).contains("effective sample size", Ratings.LIKED);
    }

    private static double meanGain(int rule) {
        PromptRule applied = Ratings.RULES.get(rule);
        List<EvaluationRequest> versions = new ArrayList<>();
        for (FeedbackLog.Rating r : LOG.ratings()) {
            Prompt prompt = Prompt.of("p" + r.number(), r.original());
            if (applied.apply(prompt, applied.definition().parameters().defaults())
                    instanceof RuleOutcome.Changed changed) {
                versions.add(new EvaluationRequest(changed.text(), prompt, 0));
            }
        }
        return LEARNT.evaluate(versions, EvaluationContext.of(1)).stream()
                .mapToDouble(e -> e.facets().get("gain"))
                .average()
                .orElseThrow();
    }

    @Test
    void saysHowMuchIsMissing() {
        assertThatThrownBy(() -> learn(FeedbackLog.EMPTY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("0 usable ratings")
                .hasMessageContaining("at least 60");
        assertThatThrownBy(() -> learn(Ratings.log(61)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesToGuessTheEffectOfARuleThatEverybodyWasShown() {
        List<FeedbackLog.Rating> all = new ArrayList<>();
        LOG.ratings()
                .forEach(r -> all.add(
                        new FeedbackLog.Rating(r.number(), r.original(), r.improved(), r.stars(), List.of("always"))));

        assertThatThrownBy(() -> learn(new FeedbackLog(all, List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no rule was both applied and left out");
    }

    @Test
    void learnsTheSameAgainFromAStoreThatHasGrown() {
        List<FeedbackLog.Rating> more = new ArrayList<>(LOG.ratings());
        more.add(new FeedbackLog.Rating(1000, "Say it", "Say it now", 1, List.of()));
        InMemorySessionStore grown = new InMemorySessionStore(new FeedbackLog(more, List.of()));
        FeedbackEvaluator unlearnt = new FeedbackEvaluator();

        assertThat(unlearnt.learn(grown, Ratings.RULES, LEARNT.info().configuration())
                        .info())
                .isEqualTo(LEARNT.info());
        assertThat(unlearnt.learn(grown, Ratings.RULES, Map.of()).info().version())
                .isNotEqualTo(LEARNT.info().version());
    }

    @Test
    void outcomesOfRulesInUseMoveAnEffectByTheirWeight() {
        List<FeedbackLog.Outcome> outcomes = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            outcomes.add(new FeedbackLog.Outcome(i, Ratings.LIKED, "code", 0.45));
        }
        RuleEffect without = effect(LEARNT, Ratings.LIKED);
        RuleEffect with = effect(learn(new FeedbackLog(LOG.ratings(), outcomes)), Ratings.LIKED);

        assertThat(with.outcomes()).isEqualTo(200);
        assertThat(with.effect().estimate()).isLessThan(without.effect().estimate() - 0.01);
        assertThat(with.halfWidth()).isLessThan(without.halfWidth());
    }

    private static RuleEffect effect(FeedbackEvaluator evaluator, String rule) {
        return evaluator.effects().stream()
                .filter(e -> e.ruleId().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void outcomesAreWeightedToTheMixOfPromptsOfAllRules() {
        List<FeedbackLog.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            // rule a was used on code, where everything works, nine times out of ten; rule b on both alike
            outcomes.add(new FeedbackLog.Outcome(2 * i + 1, "a", i < 90 ? "code" : "essay", i < 90 ? 0.9 : 0.5));
            outcomes.add(new FeedbackLog.Outcome(2 * i + 2, "b", i < 10 ? "code" : "essay", i < 10 ? 0.9 : 0.5));
        }
        Map<String, OutcomeMean> means = OutcomeMean.byRule(outcomes);

        assertThat(means.get("a").mean()).isCloseTo(0.4, Offset.offset(1e-9));
        assertThat(means.get("b").mean()).isCloseTo(0.4, Offset.offset(1e-9));
    }

    @Test
    void knowsItsOptions() {
        assertThat(new FeedbackEvaluator()
                        .configure(Map.of("clip", "0.1"))
                        .info()
                        .configuration())
                .containsEntry("clip", "0.1");
        assertThatThrownBy(() -> new FeedbackEvaluator().configure(Map.of("clip", "no")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("0.001 to 0.25");
        assertThatThrownBy(() -> new FeedbackEvaluator().configure(Map.of("clap", "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("clap");
    }
}
