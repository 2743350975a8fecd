package dev.apes.engine.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.contract.GapAnalyzerContract;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapEvidence;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.GapTrail;
import dev.apes.api.gap.RuleEvidence;
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
        assertThat(exhausted.gaps().get(0).explanation()).contains("left alone");
    }

    @Test
    void promptsThatSettingsCouldHelpButNotByEnoughAreLeftAloneForThatReason() {
        GapReport report =
                analyzer.analyze(context(new PerformanceMetrics(0.9, 0.9, 0.9, 1), 0.9, 0.001, 0.9, Set.of()));
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.COVERAGE);
            assertThat(gap.exhausted()).isTrue();
            assertThat(gap.explanation())
                    .endsWith("some setting may help up to 30 % of them, but none can gain more than 0.0010 on average,"
                            + " so it is left alone.");
        });
        assertThat(analyzer.analyze(context(new PerformanceMetrics(0.9, 0.9, 0.9, 1), 0.9, 0.05, 0.9, Set.of()))
                        .gaps())
                .as("with something to gain")
                .filteredOn(gap -> gap.kind() == Gap.Kind.COVERAGE)
                .singleElement()
                .satisfies(
                        gap -> assertThat(gap.explanation()).contains("up to 0.3000 more of them may be attainable"));
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

    @Test
    void confidenceComesFromTheStandardError() {
        PerformanceMetrics low = new PerformanceMetrics(0.84, 0.78, 0.9, 1);
        double sure = metric(analyzer.analyze(context(low, 0.9, 0.05, 0, Set.of(), 0.001, List.of())))
                .confidence();
        double unsure = metric(analyzer.analyze(context(low, 0.9, 0.05, 0, Set.of(), 0.02, List.of())))
                .confidence();
        assertThat(sure).isGreaterThan(0.999);
        // one standard error below target
        assertThat(unsure).isCloseTo(0.8413, within(1e-3));
    }

    @Test
    void trendIsTheSlopeOfTheTrailAndThePresentFigure() {
        PerformanceMetrics low = new PerformanceMetrics(0.9, 0.7, 0.9, 1);
        GapTrail trail = new GapTrail(Gap.Kind.METRIC, "ruleEffectiveness", List.of(0.3, 0.25, 0.2, 0.15));
        Gap gap = metric(analyzer.analyze(context(low, 0.9, 0.05, 0, Set.of(), 0.001, List.of(trail))));
        assertThat(gap.trend().orElseThrow()).isCloseTo(-0.05, within(1e-9));
        assertThat(gap.explanation()).contains("closing by 0.0500 an iteration");
        assertThat(metric(analyzer.analyze(context(low, 0.9, 0.05, 0, Set.of())))
                        .trend())
                .isEmpty();
    }

    /** An iteration without a model stands in the trail with the whole target as its gap. */
    @Test
    void theModelsComingIsNoTrendOfItsAccuracy() {
        PerformanceMetrics low = new PerformanceMetrics(0.75, 0.9, 0.9, 1);
        GapTrail trail = new GapTrail(Gap.Kind.METRIC, "modelAccuracy", List.of(0.85, 0.08, 0.09));
        GapReport report = analyzer.analyze(context(low, 0.9, 0.05, 0, Set.of(), 0.001, List.of(trail)));
        assertThat(report.gaps())
                .filteredOn(g -> g.subject().equals("modelAccuracy"))
                .singleElement()
                .satisfies(g -> assertThat(g.trend().orElseThrow()).isCloseTo(0.01, within(1e-9)));
    }

    @Test
    void beforePatternsWereMinedTheirCoverageIsNoFigureAndNoPartOfTheTrend() {
        PerformanceMetrics none = new PerformanceMetrics(0.9, 0.9, 0, 1);
        GapTrail trail = new GapTrail(Gap.Kind.METRIC, "patternCoverage", List.of(0.3, 0.28, 0.26));
        GapContext mined = context(none, 0.9, 0.05, 0, Set.of(), 0.001, List.of(trail));
        GapContext unmined = new GapContext(
                mined.metrics(),
                mined.targets(),
                mined.rules(),
                mined.outlooks(),
                mined.unhelpedShare(),
                mined.accuracyPotential(),
                Double.POSITIVE_INFINITY,
                mined.worthwhile(),
                mined.focusAreas(),
                mined.evidence(),
                mined.trails());
        assertThat(coverage(analyzer.analyze(mined)).trend().orElseThrow()).isPositive();
        Gap gap = coverage(analyzer.analyze(unmined));
        assertThat(gap.trend().orElseThrow()).isCloseTo(-0.02, within(1e-9));
        assertThat(gap.explanation())
                .contains("no patterns have been mined yet")
                .doesNotContain("0.000");
    }

    @Test
    void withoutAModelThereIsNoFigureOfIt() {
        PerformanceMetrics none = new PerformanceMetrics(0, 0.9, 0.9, 1);
        GapReport report = analyzer.analyze(context(none, 0.9, 0.05, 0, Set.of()));
        assertThat(report.gaps())
                .filteredOn(g -> g.subject().equals("modelAccuracy"))
                .singleElement()
                .satisfies(g -> assertThat(g.explanation())
                        .contains("there is no effectiveness model yet")
                        .doesNotContain("0.000"));
    }

    @Test
    void everyGapSaysWhyItMattersAndWhatIsDone() {
        GapReport report =
                analyzer.analyze(context(new PerformanceMetrics(0.6, 0.6, 0.1, 1), 0.6, 0.05, 0.7, Set.of()));
        assertThat(report.gaps())
                .hasSize(5)
                .allSatisfy(g -> assertThat(g.explanation()).matches("(?s).+; .+ may be attainable: .+\\."));
    }

    @Test
    void domainsThatTrulyDifferAreAConsistencyGapAndNoiseIsNot() {
        assertThat(consistency(0.06, 0.999)).singleElement().satisfies(g -> {
            assertThat(g.current()).isEqualTo(0.06);
            assertThat(g.confidence()).isEqualTo(0.999);
        });
        assertThat(consistency(0.06, 0.5)).isEmpty();
        assertThat(consistency(0.01, 0.999)).isEmpty();
    }

    @Test
    void aWideSpreadIsAConsistencyGap() {
        RulePerformance wild = new RulePerformance("chain_of_thought", 200, 80, 0.02, 0.2, 0.9, Map.of());
        GapReport report = analyzer.analyze(
                context(new PerformanceMetrics(0.9, 0.9, 0.9, 1), wild, 0.05, 0, Set.of(), 0.01, List.of(), 0, 0));
        assertThat(report.gaps()).singleElement().satisfies(g -> {
            assertThat(g.kind()).isEqualTo(Gap.Kind.RULE_CONSISTENCY);
            assertThat(g.current()).isEqualTo(0.2);
            // what leaving the rule out where it harms would gain, its error included
            assertThat(g.potential()).isCloseTo(0.02 + 1.645 * 0.002, within(1e-9));
        });
    }

    private List<Gap> consistency(double deviation, double confidence) {
        RulePerformance rule =
                new RulePerformance("chain_of_thought", 200, 80, 0.02, 0.05, 0.9, Map.of("CODING", 0.1, "LAW", -0.04));
        return analyzer.analyze(context(
                        new PerformanceMetrics(0.9, 0.9, 0.9, 1),
                        rule,
                        0.05,
                        0,
                        Set.of(),
                        0.01,
                        List.of(),
                        deviation,
                        confidence))
                .gaps();
    }

    private static Gap metric(GapReport report) {
        return metric(report, "ruleEffectiveness");
    }

    private static Gap coverage(GapReport report) {
        return metric(report, "patternCoverage");
    }

    private static Gap metric(GapReport report, String subject) {
        return report.gaps().stream()
                .filter(g -> g.subject().equals(subject))
                .findFirst()
                .orElseThrow();
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
        return context(metrics, effectiveness, attainable, unhelped, focus, 0.01, List.of());
    }

    private static GapContext context(
            PerformanceMetrics metrics,
            double effectiveness,
            double attainable,
            double unhelped,
            Set<String> focus,
            double error,
            List<GapTrail> trails) {
        RulePerformance rule = new RulePerformance(
                "chain_of_thought", 200, 80, 0.02, 0.05, effectiveness, Map.of("CODING", 0.02, "WRITING", 0.03));
        return context(metrics, rule, attainable, unhelped, focus, error, trails, 0, 0);
    }

    private static GapContext context(
            PerformanceMetrics metrics,
            RulePerformance rule,
            double attainable,
            double unhelped,
            Set<String> focus,
            double error,
            List<GapTrail> trails,
            double domainDeviation,
            double domainConfidence) {
        RuleEvidence evidence =
                new RuleEvidence("chain_of_thought", error, domainDeviation, domainConfidence, 0.2, 0.02, 0.002, 0.3);
        return new GapContext(
                metrics,
                MetricTargets.DEFAULT,
                List.of(rule),
                List.of(new RuleOutlook("chain_of_thought", attainable, 0.01, 0.01)),
                unhelped,
                0.02,
                0.02,
                0.005,
                focus,
                new GapEvidence(
                        150,
                        metrics.modelAccuracy() == 0 ? Double.POSITIVE_INFINITY : error,
                        error,
                        0.4,
                        0.3,
                        List.of(evidence)),
                trails);
    }
}
