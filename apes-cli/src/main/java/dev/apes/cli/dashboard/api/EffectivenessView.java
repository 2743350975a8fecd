package dev.apes.cli.dashboard.api;

import dev.apes.engine.analytics.Effectiveness;
import dev.apes.persistence.query.StrategyUse;
import java.util.List;

/**
 * What strategies and methods bought: the change of the performance score in the iterations that used them. What came with them, not what
 * they caused: the loop chooses by what is missing.
 *
 * @param iterations how many this rests on
 * @param strategies each, the most per call first
 * @param methods each, the most per call first
 */
record EffectivenessView(int iterations, List<Bought> strategies, List<Bought> methods) {
    /**
     * One of them.
     *
     * @param name of the strategy or method
     * @param uses how many iterations used it
     * @param gained sum of the score's changes
     * @param calls sum of their evaluator calls
     * @param meanGain change in an iteration, with its 95 % interval
     * @param perThousandCalls change per 1,000 evaluator calls, with its 95 % interval
     */
    record Bought(
            String name,
            int uses,
            double gained,
            double calls,
            ComparisonView.Range meanGain,
            ComparisonView.Range perThousandCalls) {
        static Bought of(Effectiveness e) {
            return new Bought(
                    e.name(),
                    e.uses(),
                    e.gained(),
                    e.calls(),
                    ComparisonView.Range.of(e.meanGain()),
                    ComparisonView.Range.of(e.perThousandCalls()));
        }
    }

    static EffectivenessView of(List<StrategyUse> uses) {
        return new EffectivenessView(
                uses.size(),
                bought(uses.stream()
                        .map(u -> new Effectiveness.Use(u.strategy(), u.scoreChange(), u.callsSpent()))
                        .toList()),
                bought(uses.stream()
                        .map(u -> new Effectiveness.Use(u.method(), u.scoreChange(), u.callsSpent()))
                        .toList()));
    }

    private static List<Bought> bought(List<Effectiveness.Use> uses) {
        return Effectiveness.of(uses).stream().map(Bought::of).toList();
    }
}
