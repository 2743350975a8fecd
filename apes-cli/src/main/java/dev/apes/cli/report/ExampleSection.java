package dev.apes.cli.report;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.TrainingReport;
import dev.apes.api.rule.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prompts before and after, side by side. */
final class ExampleSection {
    private static final int COLUMN = (TextLayout.WIDTH - 3) / 2;
    private static final int MAX_LINES = 30;
    private static final int MAX_REASONS = 6;

    private ExampleSection() {}

    static Section of(TrainingReport report) {
        Section section = new Section("Holdout prompts before and after");
        if (report.examples().isEmpty()) {
            return section.text("", "None.");
        }
        int number = 0;
        for (TrainingReport.ScoredExample example : report.examples()) {
            number++;
            EnhancedPrompt enhanced = example.enhanced();
            section.text(
                    "",
                    String.format(
                            Locale.ROOT,
                            "%d. %s: score %.3f -> %.3f (%+.3f)",
                            number,
                            enhanced.original().id(),
                            example.before(),
                            example.after(),
                            example.after() - example.before()));
            section.lines(sideBySide(enhanced.original().text(), enhanced.text()));
            reasons(enhanced).forEach(reason -> section.item("  * ", "    ", reason));
            section.gap();
        }
        return section;
    }

    private static List<String> sideBySide(String before, String after) {
        List<String> left = TextLayout.wrap(TextLayout.clean(before), COLUMN);
        List<String> right = TextLayout.wrap(TextLayout.clean(after), COLUMN);
        List<String> lines = new ArrayList<>();
        lines.add("-".repeat(COLUMN) + "-+-" + "-".repeat(COLUMN));
        int rows = Math.max(left.size(), right.size());
        for (int i = 0; i < Math.min(rows, MAX_LINES); i++) {
            lines.add((TextLayout.padRight(cell(left, i), COLUMN) + " | " + cell(right, i)).stripTrailing());
        }
        if (rows > MAX_LINES) {
            lines.add("(" + (rows - MAX_LINES) + " more lines; --export has the whole texts)");
        }
        return lines;
    }

    private static String cell(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "";
    }

    private static List<String> reasons(EnhancedPrompt enhanced) {
        List<String> reasons = new ArrayList<>();
        for (EnhancedPrompt.Applied applied : enhanced.applied()) {
            for (Edit edit : applied.edits()) {
                reasons.add(applied.ruleId() + ": " + edit.reason());
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("unchanged");
            enhanced.leftOut().forEach(left -> reasons.add(left.ruleId() + " left out: " + left.reason()));
        }
        if (reasons.size() <= MAX_REASONS) {
            return reasons;
        }
        List<String> shortened = new ArrayList<>(reasons.subList(0, MAX_REASONS));
        shortened.add("and " + (reasons.size() - MAX_REASONS) + " more");
        return shortened;
    }
}
