package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Compares metrics and rules with their targets. A gap is exhausted when the upper confidence bound of what can still be gained
 * is smaller than what is worth having. Stateless.
 */
public final class TargetGapAnalyzer implements GapAnalyzer {
    /** Share of prompts with headroom that may stay without help before that counts as a gap. */
    private static final double UNHELPED_TARGET = 0.25;
    /** Deviation of a rule's domain means above which it is called inconsistent. */
    private static final double DOMAIN_SPREAD_TARGET = 0.03;
    /** What is worth having of modelAccuracy and patternCoverage, which are shares, not gains. */
    private static final double WORTHWHILE_SHARE = 0.01;
    /** How much a rule outside the focus areas weighs when there are any. */
    private static final double OUT_OF_FOCUS = 0.5;

    /** For discovery. */
    public TargetGapAnalyzer() {}

    @Override
    public String name() {
        return "targets";
    }

    @Override
    public GapReport analyze(GapContext context) {
        List<Gap> gaps = new ArrayList<>();
        addMetricGaps(context, gaps);
        for (int i = 0; i < context.rules().size(); i++) {
            addRuleGaps(context, context.rules().get(i), context.outlooks().get(i), gaps);
        }
        addCoverageGap(context, gaps);
        gaps.sort(Comparator.comparingDouble((Gap g) -> -g.severity())
                .thenComparing(g -> g.kind().name())
                .thenComparing(Gap::subject));
        return new GapReport(gaps);
    }

    private static void addMetricGaps(GapContext context, List<Gap> gaps) {
        PerformanceMetrics m = context.metrics();
        addMetricGap(
                gaps,
                "modelAccuracy",
                m.modelAccuracy(),
                context.targets().modelAccuracy(),
                context.accuracyPotential(),
                WORTHWHILE_SHARE,
                hardness(context.outlooks()),
                "the optimiser orders candidates by this model");
        double gainPotential = context.outlooks().stream()
                .mapToDouble(RuleOutlook::attainableGain)
                .max()
                .orElse(0);
        addMetricGap(
                gaps,
                "ruleEffectiveness",
                m.ruleEffectiveness(),
                context.targets().ruleEffectiveness(),
                gainPotential,
                context.worthwhile(),
                hardness(context.outlooks()),
                "it is what users get from the rules");
        addMetricGap(
                gaps,
                "patternCoverage",
                m.patternCoverage(),
                context.targets().patternCoverage(),
                context.coveragePotential(),
                WORTHWHILE_SHARE,
                context.unhelpedShare(),
                "patterns say on which prompts a rule is worth applying");
    }

    private static void addMetricGap(
            List<Gap> gaps,
            String subject,
            double current,
            double target,
            double potential,
            double worthwhile,
            double hardness,
            String why) {
        if (current >= target) {
            return;
        }
        boolean exhausted = potential < worthwhile;
        gaps.add(new Gap(
                Gap.Kind.METRIC,
                subject,
                current,
                target,
                target - current,
                (target - current) / target,
                bounded(potential),
                1,
                hardness,
                exhausted,
                String.format(
                        Locale.ROOT,
                        "%s is %.3f of %.2f: %s; %s.",
                        subject,
                        current,
                        target,
                        why,
                        attainable(potential, exhausted))));
    }

