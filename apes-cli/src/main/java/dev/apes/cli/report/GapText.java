package dev.apes.cli.report;

import dev.apes.api.TrainingReport;
import dev.apes.api.gap.Gap;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.StrategyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What lies below target, and what was generated for it, as plain text. */
final class GapText {
    /** Order of the difficulty levels; a database gives them back in an order of its own. */
    private static final List<String> LEVELS = List.of("easy", "medium", "hard", "extreme");

    private GapText() {}

    /** {@return the gaps that the last iteration found, worst first, and what its generation was aimed at} */
    static Section section(TrainingReport report) {
        Section section = new Section("What is missing, and what is done about it");
        if (report.iterations().isEmpty()) {
            return section.text("", "No iteration was finished.");
        }
        IterationRecord last = report.iterations().get(report.iterations().size() - 1);
        if (last.gaps().gaps().isEmpty()) {
            section.text("", "Nothing lay below its target.");
        }
        for (Gap gap : last.gaps().gaps()) {
            section.item("  - ", "    ", gap.explanation());
            section.item("    ", "    ", figures(gap));
        }
        strategy(last).forEach(line -> section.text("", line));
        return section;
    }

    /** {@return a gap's figures in one line} */
    static String figures(Gap gap) {
        return String.format(
                Locale.ROOT,
                "%s %s: %.3f, target %.3f, severity %.2f, potential %.3f, confidence %.2f, hardness %.2f%s%s",
                kind(gap.kind()),
                gap.subject(),
                gap.current(),
                gap.target(),
                gap.severity(),
                gap.potential(),
                gap.confidence(),
                gap.hardness(),
                gap.trend().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", trend %+.4f an iteration",
                                gap.trend().getAsDouble())
                        : "",
                gap.exhausted() ? ", exhausted" : "");
    }

    private static String kind(Gap.Kind kind) {
        return switch (kind) {
            case METRIC -> "metric";
            case RULE_EFFECTIVENESS -> "effectiveness of";
            case RULE_CONSISTENCY -> "consistency of";
            case COVERAGE -> "coverage,";
        };
    }

    /** {@return why an iteration generated what it did, for whom, and how hard; sentences} */
    static List<String> strategy(IterationRecord record) {
        List<String> lines = new ArrayList<>();
        StrategyRecord choice = record.choice();
        lines.add("strategy " + record.strategy() + ", method "
                + record.generation().method() + ": " + record.generation().promptsAccepted() + " prompts kept of "
                + record.generation().rowsRequested() + " rows; " + choice.explanation()
                + choice.runnerUp()
                        .map(next -> String.format(
                                Locale.ROOT, " (confidence %.2f, runner-up %s)", choice.confidence(), next))
                        .orElse(""));
        if (!choice.arms().isEmpty()) {
            lines.add("gain per thousand evaluator calls so far: "
                    + choice.arms().stream()
                            .map(arm -> String.format(
                                    Locale.ROOT,
                                    "%s %+.5f (%.1f iterations)",
                                    arm.strategy(),
                                    arm.mean(),
                                    arm.weight()))
                            .collect(Collectors.joining(", ")));
        }
        if (!choice.allocation().isEmpty()) {
            lines.add("rows aimed at: " + counts(choice.allocation()));
        }
        String got = mix(record.generation().difficulty());
        if (!got.isEmpty()) {
            String wanted = mix(choice.wantedDifficulty());
            lines.add("difficulty: " + got + (wanted.isEmpty() ? "" : "; wanted of all rows: " + wanted)
                    + (choice.mixPValue().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    " (same mix: p = %.2g)",
                                    choice.mixPValue().getAsDouble())
                            : ""));
        }
        distances(record.generation()).ifPresent(lines::add);
        return lines;
    }

    /** How far texts are from the rows that they were written to. */
    private static Optional<String> distances(GenerationRecord generation) {
        if (generation.promptsAccepted() == 0) {
            return Optional.empty();
        }
        String most = generation.featureDistances().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(3)
                .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(
                        Locale.ROOT,
                        "features measured are %.2f standard deviations from those wanted",
                        generation.featureDistance())
                + (most.isEmpty() ? "" : ", most of all " + most));
    }

    private static String mix(Map<String, Integer> levels) {
        return LEVELS.stream()
                .filter(levels::containsKey)
                .map(level -> levels.get(level) + " " + level)
                .collect(Collectors.joining(", "));
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
