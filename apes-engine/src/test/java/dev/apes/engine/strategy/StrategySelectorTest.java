package dev.apes.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.MethodOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;
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
        StrategyDecision decision = choose(
                        new PerformanceMetrics(0.8, 0.6, 0.9, 1),
                        StrategyHistory.empty(),
                        new StrategySelector.Supply(
                                List.of("copula"), Map.of("rule_focused", "no model yet"), StrategyLimits.NONE))
                .orElseThrow();
        assertThat(decision.explanation())
                .contains("rule_focused (no model yet)")
                .doesNotContain("installed");
    }

    @Test
    void choosesNothingWhereNothingIsInstalled() {
        assertThat(choose(
                        new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                        StrategyHistory.empty(),
                        new StrategySelector.Supply(List.of("unheard_of"), Map.of(), StrategyLimits.NONE)))
                .isEmpty();
    }

    @Test
    void leavesOutWhatDoesNotFitTimeOrMemory() {
        StrategyLimits hurried = new StrategyLimits(Duration.ofSeconds(20), Long.MAX_VALUE, Long.MAX_VALUE, 1);
        StrategyDecision decision = choose(
                        new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                        StrategyHistory.empty(),
                        new StrategySelector.Supply(ALL, Map.of(), hurried))
                .orElseThrow();
        assertThat(decision.strategy()).isEqualTo(Strategy.RULE_FOCUSED);
        assertThat(decision.explanation()).contains("generating may take 20 s");
        StrategyLimits tight = new StrategyLimits(Duration.ofSeconds(600), 100L << 20, Long.MAX_VALUE, 1);
        assertThat(choose(
                                new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                                StrategyHistory.empty(),
                                new StrategySelector.Supply(ALL, Map.of(), tight))
                        .orElseThrow()
                        .explanation())
                .contains("the heap has 100 MiB");
    }

    @Test
    void leavesOutWhatTheEvaluationsCanNotFeed() {
        StrategyLimits poor = new StrategyLimits(Duration.ofDays(1), Long.MAX_VALUE, 340, 7);
        assertThat(poor.rows(200)).isEqualTo(48);
        assertThat(poor.against(Strategy.HYBRID))
                .hasValueSatisfying(why -> assertThat(why).contains("50 rows").contains("labels 48"));
        assertThat(poor.against(Strategy.STATISTICAL)).isEmpty();
        StrategyLimits rich = new StrategyLimits(Duration.ofDays(1), Long.MAX_VALUE, 350, 7);
        assertThat(rich.against(Strategy.HYBRID)).isEmpty();
    }

    @Test
    void labelsNoMoreRowsThanTheEvaluationsAllow() {
        assertThat(new StrategyLimits(Duration.ofSeconds(1), 0, 700, 7).rows(200))
                .isEqualTo(100);
        assertThat(new StrategyLimits(Duration.ofSeconds(1), 0, 6, 7).rows(200)).isZero();
        assertThat(StrategyLimits.NONE.rows(200)).isEqualTo(200);
    }

    @Test
    void rewardsOvercomeTheTableAndTheDecisionSaysHowSurelyAndWhatCameNext() {
        StrategyHistory history = StrategyHistory.empty();
        for (int i = 0; i < 6; i++) {
            history = history.with(Strategy.NEURAL_ENHANCED, 0.1 + 0.01 * i)
                    .with(Strategy.DIVERSITY_ENHANCED, 1 + 0.01 * i)
                    .with(Strategy.STATISTICAL, 0.2)
                    .with(Strategy.RULE_FOCUSED, 0.3)
                    .with(Strategy.HYBRID, 0.2);
        }
        StrategyDecision decision = choose(
                        new PerformanceMetrics(0.6, 0.6, 0.6, 1),
                        history,
                        new StrategySelector.Supply(ALL, Map.of(), StrategyLimits.NONE))
                .orElseThrow();
        assertThat(decision.strategy()).isEqualTo(Strategy.DIVERSITY_ENHANCED);
        assertThat(decision.method()).isEqualTo("diversity");
        assertThat(decision.confidence()).isGreaterThan(0.95);
        assertThat(decision.explanation()).contains("the table would choose neural_enhanced");
    }

    @Test
    void ofTheMethodsThatServeAStrategyTheOneThatClosedMoreIsTaken() {
        List<MethodOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            outcomes.add(outcome("smote", 0.7 + 0.01 * (i % 3)));
            outcomes.add(outcome("copula", 1 + 0.01 * (i % 3)));
        }
        MethodHistory history = MethodHistory.of(outcomes);
        for (int seed = 0; seed < 20; seed++) {
            StrategyDecision decision = statistical(history, seed);
            assertThat(decision.strategy()).isEqualTo(Strategy.STATISTICAL);
            assertThat(decision.method()).isEqualTo("smote");
            assertThat(decision.explanation()).contains("smote").contains("of the open gaps closed");
        }
    }

    @Test
    void thePreferredMethodStaysWhereNothingIsKnownAndTheOtherKeepsAChanceWhereOnlyItIs() {
        assertThat(statistical(MethodHistory.EMPTY, 1).method()).isEqualTo("copula");
        assertThat(statistical(MethodHistory.of(List.of(outcome("vae", 0.1))), 1)
                        .method())
                .isEqualTo("copula");
        MethodHistory history = MethodHistory.of(List.of(outcome("copula", 1), outcome("copula", 0.95)));
        TreeSet<String> chosen = new TreeSet<>();
        for (int seed = 0; seed < 60; seed++) {
            chosen.add(statistical(history, seed).method());
        }
        assertThat(chosen).containsExactly("copula", "smote");
    }

    @Test
    void whatWasNotMeasuredAgainTeachesNothing() {
        MethodOutcome last =
                new MethodOutcome(new SessionId("s"), 3, "smote", "statistical", 10, 5, 0.1, 1, OptionalDouble.empty());
        assertThat(MethodHistory.of(List.of(last))).isEqualTo(MethodHistory.EMPTY);
    }

    private static MethodOutcome outcome(String method, double after) {
        return new MethodOutcome(new SessionId("s"), 1, method, "statistical", 10, 5, 0.1, 1, OptionalDouble.of(after));
    }

    private static StrategyDecision statistical(MethodHistory history, int seed) {
        return StrategySelector.choose(
                        new PerformanceMetrics(0.9, 0.9, 0.9, 1),
                        MetricTargets.DEFAULT,
                        StrategyHistory.empty(),
                        new StrategySelector.Supply(List.of("copula", "smote"), Map.of(), StrategyLimits.NONE, history),
                        new SplittableRandom(seed))
                .orElseThrow();
    }

    @Test
    void anUntriedStrategyKeepsAChance() {
        StrategyHistory history = StrategyHistory.empty();
        for (int i = 0; i < 5; i++) {
            history = history.with(Strategy.NEURAL_ENHANCED, 0.1 * (i % 2));
        }
        boolean other = false;
        for (int seed = 0; seed < 60; seed++) {
            other |= StrategyBandit.DEFAULT.sample(
                            List.of(Strategy.NEURAL_ENHANCED, Strategy.STATISTICAL),
                            history,
                            new SplittableRandom(seed))
                    == Strategy.STATISTICAL;
        }
        assertThat(other).isTrue();
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

    @Test
    void theMixThatCameOutIsTestedAgainstTheOneWanted() {
        assertThat(DifficultyMix.fit(new int[] {70, 70, 40, 20}, new int[] {68, 73, 41, 18})
                        .orElseThrow())
                .isGreaterThan(0.5);
        assertThat(DifficultyMix.fit(new int[] {57, 64, 52, 27}, new int[] {5, 22, 83, 90})
                        .orElseThrow())
                .isLessThan(1e-9);
        assertThat(DifficultyMix.fit(new int[] {70, 70, 40, 20}, new int[] {3, 3, 2, 1}))
                .isEmpty();
        assertThat(DifficultyMix.fit(new int[] {70, 70, 40, 20}, new int[4])).isEmpty();
    }

    @Test
    void rowsGoWhereGapsAreSevereAndPromptsHard() {
        GapReport gaps = new GapReport(List.of(rule("a", 0.6, 0.5), rule("b", 0.3, 0.5), rule("c", 0.01, 0)));
        Map<String, Integer> rows = FocusAllocation.of(gaps, List.of("a", "b", "c"), 200);
        assertThat(rows.values().stream().mapToInt(n -> n).sum()).isEqualTo(200);
        assertThat(List.copyOf(rows.keySet())).containsExactly("a", "b", "c");
        assertThat(rows.get("a")).isBetween(110, 135);
        assertThat(rows.get("c")).isEqualTo(20);
        assertThat(FocusAllocation.of(gaps, List.of("d"), 200)).isEmpty();
    }

    private static Gap rule(String id, double severity, double hardness) {
        return new Gap(
                Gap.Kind.RULE_EFFECTIVENESS,
                id,
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
        return choose(
                        metrics,
                        StrategyHistory.empty(),
                        new StrategySelector.Supply(installed, Map.of(), StrategyLimits.NONE))
                .orElseThrow();
    }

    private static Optional<StrategyDecision> choose(
            PerformanceMetrics metrics, StrategyHistory history, StrategySelector.Supply supply) {
        return StrategySelector.choose(metrics, MetricTargets.DEFAULT, history, supply, new SplittableRandom(1));
    }
}
