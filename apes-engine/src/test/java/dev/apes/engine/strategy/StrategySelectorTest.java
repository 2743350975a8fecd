package dev.apes.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrategySelectorTest {
    private static final List<String> ALL = List.of("diffusion", "rule_focused", "diversity", "copula", "hybrid");

    @Test
    void followsTheTableWhileLittleIsKnown() {
        assertThat(choose(new PerformanceMetrics(0.6, 0.6, 0.6, 1), ALL).strategy())
                .isEqualTo(Strategy.NEURAL_ENHANCED);
        assertThat(choose(new PerformanceMetrics(0.8, 0.6, 0.6, 1), ALL).strategy())
                .isEqualTo(Strategy.RULE_FOCUSED);
        assertThat(choose(new PerformanceMetrics(0.8, 0.75, 0.6, 1), ALL).strategy())
                .isEqualTo(Strategy.DIVERSITY_ENHANCED);
        assertThat(choose(new PerformanceMetrics(0.8, 0.75, 0.7, 1), ALL).strategy())
                .isEqualTo(Strategy.STATISTICAL);
    }

    @Test
    void fallsToTheNextWhereAMethodIsMissingAndSaysSo() {
        StrategyDecision decision = choose(new PerformanceMetrics(0.6, 0.6, 0.6, 1), List.of("rule_focused", "copula"));
        assertThat(decision.strategy()).isEqualTo(Strategy.RULE_FOCUSED);
        assertThat(decision.method()).isEqualTo("rule_focused");
        assertThat(decision.explanation()).contains("neural_enhanced").contains("diffusion");
        assertThat(decision.runnerUp()).contains(Strategy.STATISTICAL);
    }

    @Test
    void doesNotCallMissingWhatIsOnlyUnusableNow() {
        StrategyDecision decision = StrategySelector.choose(
                        new PerformanceMetrics(0.8, 0.6, 0.9, 1),
                        MetricTargets.DEFAULT,
                        StrategyHistory.empty(),
                        List.of("copula"),
                        Map.of("rule_focused", "no model yet"),
                        new SplittableRandom(1))
                .orElseThrow();
        assertThat(decision.explanation())
                .contains("rule_focused (no model yet)")
                .doesNotContain("installed");
    }

    @Test
    void choosesNothingWhereNothingIsInstalled() {
        assertThat(StrategySelector.choose(
                        new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                        MetricTargets.DEFAULT,
                        StrategyHistory.empty(),
                        List.of("unheard_of"),
                        Map.of(),
                        new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void findsTheStrategyThatPaysMost() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom world = new SplittableRandom(seed);
            StrategyHistory history = StrategyHistory.empty();
            for (int pull = 0; pull < 30; pull++) {
                Strategy chosen = StrategySelector.choose(
                                new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                                MetricTargets.DEFAULT,
                                history,
                                ALL,
                                Map.of(),
                                new SplittableRandom(seed * 1000L + pull))
                        .orElseThrow()
                        .strategy();
                double reward = (chosen == Strategy.DIVERSITY_ENHANCED ? 1.0 : 0.3) + 0.2 * (world.nextDouble() - 0.5);
                history = history.with(chosen, reward);
            }
            Strategy best = history.arms().stream()
                    .max((a, b) -> Double.compare(a.weight(), b.weight()))
                    .orElseThrow()
                    .strategy();
            found += best == Strategy.DIVERSITY_ENHANCED ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(34);
    }

    @Test
    void theMixAddsUpAndGetsHarderWithTheGaps() {
        GapReport hard = new GapReport(List.of(gap(0.9, 1)));
        GapReport mild = new GapReport(List.of(gap(0.1, 0)));
        for (int rows : new int[] {0, 1, 7, 200, 1999}) {
            assertThat(Arrays.stream(DifficultyMix.of(hard, rows)).sum()).isEqualTo(rows);
        }
        assertThat(DifficultyMix.of(hard, 200)[2] + DifficultyMix.of(hard, 200)[3])
                .isGreaterThan(DifficultyMix.of(mild, 200)[2] + DifficultyMix.of(mild, 200)[3]);
        assertThat(Arrays.stream(DifficultyMix.of(hard, 200)).min().orElseThrow())
                .isGreaterThanOrEqualTo(10);
    }

    private static Gap gap(double severity, double hardness) {
        return new Gap(
                Gap.Kind.METRIC,
                "ruleEffectiveness",
                0.5,
                0.8,
                0.3,
                severity,
                0.1,
                1,
                OptionalDouble.empty(),
                hardness,
                false,
                "a gap");
    }

    private static StrategyDecision choose(PerformanceMetrics metrics, List<String> installed) {
        return StrategySelector.choose(
                        metrics,
                        MetricTargets.DEFAULT,
                        StrategyHistory.empty(),
                        installed,
                        Map.of(),
                        new SplittableRandom(1))
                .orElseThrow();
    }
}
