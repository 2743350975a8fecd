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

/**
 * Chooses a strategy: by the cold-start table while there are no rewards, then by {@link StrategyBandit}, which takes the
 * table's choice as its prior. Only strategies of which a method is installed and fits the limits can be chosen. Stateless.
 */
public final class StrategySelector {
    private StrategySelector() {}

    /**
     * What there is to choose from.
     *
     * @param installed names of the generators that can be used now
     * @param unusable generators that are installed but can't be used now, with the reason, for the explanation
     * @param limits what a strategy may cost
     * @param methods what methods have done to the gaps, for the choice among those that serve one strategy
     */
    public record Supply(
            Collection<String> installed, Map<String, String> unusable, StrategyLimits limits, MethodHistory methods) {
        /**
         * Knows nothing of methods, so that the preferred one is taken.
         *
         * @param installed as above
         * @param unusable as above
         * @param limits as above
         */
        public Supply(Collection<String> installed, Map<String, String> unusable, StrategyLimits limits) {
            this(installed, unusable, limits, MethodHistory.EMPTY);
        }
    }

    /**
     * @param metrics figures on training prompts
     * @param targets what they should reach
     * @param history what strategies have bought so far; empty to keep to the table
     * @param supply what there is to choose from
     * @param random source of the draws
     * @return the choice; empty if no generator that can be used serves any strategy
     */
    public static Optional<StrategyDecision> choose(
            PerformanceMetrics metrics,
            MetricTargets targets,
            StrategyHistory history,
            Supply supply,
            RandomGenerator random) {
        Map<Strategy, String> usable = new EnumMap<>(Strategy.class);
        Map<Strategy, List<String>> choices = new EnumMap<>(Strategy.class);
        Map<Strategy, String> unusable = new EnumMap<>(Strategy.class);
        for (Strategy strategy : Strategy.values()) {
            List<String> serving = strategy.methods().stream()
                    .filter(supply.installed::contains)
                    .toList();
            Optional<String> method = serving.stream().findFirst();
            Optional<String> tooMuch = supply.limits.against(strategy);
            if (method.isPresent() && tooMuch.isEmpty()) {
                usable.put(strategy, method.get());
                choices.put(strategy, serving);
            } else {
                unusable.put(strategy, method.isEmpty() ? whyNot(strategy, supply.unusable) : tooMuch.get());
            }
        }
        return ColdStartTable.choose(metrics, targets, usable, unusable)
                .map(first -> history.rewards() == 0 ? first : byReward(first, usable, history, random))
                .map(decision -> byMethod(decision, choices.get(decision.strategy()), supply.methods, random));
    }

    private static StrategyDecision byMethod(
            StrategyDecision decision, List<String> methods, MethodHistory history, RandomGenerator random) {
        if (methods.size() == 1 || history.arms().isEmpty()) {
            return decision;
        }
        String method = history.choose(methods, random);
        return new StrategyDecision(
                decision.strategy(),
                method,
                decision.explanation() + "; " + history.about(method),
                decision.runnerUp(),
                decision.confidence());
    }

    private static StrategyDecision byReward(
            StrategyDecision byTable, Map<Strategy, String> usable, StrategyHistory history, RandomGenerator random) {
        List<Strategy> arms = new ArrayList<>(usable.keySet());
        arms.remove(byTable.strategy());
        arms.add(0, byTable.strategy());
        StrategyBandit.Draw draw = StrategyBandit.DEFAULT.choose(arms, history, random);
        StrategyBandit.Belief belief = StrategyBandit.DEFAULT.beliefs(arms, history).stream()
                .filter(b -> b.strategy() == draw.strategy())
                .findFirst()
                .orElseThrow();
        if (history.arms().stream().allMatch(a -> a.mean() == 0)) {
            return new StrategyDecision(
                    draw.strategy(),
                    usable.get(draw.strategy()),
                    String.format(
                            Locale.ROOT,
                            "%s: no strategy has bought a gain in %d iterations yet, so what is less tried gets its turn beside"
                                    + " the table's choice, %s (first in %.0f %% of draws)",
                            draw.strategy().label(),
                            history.rewards(),
                            byTable.strategy().label(),
                            100 * draw.share()),
                    draw.runnerUp(),
                    draw.share());
        }
        String why = String.format(
                Locale.ROOT,
                "%s: first in %.0f %% of draws; expected to gain %.5f per thousand evaluator calls (± %.5f), after %d"
                        + " iterations that count as %.1f%s",
                draw.strategy().label(),
                100 * draw.share(),
                belief.mean(),
                belief.deviation(),
                history.rewards(),
                history.observations(),
                draw.strategy() == byTable.strategy()
                        ? ", and the table's choice, too"
                        : "; the table would choose " + byTable.strategy().label());
        return new StrategyDecision(draw.strategy(), usable.get(draw.strategy()), why, draw.runnerUp(), draw.share());
    }

    private static String whyNot(Strategy strategy, Map<String, String> unusable) {
        return strategy.methods().stream()
                .filter(unusable::containsKey)
                .map(unusable::get)
                .findFirst()
                .orElse("no " + String.join("/", strategy.methods()) + " installed");
    }
}
