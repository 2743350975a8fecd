package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;

/** Appends a note that the judge of {@link Worlds} likes on short prompts and dislikes on long ones: a case for a selection. */
final class TwoSidedRule implements PromptRule {
    static final String ID = "appends_a_note";
    static final String NOTE = "\n[note]";
    private static final RuleDefinition DEFINITION = new RuleDefinition(
            ID,
            "Appends a note",
            "test",
            "helps some and harms others",
            6,
            "1.0.0",
            ParameterSpace.of(ParameterDefinition.integer("weight", 1, 1, 3, "changes nothing that counts")));

    @Override
    public RuleDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        return prompt.text().contains(NOTE)
                ? new RuleOutcome.NotApplicable("the note is there already")
                : new RuleOutcome.Changed(prompt.text() + NOTE, List.of(new Edit(Edit.Kind.ADD, "", NOTE, "test")));
    }
}
