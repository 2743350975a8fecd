package com.example.apes;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;

/** Says in which language to answer. Training finds out whether that helps, and where the line belongs. */
public final class AnswerLanguageRule implements PromptRule {
    private static final String BEGIN = "Answer in ";
    private static final RuleDefinition DEFINITION = new RuleDefinition(
            "example_answer_language",
            "Answer language",
            "structure",
            "Names the language of the answer.",
            1,
            "1.0.0",
            ParameterSpace.of(
                    ParameterDefinition.choice(
                            "language", "English", List.of("English", "French", "Portuguese"), "the language named"),
                    ParameterDefinition.integer("min_words", 5, 1, 50, "shorter prompts are left alone"),
                    ParameterDefinition.choice("place", "end", List.of("start", "end"), "where the line goes")));

    @Override
    public RuleDefinition definition() {
        return DEFINITION;
    }

    @Override
    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
        if (prompt.text().contains(BEGIN)) {
            return new RuleOutcome.NotApplicable("it names a language already");
        }
        if (prompt.text().strip().split("\\s+").length < values.integer("min_words")) {
            return new RuleOutcome.NotApplicable("it is too short to need it");
        }
        String line = BEGIN + values.choice("language") + ".";
        String text = values.choice("place").equals("end")
                ? prompt.text() + "\n\n" + line
                : line + "\n\n" + prompt.text();
        return new RuleOutcome.Changed(text, List.of(new Edit(Edit.Kind.ADD, "", line, "no language was named")));
    }
}
