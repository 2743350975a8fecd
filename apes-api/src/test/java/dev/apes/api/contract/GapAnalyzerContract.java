package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link GapAnalyzer} must do: a pure function of its context that reports what is below target, worst first. */
public abstract class GapAnalyzerContract {
    /** Called by JUnit. */
    protected GapAnalyzerContract() {}

    /** {@return a new instance of the analyser under test} */
    protected abstract GapAnalyzer createAnalyzer();

    @Test
    void hasAName() {
        assertThat(createAnalyzer().name())
                .isNotBlank()
                .isEqualTo(createAnalyzer().name());
    }

    @Test
    void reportsWorstFirst() {
        for (GapContext context : contexts()) {
            assertThat(analyze(createAnalyzer(), context).gaps())
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(Gap::severity).reversed());
        }
    }

    @Test
    void isAPureFunctionOfItsContext() {
        GapAnalyzer used = createAnalyzer();
        for (GapContext context : contexts()) {
            GapReport report = analyze(used, context);
            assertThat(analyze(used, context)).isEqualTo(report);
            assertThat(analyze(createAnalyzer(), context)).isEqualTo(report);
        }
    }

    @Test
    void reportsNothingWhenEveryTargetIsReached() {
        GapContext reached = context(
                new PerformanceMetrics(1, 1, 1, 10),
                List.of(rule("a", 0.4, 0, 1), rule("b", 0.4, 0, 1)),
                0,
                0,
                0,
                Set.of());

        assertThat(analyze(createAnalyzer(), reached).gaps()).isEmpty();
    }

    @Test
    void reportsEveryMetricBelowItsTargetWithItsValue() {
        GapContext low = context(
                new PerformanceMetrics(0.5, 0.52, 0.1, 10),
                List.of(rule("a", 0.01, 0.1, 0.52)),
                0.4,
                0.3,
                0.3,
                Set.of());
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Gap gap : analyze(createAnalyzer(), low).gaps()) {
            if (gap.kind() == Gap.Kind.METRIC) {
                metrics.put(gap.subject(), gap.current());
                assertThat(gap.magnitude()).isEqualTo(gap.target() - gap.current());
            }
        }

        assertThat(metrics)
                .containsOnly(
                        Map.entry("modelAccuracy", 0.5),
                        Map.entry("ruleEffectiveness", 0.52),
                        Map.entry("patternCoverage", 0.1));
    }

    @Test
    void aMetricFurtherBelowItsTargetIsNotLessSevere() {
        double previous = -1;
        for (double accuracy : new double[] {0.85, 0.8, 0.7, 0.6, 0.5, 0.3, 0}) {
            GapContext context = context(
                    new PerformanceMetrics(accuracy, 0.9, 0.9, 10),
                    List.of(rule("a", 0.2, 0.1, 0.9)),
                    0,
                    0.2,
                    0,
                    Set.of());
            double severity = analyze(createAnalyzer(), context).gaps().stream()
                    .filter(g -> g.subject().equals("modelAccuracy"))
                    .mapToDouble(Gap::severity)
                    .findFirst()
                    .orElse(0);
            assertThat(severity).as("severity at accuracy %s", accuracy).isGreaterThanOrEqualTo(previous);
            previous = severity;
        }
        assertThat(previous).isPositive();
    }

    @Test
    void whatCannotBeGainedIsExhausted() {
        GapContext nothingLeft = new GapContext(
                new PerformanceMetrics(0.6, 0.55, 0.2, 10),
                MetricTargets.DEFAULT,
                List.of(rule("a", 0.02, 0.05, 0.55)),
                List.of(new RuleOutlook("a", 0, 0, 0.01)),
                0,
                0,
                0,
                0.005,
                Set.of(),
                evidence(1),
                List.of());

        GapReport report = analyze(createAnalyzer(), nothingLeft);
        assertThat(report.gaps()).isNotEmpty();
        assertThat(report.exhausted()).isTrue();
    }

    @Test
    void aRuleThatCouldStillGainIsNotExhausted() {
        for (double attainable : new double[] {0.2, Double.POSITIVE_INFINITY}) {
            GapContext context = new GapContext(
                    new PerformanceMetrics(0.9, 0.55, 0.8, 10),
                    MetricTargets.DEFAULT,
                    List.of(rule("a", 0.02, 0.05, 0.55)),
                    List.of(new RuleOutlook("a", attainable, 0.1, 0.05)),
                    0,
                    0,
                    0,
                    0.005,
                    Set.of(),
                    evidence(1),
                    List.of());
            assertThat(analyze(createAnalyzer(), context).exhausted())
                    .as("attainable %s", attainable)
                    .isFalse();
        }
    }

    private static GapReport analyze(GapAnalyzer analyzer, GapContext context) {
        GapReport report = analyzer.analyze(context);
        assertThat(report).as("report on %s", context).isNotNull();
        return report;
    }

    private static List<GapContext> contexts() {
        List<GapContext> contexts = new ArrayList<>();
        contexts.add(context(new PerformanceMetrics(0, 0.5, 0, 0), List.of(), 0, 0, 0, Set.of()));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            List<RulePerformance> rules = new ArrayList<>();
            for (int r = 0; r < i % 7; r++) {
                double gain = 0.4 * (random.nextDouble() - 0.4);
                rules.add(rule("rule_" + r, gain, random.nextDouble() * 0.3, 0.5 + gain));
            }
            contexts.add(context(
                    new PerformanceMetrics(random.nextDouble(), random.nextDouble(), random.nextDouble(), 50),
                    rules,
                    random.nextDouble(),
                    i % 4 == 1 ? Double.POSITIVE_INFINITY : random.nextDouble() * 0.5,
                    i % 4 == 3 ? Double.POSITIVE_INFINITY : random.nextDouble() * 0.5,
                    i % 3 == 0 ? Set.of("clarity", "rule_1") : Set.of()));
        }
        return contexts;
    }

    private static GapContext context(
            PerformanceMetrics metrics,
            List<RulePerformance> rules,
            double unhelped,
            double accuracyPotential,
            double coveragePotential,
            Set<String> focus) {
        List<RuleOutlook> outlooks = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            outlooks.add(new RuleOutlook(
                    rules.get(i).ruleId(), i % 3 == 2 ? Double.POSITIVE_INFINITY : 0.01 * i, 0.05, 0.04));
        }
        return new GapContext(
                metrics,
                MetricTargets.DEFAULT,
                rules,
                outlooks,
                unhelped,
                accuracyPotential,
                coveragePotential,
                0.005,
                focus,
                evidence(rules.size()),
                List.of(new GapTrail(Gap.Kind.METRIC, "modelAccuracy", List.of(0.3, 0.2))));
    }

    private static GapEvidence evidence(int rules) {
        List<RuleEvidence> each = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            each.add(new RuleEvidence("rule_" + i, 0.01, 0.02 * i, 0.99, 0.1 * i, 0.01 * i, 0.002, 0.1 * i));
        }
        return new GapEvidence(100, 0.01, 0.005, 0.3, 0.4, each);
    }

    private static RulePerformance rule(String id, double gain, double deviation, double effectiveness) {
        return new RulePerformance(id, 120, 80, gain, deviation, effectiveness, Map.of("code", gain, "law", gain));
    }
}
