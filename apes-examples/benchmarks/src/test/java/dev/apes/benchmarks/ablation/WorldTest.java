package dev.apes.benchmarks.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.corpus.StartingCorpus;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Prompt PROMPT = Prompt.of("1", "Write a poem about rain.");

    @Test
    void whatARuleWroteIsReadBack() {
        WritingRule rule = new World("plain").rules().get(1);
        ParameterValues values =
                rule.definition().parameters().defaults().with("dose", 0.625).with("mode", "terse");
        RuleOutcome.Changed changed = (RuleOutcome.Changed) rule.apply(PROMPT, values);
        assertThat(rule.read(changed.text())).contains(values);
        assertThat(rule.apply(PROMPT.withText(changed.text()), values)).isInstanceOf(RuleOutcome.NotApplicable.class);
    }

    @Test
    void theBestSettingGainsAsMuchAsItShouldAndNoneIsFree() {
        World world = new World("plain");
        WritingRule first = world.rules().get(0);
        ParameterValues best = first.definition()
                .parameters()
                .defaults()
                .with("dose", 0.75)
                .with("tone", 0.3)
                .with("steps", 7)
                .with("strict", true)
                .with("mode", "terse");
        assertThat(score(world, best)).isEqualTo(0.52);
        assertThat(score(world, first.definition().parameters().defaults())).isLessThan(0.4);
    }

    @Test
    void inTheWorldOfKindsARuleHelpsSomeAndHarmsOthers() {
        World world = new World("by_kind");
        List<Prompt> prompts = StartingCorpus.generate(100, 2);
        WritingRule first = world.rules().get(0);
        ParameterValues defaults = first.definition().parameters().defaults();
        long helped = prompts.stream()
                .filter(p -> world.evaluate(
                                        List.of(new EvaluationRequest(
                                                ((RuleOutcome.Changed) first.apply(p, defaults)).text(), p, 0)),
                                        EvaluationContext.of(1))
                                .get(0)
                                .score()
                        > 0.4)
                .count();
        assertThat(helped).isBetween(15L, 85L);
    }

    private static double score(World world, ParameterValues values) {
        String text = ((RuleOutcome.Changed) world.rules().get(0).apply(PROMPT, values)).text();
        return world.evaluate(List.of(new EvaluationRequest(text, PROMPT, 0)), EvaluationContext.of(1))
                .get(0)
                .score();
    }
}