    private static void addRuleGaps(GapContext context, RulePerformance rule, RuleOutlook outlook, List<Gap> gaps) {
        double target = context.targets().forRule(rule.ruleId());
        double hardness = hardness(List.of(outlook));
        boolean exhausted = outlook.attainableGain() < context.worthwhile();
        if (rule.effectiveness() < target) {
            double magnitude = target - rule.effectiveness();
            gaps.add(new Gap(
                    Gap.Kind.RULE_EFFECTIVENESS,
                    rule.ruleId(),
                    rule.effectiveness(),
                    target,
                    magnitude,
                    focused(context, rule.ruleId(), magnitude / target),
                    bounded(outlook.attainableGain()),
                    confidence(rule),
                    hardness,
                    exhausted,
                    String.format(
                            Locale.ROOT,
                            "%s reaches %.3f of %.2f (mean gain %+.4f, applied to %.0f %% of prompts); %s.",
                            rule.ruleId(),
                            rule.effectiveness(),
                            target,
                            rule.meanGain(),
                            100 * rule.applicability(),
                            attainable(outlook.attainableGain(), exhausted))));
        }
        double spread = deviation(rule.meanGainByDomain().values());
        if (spread > DOMAIN_SPREAD_TARGET) {
            double lost = -rule.meanGainByDomain().values().stream()
                    .mapToDouble(g -> Math.min(0, g))
                    .average()
                    .orElse(0);
            boolean settled = lost < context.worthwhile() && exhausted;
            gaps.add(new Gap(
                    Gap.Kind.RULE_CONSISTENCY,
                    rule.ruleId(),
                    spread,
                    DOMAIN_SPREAD_TARGET,
                    spread - DOMAIN_SPREAD_TARGET,
                    focused(context, rule.ruleId(), Math.min(1, spread - DOMAIN_SPREAD_TARGET)),
                    lost,
                    confidence(rule),
                    hardness,
                    settled,
                    String.format(
                            Locale.ROOT,
                            "%s helps unevenly: the deviation of its mean gain over domains is %.3f; %.4f is lost where it harms.",
                            rule.ruleId(),
                            spread,
                            lost)));
        }
    }

    private static void addCoverageGap(GapContext context, List<Gap> gaps) {
        if (context.unhelpedShare() <= UNHELPED_TARGET) {
            return;
        }
        double potential = context.outlooks().stream()
                .mapToDouble(RuleOutlook::attainableGain)
                .max()
                .orElse(0);
        double magnitude = context.unhelpedShare() - UNHELPED_TARGET;
        boolean exhausted = potential < context.worthwhile();
        gaps.add(new Gap(
                Gap.Kind.COVERAGE,
                "prompts without help",
                context.unhelpedShare(),
                UNHELPED_TARGET,
                magnitude,
                magnitude / (1 - UNHELPED_TARGET),
                bounded(potential),
                1,
                context.unhelpedShare(),
                exhausted,
                String.format(
                        Locale.ROOT,
                        "%.0f %% of the prompts with headroom are helped by no rule; %s.",
                        100 * context.unhelpedShare(),
                        attainable(potential, exhausted))));
    }

    private static String attainable(double potential, boolean exhausted) {
        if (Double.isInfinite(potential)) {
            return "what of it is attainable is not known yet";
        }
        return String.format(
                Locale.ROOT,
                exhausted
                        ? "at most %.4f more is attainable, which is not worth having"
                        : "up to %.4f more may be attainable",
                potential);
    }

    /** A record has no place for infinity; 1 bounds every gain and every share. */
    private static double bounded(double potential) {
        return Math.min(1, potential);
    }

    private static double focused(GapContext context, String ruleId, double severity) {
        boolean out = !context.focusAreas().isEmpty()
                && context.focusAreas().stream().noneMatch(area -> FocusAreas.covers(area, ruleId));
        return Math.max(0, Math.min(1, out ? severity * OUT_OF_FOCUS : severity));
    }

    /** Probability that a mean gain's sign is right, given n and variance (normal approximation). */
    private static double confidence(RulePerformance rule) {
        if (rule.prompts() < 2 || rule.gainDeviation() == 0) {
            return rule.prompts() < 2 ? 0 : 1;
        }
        double z = Math.abs(rule.meanGain()) / (rule.gainDeviation() / Math.sqrt(rule.prompts()));
        return new NormalDistribution(null, 0, 1).cumulativeProbability(z);
    }

    /** How uncertain and how wrong the model is, on the scale of gains: saturates at a mean error of 0.2. */
    private static double hardness(List<RuleOutlook> outlooks) {
        double mean = outlooks.stream()
                .mapToDouble(o -> o.uncertainty() + o.error())
                .average()
                .orElse(0);
        return Math.min(1, mean / 0.2);
    }

    private static double deviation(Collection<Double> values) {
        if (values.size() < 2) {
            return 0;
        }
        double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
        return Math.sqrt(
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1));
    }
}
