package dev.apes.benchmarks.ablation;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;
import java.util.Optional;

/** Writes its parameters behind a prompt, so that a judge of known truth can read them there. */
final class WritingRule implements PromptRule {
    private final RuleDefinition definition;

    WritingRule(String id, int priority) {
        definition = new RuleDefinition(
                id,
                id,
                "simulated",
                "writes its parameters",
                priority,
                "1.0.0",
                ParameterSpace.of(
                        ParameterDefinition.real("dose", 0.2, 0, 1, "how much"),
                        ParameterDefinition.real("tone", 0.2, 0, 1, "how warm"),
                        ParameterDefinition.integer("steps", 2, 0, 10, "how many"),
                        ParameterDefinition.flag("strict", false, "whether"),
                        ParameterDefinition.choice("mode", "plain", List.of("plain", "warm", "terse"), "which")));
    }

    @Override
    public RuleDefinition definition() {
        return definition;
    }

    private String mark() {
        return "\n[" + definition.id() + " ";
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues v) {
        if (prompt.text().contains(mark())) {
            return new RuleOutcome.NotApplicable("its parameters are written already");
        }
        String line = mark() + v.real("dose") + " " + v.real("tone") + " " + v.integer("steps") + " " + v.flag("strict")
                + " " + v.choice("mode") + "]";
        return new RuleOutcome.Changed(prompt.text() + line, List.of(new Edit(Edit.Kind.ADD, "", line, "simulated")));
    }

    /** The parameters this rule wrote into a text, if it did. */
    Optional<ParameterValues> read(String text) {
        int at = text.indexOf(mark());
        if (at < 0) {
            return Optional.empty();
        }
        String[] words =
                text.substring(at + mark().length(), text.indexOf(']', at)).split(" ");
        return Optional.of(definition
                .parameters()
                .defaults()
                .with("dose", Double.valueOf(words[0]))
                .with("tone", Double.valueOf(words[1]))
                .with("steps", Integer.valueOf(words[2]))
                .with("strict", Boolean.valueOf(words[3]))
                .with("mode", words[4]));
    }
}
