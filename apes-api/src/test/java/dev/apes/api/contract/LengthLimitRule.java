package dev.apes.api.contract;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;

/** A small rule that fulfils the contract: asks for a length where the prompt names none. */
class LengthLimitRule implements PromptRule {
    static final String MARK = "Longest answer, in words: ";

    private static final RuleDefinition DEFINITION = new RuleDefinition(
            "length_limit",
            "Length limit",
            "structure",
            "names a length",
            1,
            "1.0.0",
            ParameterSpace.of(
                    ParameterDefinition.integer("words", 100, 10, 500, "the length asked for"),
                    ParameterDefinition.real("min_share", 0.5, 0, 1, "how many of the words must be long"),
                    ParameterDefinition.flag("terse", false, "whether the line is short"),
                    ParameterDefinition.choice("place", "end", List.of("start", "end"), "where the line goes")));

    @Override
    public RuleDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        if (prompt.text().contains(MARK)) {
            return new RuleOutcome.NotApplicable("it names a length already");
        }
        String[] words = prompt.text().split("\\s+");
        long longOnes = List.of(words).stream().filter(w -> w.length() > 4).count();
        if (longOnes < values.real("min_share") * words.length) {
            return new RuleOutcome.NotApplicable("too few long words");
        }
        String line = MARK + values.integer("words") + (values.flag("terse") ? "" : ", fewer are welcome");
        String text =
                values.choice("place").equals("end") ? prompt.text() + "\n\n" + line : line + "\n\n" + prompt.text();
        return new RuleOutcome.Changed(text, List.of(new Edit(Edit.Kind.ADD, "", line, "no length was named")));
    }
}
