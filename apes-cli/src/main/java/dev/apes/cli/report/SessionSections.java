package dev.apes.cli.report;

import dev.apes.api.DataSummary;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.cli.input.PromptFile;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the session went: data, iterations, generated prompts, patterns, time, and why it ended. */
final class SessionSections {
    /** How many iterations are shown one by one. */
    private static final int SHOWN = 20;

    private static final int PATTERNS_PER_RULE = 3;

    private SessionSections() {}

    static Section stop(TrainingReport report) {
        return new Section("Why it ended").text("", report.stopReason().code() + ": " + report.stopExplanation());
    }

    static Section data(TrainingReport report, Optional<PromptFile> input) {
        DataSummary data = report.data();
        Section section = new Section("Prompts");
        input.ifPresent(file -> section.text(
                "",
                String.format(
                        Locale.ROOT,
                        "Read from %s (%s): %,d lines, %,d prompts, %,d bad lines left out.",
                        file.source(),
                        file.format(),
                        file.lines(),
                        file.prompts().size(),
                        file.badLines())));
        section.text(
                "",
                String.format(
                        Locale.ROOT,
                        "%s, %,d in all: %,d for training, %,d for validation, %,d for the holdout; %,d exact duplicates"
                                + " dropped, %,d set aside because they are close to prompts of both sides.",
                        data.source(),
                        data.given(),
                        data.training(),
                        data.validation(),
                        data.holdout(),
                        data.duplicates(),
                        data.setAside()));
        return section;
    }

    static Section iterations(TrainingReport report) {
        Section section = new Section("Iterations");
        if (report.iterations().isEmpty()) {
            return section.text("", "None was finished.");
        }
        TextTable table = new TextTable()
                .row("", "accuracy", "effectiveness", "coverage", "improvement", "promoted", "candidates", "generated");
        List<IterationRecord> all = report.iterations();
        int skipped = Math.max(0, all.size() - SHOWN);
        for (IterationRecord record : all.subList(skipped, all.size())) {
            PerformanceMetrics metrics = record.summary().metrics();
            table.row(
                    String.valueOf(record.iteration()),
                    Section.accuracy(metrics.modelAccuracy(), 4),
                    Numbers.score(metrics.ruleEffectiveness()),
                    Numbers.score(metrics.patternCoverage()),
                    Numbers.signed(record.summary().improvement()),
                    String.valueOf(record.promotions().size()),
                    String.valueOf(record.candidates()),
                    String.valueOf(record.generation().promptsAccepted()));
        }
        section.table(table);
        if (skipped > 0) {
            section.text("  ", "(" + skipped + " earlier iterations are in --export)");
        }
        section.gap()
                .text(
                        "",
                        "accuracy: how often the effectiveness model orders two applications to one prompt correctly,"
                                + " cross-validated; 0.5 is guessing. effectiveness: how much of the room"
                                + " above the raw score the rules gain on validation prompts; 0.5 is no effect, 1 all of"
                                + " it. coverage: share of improvable validation"
                                + " prompts covered by a validated pattern. improvement: weighted change against the"
                                + " best so far.");
        for (IterationRecord record : all) {
            for (String note : record.notes()) {
                section.item("  - ", "    ", "iteration " + record.iteration() + ": " + note);
            }
        }
        return section;
    }

    static Section generated(TrainingReport report) {
        Section section = new Section("Data generated (used for training only)");
        Map<String, int[]> methods = new LinkedHashMap<>();
        Map<String, Integer> rejected = new LinkedHashMap<>();
        Map<String, Integer> difficulty = new LinkedHashMap<>();
        for (IterationRecord record : report.iterations()) {
            GenerationRecord generation = record.generation();
            if (generation.rowsRequested() > 0) {
                int[] sums = methods.computeIfAbsent(
                        generation.method() + " (strategy " + record.strategy() + ")", key -> new int[3]);
                sums[0]++;
                sums[1] += generation.rowsRequested();
                sums[2] += generation.promptsAccepted();
            }
            generation.rejected().forEach((reason, n) -> rejected.merge(reason, n, Integer::sum));
            generation.difficulty().forEach((level, n) -> difficulty.merge(level, n, Integer::sum));
        }
        if (methods.isEmpty()) {
            return section.text("", "None.");
        }
        methods.forEach((method, sums) -> section.item(
                "  - ",
                "    ",
                method + ": " + Numbers.count(sums[0], "iteration", "iterations") + ", "
                        + Numbers.count(sums[1], "row", "rows") + " asked for, "
                        + Numbers.count(sums[2], "prompt", "prompts") + " kept"));
        tally(section, "kept by difficulty", difficulty);
        tally(section, "dropped", rejected);
        return section;
    }

