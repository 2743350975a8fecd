package dev.apes.cli.report.page;

import dev.apes.api.EnhancedPrompt;
import dev.apes.cli.report.TextLayout;
import dev.apes.engine.PromptExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prompts before and after, side by side. */
final class ExamplePairs {
    private ExamplePairs() {}

    static void write(List<PromptExamples.Example> examples, Page.Draft page) {
        page.heading("Holdout prompts before and after");
        if (examples.isEmpty()) {
            page.text(
                    "None of its prompts is stored (a generated corpus is not); the report that was written when it ended, in the"
                            + " folder reports of the home, shows some.");
            return;
        }
        boolean scored = examples.get(0).scores().isPresent();
        page.text(
                "Enhanced by the rules with the parameters at the end"
                        + (scored
                                ? ", with their scores: some of the best, of the worst and of all others."
                                : "; chosen at random, since scoring them would cost, or the evaluator would not say the same again."));
        for (PromptExamples.Example example : examples) {
            EnhancedPrompt enhanced = example.enhanced();
            page.add(new Block.Pair(title(example), enhanced.original().text(), enhanced.text(), notes(enhanced)));
        }
    }

    private static String title(PromptExamples.Example example) {
        String choice = example.choice().name().toLowerCase(Locale.ROOT);
        String id = TextLayout.clean(example.enhanced().original().id());
        return example.scores()
                .map(s -> String.format(
                        Locale.ROOT, "%s: %s, %.3f → %.3f (%+.3f)", choice, id, s.before(), s.after(), s.gain() + 0.0))
                .orElse(choice + ": " + id);
    }

    static List<String> notes(EnhancedPrompt enhanced) {
        List<String> notes = new ArrayList<>();
        enhanced.applied()
                .forEach(applied -> notes.add(applied.ruleId() + ": "
                        + String.join(
                                " ",
                                applied.edits().stream()
                                        .map(e -> e.reason())
                                        .distinct()
                                        .toList())));
        if (!enhanced.changed()) {
            notes.add("unchanged");
        }
        return notes;
    }
}
