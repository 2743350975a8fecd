package dev.apes.cli.report;

import dev.apes.api.DataSummary;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionStatus;
import java.util.Locale;
import java.util.Optional;

/** Events as lines for people. */
final class LiveText {
    private LiveText() {}

    /** {@return the line of an event that is worth a lasting one even beside a progress bar} */
    static Optional<String> lasting(TrainingEvent event) {
        if (event instanceof TrainingEvent.SessionStarted e) {
            return Optional.of(started("training", e.data(), e.evaluator(), e.seed()));
        }
        if (event instanceof TrainingEvent.SessionResumed e) {
            return Optional.of(
                    started("resumed behind iteration " + e.iterations() + ",", e.data(), e.evaluator(), e.seed())
                            + (e.note().isBlank() ? "" : "; " + TextLayout.clean(e.note())));
        }
        if (event instanceof TrainingEvent.Promoted e) {
            return Optional.of(promoted(e.promotion()));
        }
        if (event instanceof TrainingEvent.IterationCommitted e) {
            return Optional.of(committed(e.record()));
        }
        if (event instanceof TrainingEvent.Warning e) {
            return Optional.of("warning: " + TextLayout.clean(e.message()));
        }
        if (event instanceof TrainingEvent.EvaluatorUsage e) {
            return Optional.of("paid: " + TextLayout.clean(e.sentence()));
        }
        // why a session failed is said by the command that fails with it
        return event instanceof TrainingEvent.SessionFinished e && e.status() != SessionStatus.FAILED
                ? Optional.of("ended: " + e.reason() + ": " + TextLayout.clean(e.explanation()))
                : Optional.empty();
    }

    /** {@return the line of an event that a progress bar shows in passing} */
    static Optional<String> passing(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepFinished e) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "[%d] %s: %s (%s)",
                    e.iteration(),
                    step(e.step()),
                    TextLayout.clean(e.summary()),
                    Numbers.seconds(e.took())));
        }
        return event instanceof TrainingEvent.CandidateTested e
                ? Optional.of("[" + e.iteration() + "] gate: " + e.test().ruleId() + ": " + RuleSections.test(e.test()))
                : Optional.empty();
    }

    static String step(TrainingStep step) {
        return step.number() + "/" + TrainingStep.values().length + " " + step.label();
    }

    private static String started(String how, DataSummary data, String evaluator, long seed) {
        return String.format(
                Locale.ROOT,
                "%s on %,d prompts (%s): %,d train, %,d validate, %,d held out, %,d duplicates, %,d set aside;"
                        + " judged by %s; seed %d",
                how,
                data.given(),
                TextLayout.clean(data.source()),
                data.training(),
                data.validation(),
                data.holdout(),
                data.duplicates(),
                data.setAside(),
                evaluator,
                seed);
    }

    static String promoted(PromotionRecord p) {
        StringBuilder text = new StringBuilder("[" + p.id().iteration() + "] promoted " + p.id().ruleId() + ":");
        p.after().asMap().forEach((name, value) -> {
            Object before = p.before().asMap().get(name);
            if (!value.equals(before)) {
                text.append(' ')
                        .append(name)
                        .append(' ')
                        .append(Numbers.shown(before))
                        .append(" -> ")
                        .append(Numbers.shown(value))
                        .append(';');
            }
        });
        return text.append(String.format(
                        Locale.ROOT,
                        " gain %s %s, n = %d, p = %s <= %s",
                        Numbers.signed(p.effect()),
                        Numbers.interval(p.low(), p.high()),
                        p.n(),
                        RuleSections.small(p.pValue()),
                        RuleSections.small(p.alpha())))
                .toString();
    }

    private static String committed(IterationRecord record) {
        return String.format(
                Locale.ROOT,
                "[%d] done in %s: %s, improvement %+.4f, %s",
                record.iteration(),
                Numbers.seconds(
                        record.stepTimes().values().stream().reduce(java.time.Duration.ZERO, java.time.Duration::plus)),
                metrics(record.summary().metrics()),
                record.summary().improvement(),
                Numbers.count(record.promotions().size(), "promotion", "promotions"));
    }

    static String metrics(PerformanceMetrics m) {
        return String.format(
                Locale.ROOT,
                "accuracy %s effectiveness %.3f coverage %.3f",
                Section.accuracy(m.modelAccuracy(), 3),
                m.ruleEffectiveness(),
                m.patternCoverage());
    }

    /** {@return the same for a bar on a terminal of 80 columns} */
    static String shortMetrics(PerformanceMetrics m) {
        return String.format(
                Locale.ROOT,
                "acc %.2f eff %.2f cov %.2f",
                m.modelAccuracy(),
                m.ruleEffectiveness(),
                m.patternCoverage());
    }
}
