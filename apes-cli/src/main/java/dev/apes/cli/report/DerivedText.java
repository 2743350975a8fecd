package dev.apes.cli.report;

import dev.apes.api.TrainingReport;
import dev.apes.api.store.DerivedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Derived rules in words: what they do and where. */
public final class DerivedText {
    private DerivedText() {}

    /** {@return what a derived rule does, without a full stop} */
    public static String of(DerivedRule rule) {
        return rule.baseRule()
                + (rule.confines() ? ", applied only where " : " with parameters of its own where ")
                + rule.conditions().stream().map(Numbers::condition).collect(Collectors.joining(" and "));
    }

    /** {@return what it is that the gate tested under an id that is no rule's} */
    static String nature(TrainingReport report, String id) {
        Optional<DerivedRule> derived =
                report.derived().stream().filter(d -> d.id().equals(id)).findFirst();
        if (derived.isPresent()) {
            return of(derived.get());
        }
        return report.rules().stream().anyMatch(r -> id.startsWith(r.ruleId() + "_"))
                ? "a rule derived from a pattern; not in force"
                : "no rule: which rules are left out of which prompt";
    }

    static Section section(TrainingReport report) {
        Section section = new Section("Derived rules in force");
        if (report.derived().isEmpty()) {
            return section.text("", "None.");
        }
        for (DerivedRule rule : report.derived()) {
            section.item("  - ", "    ", rule.id() + ": " + of(rule));
            Map<String, Object> base = report.rules().stream()
                    .filter(r -> r.ruleId().equals(rule.baseRule()))
                    .findFirst()
                    .map(r -> r.atEnd().asMap())
                    .orElse(Map.of());
            List<String> parameters = new ArrayList<>();
            rule.values().asMap().forEach((name, value) -> {
                if (!value.equals(base.get(name))) {
                    parameters.add("      " + TextLayout.padRight(name, 34) + Numbers.shown(value));
                }
            });
            section.lines(parameters);
        }
        return section.text(
                "", "To switch one off, set enabled = false in its row of rule_metadata; it is not made again.");
    }
}
