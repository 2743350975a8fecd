package dev.apes.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void improvementIsTheWeightedRelativeChange() {
        PerformanceMetrics before = new PerformanceMetrics(0.5, 0.6, 0.2, 100);
        PerformanceMetrics now = new PerformanceMetrics(0.6, 0.57, 0.3, 400);

        // 0.4 × 0.2 + 0.3 × -0.05 + 0.2 × 0.5 = 0.165, and 0.1 × 3 of efficiency for display
        assertThat(now.shownImprovementOver(before)).isCloseTo(0.465, within(1e-12));
        assertThat(now.improvementOver(before)).isCloseTo(0.165 / 0.9, within(1e-12));
    }

    @Test
    void aMetricThatWasZeroContributesNothing() {
        PerformanceMetrics before = new PerformanceMetrics(0, 0.5, 0, 0);
        PerformanceMetrics now = new PerformanceMetrics(0.9, 0.5, 0.9, 50);

        assertThat(now.improvementOver(before)).isZero();
        assertThat(now.shownImprovementOver(before)).isZero();
    }

    @Property
    void nothingDecidesByTheClock(
            @ForAll @DoubleRange(min = 0, max = 1e9) double efficiency,
            @ForAll @DoubleRange(min = 0, max = 1e9) double other) {
        PerformanceMetrics before = new PerformanceMetrics(0.5, 0.6, 0.2, other);

        assertThat(new PerformanceMetrics(0.7, 0.6, 0.1, efficiency).improvementOver(before))
                .isEqualTo(new PerformanceMetrics(0.7, 0.6, 0.1, 1).improvementOver(before));
    }

    @Property
    void theImprovementScoreIsHalfForNoEffectAndStaysInRange(
            @ForAll @DoubleRange(min = -1, max = 1) double gain,
            @ForAll @DoubleRange(min = 0, max = 1) double baseline) {
        double score = RulePerformance.improvementScore(gain, baseline);

        assertThat(score).isBetween(0.0, 1.0);
        assertThat(RulePerformance.improvementScore(0, baseline)).isEqualTo(0.5);
        if (gain > 0) {
            assertThat(score).isGreaterThanOrEqualTo(0.5);
        }
        if (gain < 0) {
            assertThat(score).isLessThanOrEqualTo(0.5);
        }
    }

    @Test
    void theImprovementScoreIsRelativeToWhatCouldBeGainedOrLost() {
        assertThat(RulePerformance.improvementScore(0.1, 0.6)).isCloseTo(0.625, within(1e-12));
        assertThat(RulePerformance.improvementScore(-0.3, 0.6)).isCloseTo(0.25, within(1e-12));
        assertThat(RulePerformance.improvementScore(0.2, 1)).isEqualTo(0.5);
        assertThat(RulePerformance.improvementScore(-0.2, 0)).isEqualTo(0.5);
    }

    @Test
    void targetsAreReachedTogetherOrNot() {
        MetricTargets targets = new MetricTargets(0.8, 0.7, 0.6, Map.of("r", 0.9));

        assertThat(targets.reachedBy(new PerformanceMetrics(0.8, 0.7, 0.6, 0))).isTrue();
        assertThat(targets.reachedBy(new PerformanceMetrics(0.79, 1, 1, 0))).isFalse();
        assertThat(targets.reachedBy(new PerformanceMetrics(1, 0.69, 1, 0))).isFalse();
        assertThat(targets.reachedBy(new PerformanceMetrics(1, 1, 0.59, 0))).isFalse();
        assertThat(targets.forRule("r")).isEqualTo(0.9);
        assertThat(targets.forRule("other")).isEqualTo(0.7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricTargets(0.8, 0.7, 0.6, Map.of("r", 1.1)))
                .withMessageContaining("target of rule r");
    }

    @Test
    void figuresOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PerformanceMetrics(Double.NaN, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PerformanceMetrics(0, 1.01, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerformanceMetrics(0, 0, 0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePerformance("r", 5, 6, 0, 0, 0.5, Map.of()))
                .withMessageContaining("applied");
        assertThat(new RulePerformance("r", 0, 0, 0, 0, 0.5, Map.of()).applicability())
                .isZero();
        assertThat(new RulePerformance("r", 8, 2, 0, 0, 0.5, Map.of()).applicability())
                .isEqualTo(0.25);
    }
}
