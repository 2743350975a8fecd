package dev.apes.engine.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.engine.statistics.EffectSize;
import dev.apes.engine.statistics.Holm;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.MannWhitney;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class AnalyticsProperties {
    @Property(tries = 200)
    void exchangingSamplesExchangesSigns(
            @ForAll @Size(min = 3, max = 25) List<@DoubleRange(min = -5, max = 5) Double> first,
            @ForAll @Size(min = 3, max = 25) List<@DoubleRange(min = -5, max = 5) Double> second) {
        double[] a = array(first);
        double[] b = array(second);
        MannWhitney.Result there = MannWhitney.test(a, b);
        MannWhitney.Result back = MannWhitney.test(b, a);
        assertThat(there.pValue()).isBetween(0.0, 1.0).isCloseTo(back.pValue(), within(1e-9));
        assertThat(there.u() + back.u()).isEqualTo((double) a.length * b.length);
        Interval delta = EffectSize.cliffsDelta(a, b, 0.95);
        assertThat(delta.low()).isGreaterThanOrEqualTo(-1);
        assertThat(delta.high()).isLessThanOrEqualTo(1);
        assertThat(delta.contains(delta.estimate())).isTrue();
        assertThat(delta.estimate())
                .as("delta and U tell the same")
                .isCloseTo(2 * there.u() / (a.length * b.length) - 1, within(1e-9));
        assertThat(EffectSize.cliffsDelta(b, a, 0.95).low()).isCloseTo(-delta.high(), within(1e-9));
        Map<String, Map<String, double[]>> ab = Map.of("m", ordered("a", a, "b", b));
        Map<String, Map<String, double[]>> ba = Map.of("m", ordered("b", b, "a", a));
        Comparison.Pair forth = Comparison.of(ab).pairs().get(0);
        Comparison.Pair reverse = Comparison.of(ba).pairs().get(0);
        assertThat(forth.verdict() == Comparison.Verdict.FIRST_HIGHER)
                .isEqualTo(reverse.verdict() == Comparison.Verdict.SECOND_HIGHER);
    }

    private static Map<String, double[]> ordered(String first, double[] a, String second, double[] b) {
        Map<String, double[]> map = new LinkedHashMap<>();
        map.put(first, a);
        map.put(second, b);
        return map;
    }

    @Property(tries = 200)
    void holmKeepsTheOrderAndNeverLowers(@ForAll @Size(max = 12) List<@DoubleRange(min = 0, max = 1) Double> pValues) {
        double[] p = array(pValues);
        double[] adjusted = Holm.adjusted(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] <= p[j]) {
                    assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                }
            }
        }
    }

    @Property(tries = 200)
    void aHistogramHoldsEachValueOnce(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        Distribution d = Distribution.of(array(values));
        assertThat(d.histogram().stream().mapToInt(Distribution.Bin::count).sum())
                .isEqualTo(values.size());
        assertThat(d.histogram()).hasSizeLessThanOrEqualTo(50);
        assertThat(d.histogram().get(0).low()).isEqualTo(d.lowest());
        assertThat(d.histogram().get(d.histogram().size() - 1).high()).isCloseTo(d.highest(), within(1e-6));
        assertThat(d.lowerQuartile()).isLessThanOrEqualTo(d.median());
        assertThat(d.median()).isLessThanOrEqualTo(d.upperQuartile());
    }

    @Property(tries = 100)
    void aTrendTurnsWithItsValues(
            @ForAll @Size(min = 4, max = 60) List<@DoubleRange(min = -5, max = 5) Double> values) {
        double[] y = array(values);
        Trend up = Trend.ofSeries(y);
        Trend down = Trend.ofSeries(Arrays.stream(y).map(v -> -v).toArray());
        assertThat(down.slope().estimate()).isCloseTo(-up.slope().estimate(), within(1e-9));
        assertThat(down.pValue()).isCloseTo(up.pValue(), within(1e-6));
        assertThat(up.correlation().contains(up.correlation().estimate())).isTrue();
        assertThat(down.direction() == Trend.Direction.FALLING).isEqualTo(up.direction() == Trend.Direction.RISING);
    }

    @Property(tries = 100)
    void plateausLieApartAndAreLongEnough(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 0.01) Double> values) {
        int end = -1;
        for (Plateaus.Plateau plateau : Plateaus.of(array(values), 8, 0.002)) {
            assertThat(plateau.from()).isGreaterThan(end);
            assertThat(plateau.length()).isGreaterThanOrEqualTo(8);
            end = plateau.to();
        }
        assertThat(end).isLessThan(values.size());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