    private static void tally(Section section, String title, Map<String, Integer> counts) {
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        if (!text.isEmpty()) {
            section.item("  - ", "    ", title + ": " + text);
        }
    }

    static Section patterns(TrainingReport report) {
        Section section = new Section("Where rules help more than elsewhere");
        List<PatternRecord> valid =
                report.patterns().stream().filter(PatternRecord::validated).toList();
        if (valid.isEmpty()) {
            return section.text(
                    "",
                    "No pattern was confirmed on prompts that had not suggested it ("
                            + Numbers.count(report.patterns().size(), "candidate", "candidates") + ").");
        }
        Map<String, Integer> shown = new LinkedHashMap<>();
        for (PatternRecord pattern : valid) {
            if (shown.merge(pattern.ruleId(), 1, Integer::sum) > PATTERNS_PER_RULE) {
                continue;
            }
            section.item(
                    "  - ",
                    "    ",
                    String.format(
                            Locale.ROOT,
                            "%s, where %s: mean gain %+.4f, %.2f times its mean [%.2f, %.2f], %s of prompts",
                            pattern.ruleId(),
                            pattern.conditions().stream()
                                    .map(Numbers::condition)
                                    .collect(Collectors.joining(" and ")),
                            pattern.meanGain(),
                            pattern.lift(),
                            pattern.liftLow(),
                            pattern.liftHigh(),
                            Numbers.percent(pattern.support())));
        }
        int more = shown.values().stream()
                .mapToInt(n -> Math.max(0, n - PATTERNS_PER_RULE))
                .sum();
        return more == 0 ? section : section.text("  ", "(" + more + " more are in --export)");
    }

    static Section time(TrainingReport report) {
        Map<TrainingStep, Duration> sums = new EnumMap<>(TrainingStep.class);
        report.iterations()
                .forEach(record -> record.stepTimes().forEach((step, took) -> sums.merge(step, took, Duration::plus)));
        Section section = new Section("Time");
        if (!sums.isEmpty()) {
            TextTable table = new TextTable().row("step", "all iterations", "per iteration");
            int n = report.iterations().size();
            sums.forEach((step, took) -> table.row(
                    step.number() + " " + step.label(), Numbers.seconds(took), Numbers.seconds(took.dividedBy(n))));
            section.table(table);
        }
        return section.text(
                "  ",
                Numbers.seconds(report.duration()) + " in all, "
                        + Numbers.count(report.evaluatorCalls(), "evaluator call", "evaluator calls")
                        + " (the holdout's included).");
    }

    /** What is known of the judge's agreement with people, or that nothing is. */
    static Section judge(TrainingReport report) {
        Section section = new Section("How far to trust the judge");
        if (report.evaluator().reliability().isEmpty()) {
            return section.text(
                    "",
                    "How far '" + report.evaluator().name()
                            + "' agrees with people has not been measured; all figures above are its own.");
        }
        report.evaluator().reliability().forEach(line -> section.item("  - ", "    ", line));
        return section;
    }

    static Section provenance(TrainingReport report) {
        Section section = new Section("Where it came from");
        section.item("  ", "      ", "session: " + report.session());
        report.provenance().forEach((name, value) -> {
            if (!value.isBlank()) {
                section.item("  ", "      ", name + ": " + value);
            }
        });
        return section;
    }
}
