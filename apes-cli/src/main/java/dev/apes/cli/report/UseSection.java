package dev.apes.cli.report;

import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import dev.apes.api.store.SessionStatus;
import java.util.Optional;

/** Where the result is, and what to do with it. */
final class UseSection {
    private UseSection() {}

    static Section of(TrainingReport report, Optional<String> exported, Kept kept) {
        Section section = new Section("How to use the result");
        boolean changed = report.rules().stream().anyMatch(RuleReport::changed);
        section.text(
                "",
                "Session " + report.session() + " is stored in " + kept.place() + ". "
                        + (changed
                                ? "The parameters above are in force there: later sessions start from them, and programs that"
                                        + " read that database use them."
                                : "It changed no parameter."));
        if (report.status() != SessionStatus.COMPLETED) {
            item(section, "go on with it: " + kept.command("train --resume " + report.session()));
        }
        item(section, "look at it again: " + kept.command("status -s " + report.session()));
        if (exported.isEmpty()) {
            return item(section, "take it elsewhere: --export FILE writes all of this, and the parameters, as JSON.");
        }
        String file = exported.get();
        item(section, file + " holds the parameters of every rule and all of the above.");
        item(section, "start from them elsewhere: apes train --start-from " + file);
        item(
                section,
                "in Java without a database: PromptEnhancer.withDefaults().with(rule, values), with the values that stand"
                        + " there under rules.<rule>.parameters.");
        long others = report.promotions().stream()
                .filter(promotion -> report.rules().stream()
                        .noneMatch(rule -> rule.ruleId().equals(promotion.id().ruleId())))
                .count();
        return others == 0
                ? section
                : item(
                        section,
                        "not in it: the model that leaves rules out of prompts, which the figures at the end include."
                                + " In Java, Apes.enhancer(handle) has it.");
    }

    private static Section item(Section section, String text) {
        return section.item("  - ", "    ", text);
    }
}
