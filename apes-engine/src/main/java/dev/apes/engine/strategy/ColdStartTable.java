package dev.apes.engine.strategy;

import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What to choose while nothing is known of what pays: a gap above 0.1 in model accuracy, rule effectiveness, pattern coverage, in this
 * order. A strategy that can't be used falls to the next.
 */
final class ColdStartTable {
    private static final double LIMIT = 0.1;
    private static final List<Strategy> TABLE =
            List.of(Strategy.NEURAL_ENHANCED, Strategy.RULE_FOCUSED, Strategy.DIVERSITY_ENHANCED, Strategy.STATISTICAL);
    private static final List<String> REASONS = List.of("model accuracy", "rule effectiveness", "pattern coverage");

    private ColdStartTable() {}

    /**
     * @param usable methods of the strategies that can be used
     * @param unusable why others can't be
     */
    static Optional<StrategyDecision> choose(
            PerformanceMetrics metrics,
            MetricTargets targets,
            Map<Strategy, String> usable,
            Map<Strategy, String> unusable) {
        double[] gaps = {
            targets.modelAccuracy() - metrics.modelAccuracy(),
            targets.ruleEffectiveness() - metrics.ruleEffectiveness(),
            targets.patternCoverage() - metrics.patternCoverage()
        };
        List<String> passedOver = new ArrayList<>();
        List<StrategyDecision> found = new ArrayList<>();
        for (int i = 0; i < TABLE.size(); i++) {
            boolean last = i == gaps.length;
            if (!last && gaps[i] <= LIMIT) {
                continue;
            }
            Strategy strategy = TABLE.get(i);
            if (!usable.containsKey(strategy)) {
                passedOver.add(strategy.label() + " (" + unusable.get(strategy) + ")");
                continue;
            }
            String why = last
                    ? "no metric gap calls for anything more particular"
                    : String.format(Locale.ROOT, "%s is %.2f below target", REASONS.get(i), gaps[i]);
            String instead = passedOver.isEmpty() ? "" : "; instead of " + String.join(", ", passedOver);
            found.add(new StrategyDecision(
                    strategy,
                    usable.get(strategy),
                    strategy.label() + ": " + why + instead,
                    Optional.empty(),
                    last ? 0.5 : Math.min(1, gaps[i] / (gaps[i] + LIMIT))));
        }
        // statistical has no method; anything that serves some strategy is better than nothing
        if (found.isEmpty()) {
            usable.forEach((strategy, method) -> found.add(new StrategyDecision(
                    strategy, method, strategy.label() + ": the only one that can be used", Optional.empty(), 0)));
        }
        Optional<Strategy> next = found.stream().skip(1).findFirst().map(StrategyDecision::strategy);
        return found.stream()
                .findFirst()
                .map(d -> new StrategyDecision(d.strategy(), d.method(), d.explanation(), next, d.confidence()));
    }
}
