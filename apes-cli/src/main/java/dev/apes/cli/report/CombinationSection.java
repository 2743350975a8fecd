package dev.apes.cli.report;

import dev.apes.api.TrainingReport;
import dev.apes.api.store.CombinationRecord;
import java.util.List;
import java.util.Locale;

/** What rules do together: pairs that help or harm each other, and the best set for each kind of prompt. */
final class CombinationSection {
    private CombinationSection() {}

    static Section of(TrainingReport report) {
        Section section = new Section("What rules do together");
        List<CombinationRecord> pairs = report.combinations().stream()
                .filter(c -> c.interaction().isPresent())
                .toList();
        List<CombinationRecord> clear = pairs.stream()
                .filter(c -> c.interaction().orElseThrow().clear())
                .toList();
        if (pairs.isEmpty()) {
            section.text("", "No two rules change enough of the same training prompts to tell.");
        } else {
            section.text(
                    "",
                    Numbers.count(pairs.size(), "pair was", "pairs were") + " measured on training prompts, "
                            + clear.size() + " of them clearly more or less than the sum of their rules.");
        }
        clear.forEach(c -> section.item("  - ", "    ", pair(c)));
        report.combinations().stream()
                .filter(c -> c.interaction().isEmpty())
                .forEach(c -> section.item("  - ", "    ", best(c)));
        return section;
    }

    private static String pair(CombinationRecord c) {
        CombinationRecord.Interaction i = c.interaction().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s %s: together %+.4f, the sum of both alone %+.4f; difference %+.4f [%+.4f, %+.4f] on %d prompts",
                String.join(" and ", c.rules()),
                i.effect() < 0 ? "harm each other" : c.gain() < 0 ? "lose less together than apart" : "help each other",
                c.gain(),
                c.alone().values().stream().mapToDouble(g -> g).sum(),
                i.effect(),
                i.low(),
                i.high(),
                c.prompts());
    }

    private static String best(CombinationRecord c) {
        return String.format(
                Locale.ROOT,
                "%s: best with %s (%+.4f expected on %d training prompts)",
                c.promptType().orElse("all prompts"),
                String.join(", ", c.rules()),
                c.gain(),
                c.prompts());
    }
}
