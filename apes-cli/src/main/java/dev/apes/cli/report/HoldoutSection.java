package dev.apes.cli.report;

import dev.apes.api.HoldoutResult;
import dev.apes.api.TrainingReport;
import dev.apes.api.evaluation.EvaluatorInfo;

/** What the session was worth on prompts that decided nothing. */
final class HoldoutSection {
    private HoldoutSection() {}

    static Section of(TrainingReport report) {
        Section section = new Section("Result on the holdout: prompts that decided nothing");
        if (report.holdout().isEmpty()) {
            return section.text("", "Not measured: the session ended before it could be.");
        }
        HoldoutResult all = report.holdout().get();
        TextTable table = new TextTable()
                .row("mean score", "prompts", "raw", "at start", "at end", "end - start", "95 % interval", "differ")
                .row(cells(all));
        report.holdoutBySource().forEach(source -> table.row(cells(source)));
        section.table(table).gap().text("", verdict(all, report));
        section.text("", judge(report.evaluator()));
        return section.text(
                "",
                "raw: the prompts as they are. at start, at end: enhanced with the parameters in force when the session"
                        + " began and when it ended. The difference is paired, prompt by prompt; 'differ' counts the"
                        + " prompts whose two enhanced texts are not the same.");
    }

    private static String[] cells(HoldoutResult r) {
        return new String[] {
            TextLayout.clean(r.group()),
            String.valueOf(r.prompts()),
            Numbers.score(r.raw()),
            Numbers.score(r.atStart()),
            Numbers.score(r.atEnd()),
            Numbers.signed(r.difference()),
            Numbers.interval(r.low(), r.high()),
            String.valueOf(r.differing())
        };
    }

    static String verdict(HoldoutResult all, TrainingReport report) {
        if (report.promotions().isEmpty() && report.rules().stream().noneMatch(rule -> rule.changed())) {
            return "No candidate was proven better, so nothing was changed: start and end are the same parameters.";
        }
        if (all.low() > 0) {
            return "The rules in force at the end are better than those at the start: the interval lies above 0.";
        }
        if (all.high() < 0) {
            return "The rules in force at the end are WORSE than those at the start here: the interval lies below 0.";
        }
        return "No difference is shown: the interval contains 0.";
    }

    private static String judge(EvaluatorInfo info) {
        StringBuilder text = new StringBuilder("Judged by '" + info.name() + "' " + info.version() + ".");
        if (!info.description().isBlank()) {
            text.append(' ').append(info.description().strip());
            if (!info.description().strip().endsWith(".")) {
                text.append('.');
            }
        }
        if (!info.deterministic()) {
            text.append(" Its answers vary from one asking to the next.");
        }
        return text.toString();
    }
}
