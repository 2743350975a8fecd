package dev.apes.cli.report;

import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.StoredSelection;
import java.util.Optional;

/** Where the result is, and what to do with it. */
final class UseSection {
    private UseSection() {}

    static Section of(TrainingReport report, Optional<String> exported, Kept kept) {
        Section section = new Section("How to use the result");
        boolean changed = report.rules().stream().anyMatch(RuleReport::changed);
        boolean promoted = changed || !report.promotions().isEmpty();
        boolean selection = report.promotions().stream()
                .anyMatch(promotion -> promotion.id().ruleId().equals(StoredSelection.RULE_ID));
        section.text(
                "",
                "Session " + report.session() + " is stored in " + kept.place() + ". "
                        + (changed || !promoted ? "" : "It changed no parameter of a rule. ")
                        + (promoted
                                ? "What it promoted is in force there: later sessions start from it, and programs that read"
                                        + " that database use it."
                                : "It promoted nothing."));
        if (report.status() != SessionStatus.COMPLETED) {
            item(section, "go on with it: " + kept.command("train --resume " + report.session()));
        }
        item(section, "look at it again: " + kept.command("status -s " + report.session()));
        if (selection) {
            item(
                    section,
                    "take it elsewhere with the selection, which the figures at the end include: "
                            + kept.command("status --rules json -o FILE")
                            + ", then apes train --import-rules FILE there.");
        }
        if (exported.isEmpty()) {
            return item(
                    section,
                    (selection ? "without it" : "take it elsewhere")
                            + ": --export FILE writes all of this, and the parameters, as JSON.");
        }
        String file = exported.get();
        item(section, file + " holds the parameters of every rule and all of the above.");
        item(section, "start from them elsewhere: apes train --start-from " + file);
        return item(
                section,
                "in Java without a database: PromptEnhancer.withDefaults().with(rule, values), with the values that stand"
                        + " there under rules.<rule>.parameters.");
    }

    private static Section item(Section section, String text) {
        return section.item("  - ", "    ", text);
    }
}
