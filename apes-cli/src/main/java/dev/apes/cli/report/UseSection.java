package dev.apes.cli.report;

import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import java.util.Optional;

/** What to do with the result. */
final class UseSection {
    private UseSection() {}

    static Section of(TrainingReport report, Optional<String> exported) {
        Section section = new Section("How to use the result");
        boolean changed = report.rules().stream().anyMatch(RuleReport::changed);
        if (exported.isEmpty()) {
            return section.text(
                    "",
                    changed
                            ? "This session ran in memory: the parameters above are gone with it. Run it again with"
                                    + " --export FILE to keep them; the same seed gives the same result."
                            : "Nothing changed, so there is nothing to keep. --export FILE writes everything above, and"
                                    + " the parameters, as one JSON document.");
        }
        String file = exported.get();
        section.text("", file + " holds the parameters of every rule and all of the above.");
        section.item("  - ", "    ", "go on from them: ./apes train --start-from " + file);
        section.item(
                "  - ",
                "    ",
                "in Java: PromptEnhancer.withDefaults().with(rule, values), with the values that stand there under"
                        + " rules.<rule>.parameters.");
        long others = report.promotions().stream()
                .filter(promotion -> report.rules().stream()
                        .noneMatch(rule -> rule.ruleId().equals(promotion.id().ruleId())))
                .count();
        return others == 0
                ? section
                : section.item(
                        "  - ",
                        "    ",
                        "not in it: the model that leaves rules out of prompts, which the figures at the end include."
                                + " In Java, Apes.enhancer(handle) has it.");
    }
}
