package dev.apes.engine.strategy;

import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Chooses a strategy. Until enough rewards are known, by a table over the metric gaps (a gap above 0.1 in model accuracy, rule
 * effectiveness, pattern coverage, in this order); after that by Thompson sampling (Thompson 1933) over the strategies whose
 * methods are installed, with a normal model of the reward and the table's choice preferred in the prior. A strategy whose method
 * is not installed falls to the next. Stateless.
 */
public final class StrategySelector {
    /** Rewards that must be known before they are trusted over the table. */
    static final int ENOUGH_REWARDS = 5;

    private static final double LIMIT = 0.1;
    private static final int DRAWS = 400;
    private static final List<Strategy> TABLE =
            List.of(Strategy.NEURAL_ENHANCED, Strategy.RULE_FOCUSED, Strategy.DIVERSITY_ENHANCED, Strategy.STATISTICAL);

    private StrategySelector() {}

    /**
     * @param metrics figures on training prompts
     * @param targets what they should reach
     * @param history what strategies have bought so far
     * @param installed names of the generators that can be used now
     * @param unusable generators that are installed but can't be used now, with the reason, for the explanation
     * @param random source of the bandit's draws
     * @return the choice; empty if no generator that can be used serves any strategy
     */
    public static Optional<StrategyDecision> choose(
            PerformanceMetrics metrics,
            MetricTargets targets,
            StrategyHistory history,
            Collection<String> installed,
            Map<String, String> unusable,
            RandomGenerator random) {
        Optional<StrategyDecision> byTable = byTable(metrics, targets, installed, unusable);
        if (byTable.isEmpty() || history.rewards() < ENOUGH_REWARDS) {
            return byTable;
        }
        return Optional.of(byReward(byTable.get(), history, installed, random));
    }

    private static Optional<StrategyDecision> byTable(
            PerformanceMetrics metrics,
            MetricTargets targets,
            Collection<String> installed,
            Map<String, String> unusable) {
        double[] gaps = {
            targets.modelAccuracy() - metrics.modelAccuracy(),
            targets.ruleEffectiveness() - metrics.ruleEffectiveness(),
            targets.patternCoverage() - metrics.patternCoverage(),
            Double.NaN
        };
        String[] reasons = {"model accuracy", "rule effectiveness", "pattern coverage", ""};
        List<String> passedOver = new ArrayList<>();
        List<StrategyDecision> usable = new ArrayList<>();
        for (int i = 0; i < TABLE.size(); i++) {
            boolean last = i == TABLE.size() - 1;
            if (!last && gaps[i] <= LIMIT) {
                continue;
            }
            Strategy strategy = TABLE.get(i);
            Optional<String> method = method(strategy, installed);
            if (method.isEmpty()) {
                passedOver.add(strategy.label() + " (" + whyNot(strategy, unusable) + ")");
                continue;
            }
            String why = last
                    ? "no metric gap calls for anything more particular"
                    : String.format(Locale.ROOT, "%s is %.2f below target", reasons[i], gaps[i]);
            String instead = passedOver.isEmpty() ? "" : "; instead of " + String.join(", ", passedOver);
            double confidence = last ? 0.5 : Math.min(1, gaps[i] / (gaps[i] + LIMIT));
            usable.add(new StrategyDecision(
                    strategy, method.get(), strategy.label() + ": " + why + instead, Optional.empty(), confidence));
        }
        if (usable.isEmpty()) {
            // statistical has no method; anything installed that serves some strategy is better than nothing
            for (Strategy strategy : Strategy.values()) {
                method(strategy, installed)
                        .ifPresent(m -> usable.add(new StrategyDecision(
                                strategy, m, strategy.label() + ": the only one installed", Optional.empty(), 0)));
            }
        }
        if (usable.isEmpty()) {
            return Optional.empty();
        }
        StrategyDecision first = usable.get(0);
        Optional<Strategy> next = usable.size() > 1 ? Optional.of(usable.get(1).strategy()) : Optional.empty();
        return Optional.of(
                new StrategyDecision(first.strategy(), first.method(), first.explanation(), next, first.confidence()));
    }

    private static StrategyDecision byReward(
            StrategyDecision byTable, StrategyHistory history, Collection<String> installed, RandomGenerator random) {
        double scale = scale(history);
        double overall =
                history.arms().stream().mapToDouble(a -> a.weight() * a.mean()).sum() / history.observations();
        Map<Strategy, Integer> wins = new EnumMap<>(Strategy.class);
        Strategy chosen = null;
        for (int draw = 0; draw < DRAWS; draw++) {
            Strategy best = null;
            double bestReward = Double.NEGATIVE_INFINITY;
            for (Strategy strategy : Strategy.values()) {
                if (method(strategy, installed).isEmpty()) {
                    continue;
                }
                double prior = overall + (strategy == byTable.strategy() ? scale / 2 : 0);
                StrategyHistory.Arm arm = history.arms().stream()
                        .filter(a -> a.strategy() == strategy)
                        .findFirst()
                        .orElse(new StrategyHistory.Arm(strategy, 0, 0, 0));
                // one pseudo-reward at the prior mean
                double mean = (prior + arm.weight() * arm.mean()) / (1 + arm.weight());
                double sampled = mean + scale / Math.sqrt(1 + arm.weight()) * normal(random);
                if (sampled > bestReward) {
                    bestReward = sampled;
                    best = strategy;
                }
            }
            wins.merge(best, 1, Integer::sum);
            chosen = chosen == null ? best : chosen;
        }
        Strategy picked = chosen;
        Optional<Strategy> runnerUp = wins.entrySet().stream()
                .filter(e -> e.getKey() != picked)
                .max(Map.Entry.<Strategy, Integer>comparingByValue()
                        .thenComparing(e -> -e.getKey().ordinal()))
                .map(Map.Entry::getKey);
        double share = wins.get(picked) / (double) DRAWS;
        String why = String.format(
                Locale.ROOT,
                "%s: comes first in %.0f %% of draws from what %.1f discounted iterations bought",
                picked.label(),
                100 * share,
                history.observations());
        return new StrategyDecision(picked, method(picked, installed).orElseThrow(), why, runnerUp, share);
    }

    /** Pooled standard deviation of the rewards; never 0, so that an untried strategy keeps a chance. */
    private static double scale(StrategyHistory history) {
        double squares = history.arms().stream()
                .mapToDouble(StrategyHistory.Arm::squares)
                .sum();
        double mean = history.arms().stream()
                .mapToDouble(a -> Math.abs(a.mean()))
                .max()
                .orElse(0);
        double freedom = Math.max(1, history.observations() - history.arms().size());
        return Math.max(Math.sqrt(squares / freedom), Math.max(1e-6, mean / 4));
    }

    private static String whyNot(Strategy strategy, Map<String, String> unusable) {
        return strategy.methods().stream()
                .filter(unusable::containsKey)
                .map(unusable::get)
                .findFirst()
                .orElse("no " + String.join("/", strategy.methods()) + " installed");
    }

    private static Optional<String> method(Strategy strategy, Collection<String> installed) {
        return strategy.methods().stream().filter(installed::contains).findFirst();
    }

    private static double normal(RandomGenerator random) {
        double u = 0;
        while (u == 0) {
            u = random.nextDouble();
        }
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(u);
    }
}
