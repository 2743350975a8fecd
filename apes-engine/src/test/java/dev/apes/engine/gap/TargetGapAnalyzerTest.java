package dev.apes.engine.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.contract.GapAnalyzerContract;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.RuleOutlook;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TargetGapAnalyzerTest {
    private final TargetGapAnalyzer analyzer = new TargetGapAnalyzer();

    @Nested
    class Contract extends GapAnalyzerContract {
        @Override
        protected GapAnalyzer createAnalyzer() {
            return new TargetGapAnalyzer();
        }
    }

    @Test
    void nothingBelowTargetLeavesNoGap() {
        assertThat(analyzer.analyze(context(new PerformanceMetrics(0.9, 0.9, 0.9, 1), 0.9, 0.1, 0, Set.of()))
                        .gaps())
                .isEmpty();
    }

    @Test
    void aGapWithPotentialIsOpenAndOneWithoutIsExhausted() {
        PerformanceMetrics low = new PerformanceMetrics(0.9, 0.6, 0.9, 1);
        GapReport open = analyzer.analyze(context(low, 0.6, 0.05, 0, Set.of()));
        assertThat(open.exhausted()).isFalse();
        assertThat(open.open())
                .anyMatch(g ->
                        g.kind() == Gap.Kind.RULE_EFFECTIVENESS && g.subject().equals("chain_of_thought"));
        GapReport exhausted = analyzer.analyze(context(low, 0.6, 0.001, 0, Set.of()));
        assertThat(exhausted.gaps()).isNotEmpty();
        assertThat(exhausted.exhausted()).isTrue();
        assertThat(exhausted.gaps().get(0).explanation()).contains("not worth having");
    }

    @Test
    void aRuleOutOfFocusWeighsLess() {
        PerformanceMetrics low = new PerformanceMetrics(0.9, 0.6, 0.9, 1);
        double in = severity(analyzer.analyze(context(low, 0.6, 0.05, 0, Set.of("reasoning"))));
        double out = severity(analyzer.analyze(context(low, 0.6, 0.05, 0, Set.of("clarity"))));
        assertThat(out).isEqualTo(in / 2);
    }

    @Test
    void promptsWithoutHelpAreAGapOfTheirOwn() {
        GapReport report =
                analyzer.analyze(context(new PerformanceMetrics(0.9, 0.9, 0.9, 1), 0.9, 0.05, 0.7, Set.of()));
        assertThat(report.gaps()).singleElement().satisfies(g -> {
            assertThat(g.kind()).isEqualTo(Gap.Kind.COVERAGE);
            assertThat(g.current()).isEqualTo(0.7);
        });
    }

    private static double severity(GapReport report) {
        return report.gaps().stream()
                .filter(g -> g.kind() == Gap.Kind.RULE_EFFECTIVENESS)
                .findFirst()
                .orElseThrow()
                .severity();
    }

    private static GapContext context(
            PerformanceMetrics metrics, double effectiveness, double attainable, double unhelped, Set<String> focus) {
        RulePerformance rule = new RulePerformance(
                "chain_of_thought", 200, 80, 0.02, 0.05, effectiveness, Map.of("CODING", 0.02, "WRITING", 0.03));
        return new GapContext(
                metrics,
                MetricTargets.DEFAULT,
                List.of(rule),
                List.of(new RuleOutlook("chain_of_thought", attainable, 0.01, 0.01)),
                unhelped,
                0.02,
                0.02,
                0.005,
                focus);
    }
}
