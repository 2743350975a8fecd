package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapEvidence;
import dev.apes.api.gap.RuleEvidence;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import java.util.List;

/** Gaps of the three metrics, and the prompts that no rule helps. */
final class MetricGaps {
    /** Share of prompts with headroom that may stay without help before that counts as a gap. */
    private static final double UNHELPED_TARGET = 0.25;
    /** What is worth having of figures that are shares, not gains. */
    private static final double WORTHWHILE_SHARE = 0.01;

    private final GapContext context;
    private final PerformanceMetrics metrics;
    private final GapEvidence evidence;

    MetricGaps(GapContext context) {
        this.context = context;
        metrics = context.metrics();
        evidence = context.evidence();
    }

    void addTo(List<Gap> gaps) {
        accuracy(gaps);
        effectiveness(gaps);
        patterns(gaps);
        unhelped(gaps);
    }

    private void accuracy(List<Gap> gaps) {
        double target = context.targets().modelAccuracy();
        if (metrics.modelAccuracy() < target) {
            boolean noModel = Double.isInfinite(evidence.accuracyError());
            double error = noModel ? 0 : evidence.accuracyError();
            gaps.add(metric("modelAccuracy", metrics.modelAccuracy(), target)
                    // the accuracy of no model is 0, and that is no figure to compare with
                    .unmeasuredAt(target)
                    .potential(context.accuracyPotential(), context.accuracyPotential() < WORTHWHILE_SHARE)
                    .confidence(error)
                    .hardness(meanHardness())
                    .say(
                            (noModel
                                            ? "there is no effectiveness model yet"
                                            : fact("modelAccuracy", metrics.modelAccuracy(), target))
                                    + ", and the optimiser orders candidates by " + (noModel ? "one" : "this model"),
                            "accuracy",
                            "settings not tried before are measured and rows generated where the model is unsure"));
        }
    }

    private void effectiveness(List<Gap> gaps) {
        double target = context.targets().ruleEffectiveness();
        if (metrics.ruleEffectiveness() < target) {
            double potential = mostAttainable();
            gaps.add(metric("ruleEffectiveness", metrics.ruleEffectiveness(), target)
                    .potential(potential, potential < context.worthwhile())
                    .confidence(evidence.effectivenessError())
                    .hardness(meanHardness())
                    .say(
                            fact("ruleEffectiveness", metrics.ruleEffectiveness(), target)
                                    + ", which is what the rules bring, each by itself, the important ones counting more",
                            "mean gain of a rule",
                            "the settings of every rule that has an open gap are searched"));
        }
    }

    private void patterns(List<Gap> gaps) {
        double target = context.targets().patternCoverage();
        double share = metrics.patternCoverage();
        if (share < target) {
            boolean mined = Double.isFinite(context.coveragePotential());
            gaps.add(metric("patternCoverage", share, target)
                    .measured(mined)
                    .potential(context.coveragePotential(), context.coveragePotential() < WORTHWHILE_SHARE)
                    .confidence(binomialError(share))
                    .hardness(evidence.unhelpedHardness())
                    .say(
                            (mined ? fact("patternCoverage", share, target) : "no patterns have been mined yet")
                                    + ", and patterns say on which prompts a rule is worth applying",
                            "coverage",
                            "patterns are mined on half of the training prompts and confirmed on the other"));
        }
    }

    private void unhelped(List<Gap> gaps) {
        double share = context.unhelpedShare();
        if (share <= UNHELPED_TARGET) {
            return;
        }
        boolean nothingLeft = mostAttainable() < context.worthwhile();
        gaps.add(new GapDraft(context, Gap.Kind.COVERAGE, "prompts without help", share, UNHELPED_TARGET)
                .severity((share - UNHELPED_TARGET) / (1 - UNHELPED_TARGET))
                .potential(evidence.unhelpedPotential(), nothingLeft || evidence.unhelpedPotential() < WORTHWHILE_SHARE)
                .because(
                        nothingLeft,
                        GapDraft.format(
                                "some setting may help up to %.0f %% of them, but none can gain more than %.4f on average",
                                100 * Math.min(1, evidence.unhelpedPotential()), mostAttainable()))
                .confidence(binomialError(share))
                .hardness(evidence.unhelpedHardness())
                .say(
                        GapDraft.format(
                                "%.0f %% of the %d improvable prompts are helped by no rule, so their users get nothing",
                                100 * share, evidence.improvable()),
                        "of them",
                        "settings are searched on all training prompts, these included"));
    }

    private GapDraft metric(String subject, double current, double target) {
        return new GapDraft(context, Gap.Kind.METRIC, subject, current, target).severity((target - current) / target);
    }

    private static String fact(String subject, double current, double target) {
        return GapDraft.format("%s is %.3f of %.2f", subject, current, target);
    }

    private double binomialError(double share) {
        return evidence.improvable() == 0 ? 0 : Math.sqrt(share * (1 - share) / evidence.improvable());
    }

    private double mostAttainable() {
        return context.outlooks().stream()
                .mapToDouble(RuleOutlook::attainableGain)
                .max()
                .orElse(0);
    }

    private double meanHardness() {
        return evidence.rules().stream()
                .mapToDouble(RuleEvidence::hardness)
                .average()
                .orElse(0);
    }
}
