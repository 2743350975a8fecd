package dev.apes.cli.report;

import dev.apes.api.RuleReport;
import dev.apes.api.TrainingReport;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PromotionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which rules changed, parameter by parameter and on what evidence, and which did not and why. */
final class RuleSections {
    private RuleSections() {}

    static Section changed(TrainingReport report) {
        Section section = new Section("Rules changed");
        List<RuleReport> changed =
                report.rules().stream().filter(RuleReport::changed).toList();
        List<PromotionRecord> others = report.promotions().stream()
                .filter(promotion -> !isRule(report, promotion.id().ruleId()))
                .toList();
        if (changed.isEmpty() && others.isEmpty()) {
            return section.text("", "None.");
        }
        for (PromotionRecord promotion : others) {
            section.text(
                    "",
                    promotion.id().ruleId() + " ("
                            + DerivedText.nature(report, promotion.id().ruleId()) + ")");
            section.item("  - ", "    ", evidence(promotion));
        }
        for (RuleReport rule : changed) {
            section.text("", rule.ruleId()).lines(parameters(rule));
            List<PromotionRecord> promotions = report.promotions().stream()
                    .filter(promotion -> promotion.id().ruleId().equals(rule.ruleId()))
                    .toList();
            promotions.forEach(promotion -> section.item("  - ", "    ", evidence(promotion)));
            if (promotions.isEmpty()) {
                section.item("  - ", "    ", rule.verdict());
            }
            section.item("  - ", "    ", reach(rule.performance()));
        }
        return section;
    }

    private static List<String> parameters(RuleReport rule) {
        List<String> lines = new ArrayList<>();
        rule.atEnd().asMap().forEach((name, value) -> {
            Object before = rule.atStart().asMap().get(name);
            if (!value.equals(before)) {
                lines.add(
                        "    " + TextLayout.padRight(name, 34) + Numbers.shown(before) + " -> " + Numbers.shown(value));
            }
        });
        return lines;
    }

    /** {@return a promotion's evidence in one sentence} */
    static String evidence(PromotionRecord p) {
        return String.format(
                Locale.ROOT,
                "promoted in iteration %d: mean gain over the old parameters %s, 95 %% interval %s, %.2f standard"
                        + " deviations, on %s; p = %s where %s was asked",
                p.id().iteration(),
                Numbers.signed(p.effect()),
                Numbers.interval(p.low(), p.high()),
                p.standardizedEffect(),
                Numbers.count(p.n(), "validation prompt whose text differs", "validation prompts whose texts differ"),
                small(p.pValue()),
                small(p.alpha()));
    }

    static String small(double p) {
        return p == 0 || p >= 0.0001 ? String.format(Locale.ROOT, "%.4f", p) : String.format(Locale.ROOT, "%.1e", p);
    }

    private static String reach(RulePerformance p) {
        return String.format(
                Locale.ROOT,
                "on validation at the end, by itself: changes %d of %d prompts, mean gain over all of them %s",
                p.applied(),
                p.prompts(),
                Numbers.signed(p.meanGain()));
    }

    static Section leftAlone(TrainingReport report) {
        Section section = new Section("Rules left alone");
        List<RuleReport> same =
                report.rules().stream().filter(rule -> !rule.changed()).toList();
        if (same.isEmpty()) {
            return section.text("", "None.");
        }
        for (RuleReport rule : same) {
            section.text("", rule.ruleId());
            section.item("  - ", "    ", rule.verdict());
            section.item("  - ", "    ", reach(rule.performance()));
            tests(report.iterations(), rule.ruleId(), rule.verdict())
                    .forEach(test -> section.item("  - ", "    ", test));
        }
        for (String other : otherCandidates(report)) {
            section.text("", other + " (" + DerivedText.nature(report, other) + ")");
            tests(report.iterations(), other, "").forEach(test -> section.item("  - ", "    ", test));
        }
        return section;
    }

    private static boolean isRule(TrainingReport report, String id) {
        return report.rules().stream().anyMatch(rule -> rule.ruleId().equals(id));
    }

    /** {@return candidates the gate saw that are no rule's parameters and never passed} */
    private static List<String> otherCandidates(TrainingReport report) {
        return report.iterations().stream()
                .flatMap(record -> record.gateTests().stream())
                .map(GateTestRecord::ruleId)
                .distinct()
                .filter(id -> !isRule(report, id)
                        && report.promotions().stream()
                                .noneMatch(promotion -> promotion.id().ruleId().equals(id)))
                .toList();
    }

    /** The newest test of each outcome says enough; a long session has hundreds. */
    private static List<String> tests(List<IterationRecord> iterations, String ruleId, String verdict) {
        List<String> lines = new ArrayList<>();
        for (GateTestRecord.Outcome outcome : GateTestRecord.Outcome.values()) {
            GateTestRecord newest = null;
            int iteration = 0;
            int count = 0;
            for (IterationRecord record : iterations) {
                for (GateTestRecord test : record.gateTests()) {
                    if (test.ruleId().equals(ruleId) && test.outcome() == outcome) {
                        newest = test;
                        iteration = record.iteration();
                        count++;
                    }
                }
            }
            if (newest != null) {
                boolean told = verdict.contains(newest.explanation());
                // without a verdict before it, the explanation stands in place of the short form, for it says the same
                // and more
                boolean whole = verdict.isEmpty() && outcome == GateTestRecord.Outcome.UNTESTABLE;
                lines.add((whole ? newest.explanation() : test(newest))
                        + " (iteration " + iteration + (count == 1 ? "" : ", " + count + " times in all") + ")"
                        + (told || whole ? "" : ": " + newest.explanation()));
            }
        }
        return lines;
    }

    static String test(GateTestRecord test) {
        return switch (test.outcome()) {
            case PROMOTED -> "promoted";
            case REJECTED ->
                String.format(
                        Locale.ROOT,
                        "tested on %d differing prompts and not proven better, %s, p = %s",
                        test.n(),
                        Numbers.signed(test.effect()),
                        small(test.pValue()));
            case UNTESTABLE ->
                "untestable: " + Numbers.count(test.n(), "differing prompt", "differing prompts") + " here, "
                        + String.format(Locale.ROOT, "%,d", test.needed()) + " needed";
            case BUDGET_SPENT -> "not tested: the error budget of these prompts is spent; it needs fresh prompts";
        };
    }
}
