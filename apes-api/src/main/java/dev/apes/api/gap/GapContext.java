package dev.apes.api.gap;

import dev.apes.api.Checks;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a gap analysis looks at. All figures are of training prompts; validation stays out of it.
 *
 * @param metrics the present figures, on training prompts
 * @param targets what they should reach
 * @param rules performance of each enabled rule under its incumbent parameters, in rule order
 * @param outlooks what the model expects of each rule, same order as {@code rules}
 * @param unhelpedShare share in [0, 1] of training prompts with headroom of at least 0.1 that no rule improves
 * @param accuracyPotential upper confidence bound of what modelAccuracy can still gain, at least 0; {@code +Infinity} while unknown
 * @param coveragePotential upper confidence bound of what patternCoverage can still gain, at least 0; {@code +Infinity} while unknown
 * @param worthwhile the smallest improvement of a mean gain worth having, e.g. 0.005
 * @param focusAreas rule categories or names that weigh more; empty for none
 * @param evidence what these figures rest on
 * @param trails how large each gap was in earlier iterations; one without a trail was never there
 */
public record GapContext(
        PerformanceMetrics metrics,
        MetricTargets targets,
        List<RulePerformance> rules,
        List<RuleOutlook> outlooks,
        double unhelpedShare,
        double accuracyPotential,
        double coveragePotential,
        double worthwhile,
        Set<String> focusAreas,
        GapEvidence evidence,
        List<GapTrail> trails) {
    /** Validates and copies. */
    public GapContext {
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(targets, "targets");
        rules = List.copyOf(rules);
        outlooks = List.copyOf(outlooks);
        if (rules.size() != outlooks.size()) {
            throw new IllegalArgumentException(
                    "there are " + rules.size() + " rules but " + outlooks.size() + " outlooks");
        }
        if (rules.size() != evidence.rules().size()) {
            throw new IllegalArgumentException("there are " + rules.size() + " rules but evidence of "
                    + evidence.rules().size());
        }
        trails = List.copyOf(trails);
        Checks.inRange(unhelpedShare, 0, 1, "unhelpedShare");
        Checks.inRange(accuracyPotential, 0, Double.POSITIVE_INFINITY, "accuracyPotential");
        Checks.inRange(coveragePotential, 0, Double.POSITIVE_INFINITY, "coveragePotential");
        Checks.inRange(worthwhile, 0, 1, "worthwhile");
        focusAreas = java.util.Collections.unmodifiableSet(new TreeSet<>(focusAreas));
    }
}
