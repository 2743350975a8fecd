package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.RuleEvidence;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.RulePerformance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gaps of one rule: its mean effect, and how evenly it helps. */
final class RuleGaps {
    /** Deviation of a rule's true domain means above which it is called inconsistent. */
    private static final double DOMAIN_SPREAD_TARGET = 0.03;
    /** Deviation of a rule's gain over prompts above which its spread is too wide: a tenth of the scale. */
    private static final double SPREAD_TARGET = 0.1;
    /** A difference between domains that chance explains this well is none. */
    private static final double SURE_OF_DOMAINS = 0.95;
    /** How much a rule outside the focus areas weighs when there are any. */
    private static final double OUT_OF_FOCUS = 0.5;

    private final GapContext context;
    private final RulePerformance rule;
    private final RuleOutlook outlook;
    private final RuleEvidence evidence;
    private final boolean settled;

    RuleGaps(GapContext context, int position) {
        this.context = context;
        rule = context.rules().get(position);
        outlook = context.outlooks().get(position);
        evidence = context.evidence().rules().get(position);
        settled = outlook.attainableGain() < context.worthwhile();
    }

    void addTo(List<Gap> gaps) {
        double target = context.targets().forRule(rule.ruleId());
        if (rule.effectiveness() < target) {
            gaps.add(effectiveness(target));
        }
        // one gap of a kind and rule: where both are too wide, differences between domains say more
        if (evidence.domainDeviation() > DOMAIN_SPREAD_TARGET && evidence.domainConfidence() >= SURE_OF_DOMAINS) {
            gaps.add(domains());
        } else if (rule.gainDeviation() > SPREAD_TARGET) {
            gaps.add(spread());
        }
    }

    private Gap effectiveness(double target) {
        GapDraft draft =
                new GapDraft(context, Gap.Kind.RULE_EFFECTIVENESS, rule.ruleId(), rule.effectiveness(), target);
        return draft.severity(focused(draft.magnitude() / target))
                .potential(outlook.attainableGain(), settled)
                .confidence(evidence.effectivenessError())
                .hardness(evidence.hardness())
                .say(
                        GapDraft.format(
                                "%s reaches %.3f of %.2f (mean gain %+.4f, applied to %.0f %% of prompts)",
                                rule.ruleId(),
                                rule.effectiveness(),
                                target,
                                rule.meanGain(),
                                100 * rule.applicability()),
                        "mean gain",
                        "its settings are searched on training prompts");
    }

    private Gap domains() {
        double lost = upperLoss();
        GapDraft draft = new GapDraft(
                context, Gap.Kind.RULE_CONSISTENCY, rule.ruleId(), evidence.domainDeviation(), DOMAIN_SPREAD_TARGET);
        return draft.severity(focused(draft.magnitude() / evidence.domainDeviation()))
                .potential(lost, lost < context.worthwhile() || settled)
                .certainty(evidence.domainConfidence())
                .hardness(evidence.hardness())
                .say(
                        GapDraft.format(
                                "%s is good on some domains and bad on others (%s; deviation %.3f) and makes %.0f %% of"
                                        + " prompts worse",
                                rule.ruleId(), extremes(), evidence.domainDeviation(), 100 * evidence.harmed()),
                        "mean gain, by leaving those alone,",
                        "settings that leave them alone are searched, and a model that leaves the rule out is put to the"
                                + " test");
    }

    private Gap spread() {
        double lost = upperLoss();
        GapDraft draft =
                new GapDraft(context, Gap.Kind.RULE_CONSISTENCY, rule.ruleId(), rule.gainDeviation(), SPREAD_TARGET);
        return draft.severity(focused(draft.magnitude() / rule.gainDeviation()))
                .potential(lost, lost < context.worthwhile() || settled)
                .confidence(rule.gainDeviation() / Math.sqrt(2.0 * Math.max(1, rule.prompts() - 1)))
                .hardness(evidence.hardness())
                .say(
                        GapDraft.format(
                                "the gain of %s varies by %.3f from prompt to prompt and is a loss on %.0f %% of them",
                                rule.ruleId(), rule.gainDeviation(), 100 * evidence.harmed()),
                        "mean gain, by leaving those alone,",
                        "settings that leave them alone are searched, and a model that leaves the rule out is put to the"
                                + " test");
    }

    private double upperLoss() {
        return GapDraft.upper(evidence.lost(), evidence.lostError());
    }

    private String extremes() {
        Comparator<Map.Entry<String, Double>> byGain = Map.Entry.comparingByValue();
        return rule.meanGainByDomain().isEmpty()
                ? "no domain has ten prompts"
                : describe(rule.meanGainByDomain().entrySet().stream()
                                .max(byGain)
                                .orElseThrow())
                        + ", "
                        + describe(rule.meanGainByDomain().entrySet().stream()
                                .min(byGain)
                                .orElseThrow());
    }

    private static String describe(Map.Entry<String, Double> domain) {
        return GapDraft.format("%+.3f on %s", domain.getValue(), domain.getKey().toLowerCase(java.util.Locale.ROOT));
    }

    private double focused(double severity) {
        boolean out = !context.focusAreas().isEmpty()
                && context.focusAreas().stream().noneMatch(area -> FocusAreas.covers(area, rule.ruleId()));
        return out ? severity * OUT_OF_FOCUS : severity;
    }
}
