package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.RecentResults;

/**
 * A rule that remembers its last outcomes, which its contract makes the same for the same prompt and values. For compositions: from
 * step to step most of their rules meet the same texts under the same parameters. Thread-safe; bounded.
 */
final class RememberedRule implements PromptRule {
    /** Characters of the texts remembered per generation. */
    private static final long ROOM = 600_000;

    private final PromptRule rule;
    private final RecentResults<Application, RuleOutcome> outcomes;

    private record Application(Prompt prompt, ParameterValues values) {}

    RememberedRule(PromptRule rule) {
        this.rule = rule;
        outcomes = new RecentResults<>(
                a -> rule.apply(a.prompt, a.values), a -> a.prompt.text().length(), ROOM);
    }

    @Override
    public RuleDefinition definition() {
        return rule.definition();
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        return outcomes.get(new Application(prompt, values));
    }
}
