package dev.apes.engine.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.engine.statistics.EffectSize;
import dev.apes.engine.statistics.Holm;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.MannWhitney;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against values computed by SciPy 1.17.1 or by hand. */
class AnalyticsFixturesTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final double[] A = {0.51, 0.55, 0.49, 0.62, 0.58, 0.60, 0.53};
    private static final double[] B = {0.47, 0.50, 0.44, 0.52, 0.49, 0.46};
    private static final double[] TIED = {1, 2, 2, 3, 3, 3, 4};
    private static final double[] TIED_TOO = {2, 3, 4, 4, 5};

    private static void isClose(Interval interval, double estimate, double low, double high) {
        assertThat(interval.estimate()).isCloseTo(estimate, EXACT);
        assertThat(interval.low()).isCloseTo(low, EXACT);
        assertThat(interval.high()).isCloseTo(high, EXACT);
    }

    @Test
    void welch() {
        Comparison.Welch welch = Comparison.Welch.of(A, B);
        assertThat(welch.pValue()).isCloseTo(0.0063701614077383995, EXACT);
        isClose(welch.difference(), 0.0742857142857143, 0.026105250543128414, 0.12246617802830016);
    }

    @Test
    void mannWhitneyWithTiesAndWithout() {
        assertThat(MannWhitney.test(A, B).u()).isEqualTo(38.5);
        assertThat(MannWhitney.test(A, B).exact()).isFalse();
        assertThat(MannWhitney.test(A, B).pValue()).isCloseTo(0.015019261874626436, EXACT);
        assertThat(MannWhitney.test(TIED, TIED_TOO).pValue()).isCloseTo(0.15386839471212985, EXACT);
        MannWhitney.Result exact = MannWhitney.test(A, new double[] {0.47, 0.50, 0.44, 0.52, 0.48, 0.46});
        assertThat(exact.u()).isEqualTo(39);
        assertThat(exact.exact()).isTrue();
        assertThat(exact.pValue()).isCloseTo(0.008158508158508158, EXACT);
        double[] x = new double[25];
        double[] y = new double[25];
        Arrays.setAll(x, i -> i);
        Arrays.setAll(y, i -> i * 0.7 + 3.3);
        assertThat(MannWhitney.test(x, y).pValue()).isCloseTo(0.8996309122383389, within(1e-9));
        assertThat(MannWhitney.test(new double[] {1, 1}, new double[] {1, 1, 1}).pValue())
                .isEqualTo(1);
    }

    @Test
    void effectSizes() {
        isClose(EffectSize.cohensD(A, B, 0.95), 1.837851197664231, 0.5385928114856018, 3.1371095838428604);
        isClose(EffectSize.cliffsDelta(A, B, 0.95), 0.8333333333333334, 0.39278325554818816, 0.962792640667395);
        isClose(
                EffectSize.cliffsDelta(TIED, TIED_TOO, 0.95),
                -0.5142857142857142,
                -0.8603846920955632,
                0.15644976609663544);
        Interval apart = EffectSize.cliffsDelta(new double[] {4, 5, 6}, new double[] {1, 2, 3}, 0.95);
        isClose(apart, 1, 1 - 2 * (1 - Math.cbrt(0.05)), 1);
        assertThat(EffectSize.cohensD(new double[] {1, 1}, new double[] {2, 2}, 0.95)
                        .low())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void holmStepsDown() {
        assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, EXACT);
        assertThat(Holm.adjusted()).isEmpty();
        assertThat(Holm.adjusted(0.9, 0.8)).containsExactly(1, 1);
        assertThatThrownBy(() -> Holm.adjusted(1.5)).hasMessageContaining("1.5");
    }

    @Test
    void trend() {
        Trend trend = Trend.ofSeries(new double[] {0.50, 0.52, 0.51, 0.55, 0.54, 0.58, 0.57, 0.60});
        isClose(trend.slope(), 0.013690476190476183, 0.009026658334316477, 0.01835429404663589);
        isClose(trend.correlation(), 0.946478014886103, 0.7260485939713371, 0.9905177596012235);
        assertThat(trend.pValue()).isCloseTo(0.009374768459434876, EXACT);
        assertThat(trend.direction()).isEqualTo(Trend.Direction.RISING);
        assertThat(Trend.ofSeries(new double[] {1, 1, 1, 1, 1}).direction()).isEqualTo(Trend.Direction.NOT_SHOWN);
        assertThat(Trend.ofSeries(new double[] {9, 8, 7, 6, 5, 4}).direction()).isEqualTo(Trend.Direction.FALLING);
    }

    @Test
    void aPlateauIsShownNotPresumed() {
        double[] scores = new double[40];
        for (int i = 0; i < 40; i++) {
            scores[i] = Math.min(i, 20) * 0.01 + (i % 2) * 0.0001;
        }
        assertThat(Plateaus.of(scores, 10, 0.001)).singleElement().satisfies(plateau -> {
            assertThat(plateau.from()).isBetween(19, 20);
            assertThat(plateau.to()).isEqualTo(39);
            assertThat(plateau.mean()).isCloseTo(0.2, within(0.001));
        });
        double[] noisy = new double[40];
        for (int i = 0; i < 40; i++) {
            noisy[i] = (i * 7919 % 13) / 10.0;
        }
        assertThat(Plateaus.of(noisy, 10, 0.001)).isEmpty();
    }

    @Test
    void anAnomalyStandsOutOfItsSurroundings() {
        double[] values = {1, 2, 1, 2, 1, 9, 2, 1, 2, 1, 2};
        // the window of position 5 is 1 2 1 2 1 9 2 1 2 1 2 less what lies further than 3 away: 1 2 1 9 2 1 2... median
        // 2, MAD 1
        assertThat(Anomalies.of(values, 3)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.position()).isEqualTo(5);
            assertThat(anomaly.expected()).isEqualTo(2);
            assertThat(anomaly.distance()).isCloseTo(7 / 1.482602218505602, EXACT);
        });
        // more than half are equal: the mean absolute deviation is 5 / 7
        assertThat(Anomalies.of(new double[] {0, 0, 0, 5, 0, 0, 0}, 3))
                .filteredOn(a -> a.position() == 3)
                .singleElement()
                .satisfies(a -> assertThat(a.distance()).isCloseTo(7 / 1.2533141373155003, EXACT));
        assertThat(Anomalies.of(new double[] {1, 1, 1, 1, 2, 2, 2, 2, 2}, 4)).isEmpty();
    }

    @Test
    void aSwingWithTheTimeOfDay() {
        double[] hours = new double[48];
        double[] scores = new double[48];
        for (int i = 0; i < 48; i++) {
            hours[i] = 1.5 * i;
            scores[i] = 0.5
                    + 0.001 * hours[i]
                    + 0.05 * Math.cos(2 * Math.PI * (hours[i] - 15) / 24)
                    + ((i * 7919) % 13 - 6) / 100.0;
        }
        Season season = Season.of(hours, scores).orElseThrow();
        assertThat(season.amplitude()).isCloseTo(0.04896201679147559, EXACT);
        assertThat(season.peakHour()).isCloseTo(14.689589364291372, EXACT);
        assertThat(season.f()).isCloseTo(17.717483004736206, within(1e-8));
        assertThat(season.pValue()).isCloseTo(2.2683035567306368e-06, EXACT);
        assertThat(Season.of(Arrays.copyOf(hours, 30), Arrays.copyOf(scores, 30)))
                .as("less than two days")
                .isEmpty();
        double[] steady = new double[48];
        Arrays.setAll(steady, i -> 0.001 * i);
        assertThat(Season.of(hours, steady).orElseThrow().pValue())
                .as("progress is no season")
                .isGreaterThan(0.05);
        double[] once = new double[20];
        Arrays.setAll(once, i -> 24.0 * i);
        assertThat(Season.of(once, new double[20]))
                .as("always at one time of day")
                .isEmpty();
    }

    @Test
    void whatStrategiesBought() {
        List<Effectiveness> bought = Effectiveness.of(List.of(
                new Effectiveness.Use("a", 0.01, 1000),
                new Effectiveness.Use("b", 0.5, 1000),
                new Effectiveness.Use("a", 0.02, 1500),
                new Effectiveness.Use("a", 0, 900),
                new Effectiveness.Use("a", 0.03, 1600)));
        assertThat(bought).extracting(Effectiveness::name).containsExactly("b", "a");
        isClose(bought.get(1).perThousandCalls(), 0.012, 0.0005838120286780171, 0.023416187971321983);
        assertThat(bought.get(1).meanGain().estimate()).isCloseTo(0.015, EXACT);
        assertThat(bought.get(0).perThousandCalls().high()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Effectiveness.of(List.of(new Effectiveness.Use("free", 1, 0), new Effectiveness.Use("free", 1, 0)))
                        .get(0)
                        .perThousandCalls()
                        .estimate())
                .isZero();
    }

    @Test
    void distribution() {
        Distribution d = Distribution.of(A);
        assertThat(d.mean()).isCloseTo(0.5542857142857143, EXACT);
        assertThat(d.deviation()).isCloseTo(0.04790864322059324, EXACT);
        assertThat(new double[] {d.lowest(), d.lowerQuartile(), d.median(), d.upperQuartile(), d.highest()})
                .containsExactly(new double[] {0.49, 0.52, 0.55, 0.59, 0.62}, EXACT);
        // 0.13 / (2 · 0.07 / 7^(1/3)) = 1.776…: two bins, cut at 0.555
        assertThat(d.histogram()).extracting(Distribution.Bin::count).containsExactly(4, 3);
        assertThat(Distribution.of(new double[] {2, 2, 2}).histogram()).containsExactly(new Distribution.Bin(2, 2, 3));
    }

    @Test
    void velocity() {
        Velocity v = Velocity.of(new double[] {0, 1, 2}, new double[] {0, 500, 1500}, new double[] {0.5, 0.6, 0.7})
                .orElseThrow();
        assertThat(v.gained()).isCloseTo(0.2, EXACT);
        assertThat(v.perHour().orElseThrow().estimate()).isCloseTo(0.1, EXACT);
        // x = 0, 0.5, 1.5: Σ dx dy / Σ dx² = 0.15 / (7/6)
        assertThat(v.perThousandCalls().orElseThrow().estimate()).isCloseTo(0.15 / (7 / 6.0), EXACT);
        assertThat(Velocity.of(new double[2], new double[2], new double[2])).isEmpty();
        assertThat(Velocity.of(new double[3], new double[3], new double[3])
                        .orElseThrow()
                        .perHour())
                .isEmpty();
    }

    @Test
    void settingsThatGoWithTheOutcome() {
        double[] rows = {1, 2, 3, 4, 5, 6};
        double[] outcome = {2, 1, 4, 3, 6, 5};
        List<Influences.Outcome> numeric = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            numeric.add(new Influences.Outcome(Map.of("rows", String.valueOf(rows[i]), "same", "x"), outcome[i]));
        }
        assertThat(Influences.of(numeric)).singleElement().satisfies(rho -> {
            assertThat(rho.strength().estimate()).isCloseTo(0.8285714285714287, EXACT);
            assertThat(rho.pValue()).isCloseTo(0.04156268221574335, EXACT);
        });
        List<Influences.Outcome> chosen = new ArrayList<>();
        double[][] groups = {{1, 2, 2.5}, {3, 4, 5}, {2, 6}};
        for (int g = 0; g < 3; g++) {
            for (double y : groups[g]) {
                chosen.add(new Influences.Outcome(Map.of("strategy", "s" + g), y));
            }
        }
        assertThat(Influences.of(chosen)).singleElement().satisfies(kw -> {
            assertThat(kw.strength().estimate()).isCloseTo(3.352409638554217 / 7, EXACT);
            assertThat(kw.pValue()).isCloseTo(0.18708264286926865, EXACT);
            assertThat(kw.means()).containsEntry("s1", 4.0);
        });
    }

    @Test
    void parametersOverTime() {
        List<ParameterCourse> courses = ParameterCourse.of(List.of(
                new ParameterCourse.Change(Map.of("n", 3), Map.of("n", 4)),
                new ParameterCourse.Change(Map.of("n", 4.0), Map.of("n", 3)),
                new ParameterCourse.Change(Map.of("n", 3), Map.of("n", 3.0, "new", true))));
        assertThat(courses).hasSize(2);
        assertThat(courses.get(0).points())
                .extracting(ParameterCourse.Point::value)
                .containsExactly(3, 4, 3);
        assertThat(courses.get(0).reversals()).isEqualTo(1);
        assertThat(courses.get(1).changed()).isFalse();
    }

    @Test
    void aComparisonIsHonest() {
        Comparison comparison = Comparison.of(new java.util.TreeMap<>(Map.of(
                "effect", new java.util.TreeMap<>(Map.of("a", A, "b", B)),
                "few", new java.util.TreeMap<>(Map.of("a", new double[] {1, 2}, "b", B)),
                "same", new java.util.TreeMap<>(Map.of("a", A, "b", A.clone())))));
        assertThat(comparison.pairs())
                .extracting(Comparison.Pair::metric, Comparison.Pair::verdict)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("effect", Comparison.Verdict.FIRST_HIGHER),
                        org.assertj.core.groups.Tuple.tuple("few", Comparison.Verdict.TOO_FEW),
                        org.assertj.core.groups.Tuple.tuple("same", Comparison.Verdict.NONE_SHOWN));
        // four tests in all: the smallest p counts four times, the next three times
        assertThat(comparison.pairs().get(0).welchP()).isCloseTo(4 * 0.0063701614077383995, EXACT);
        assertThat(comparison.pairs().get(0).mannWhitneyP()).isCloseTo(3 * 0.015019261874626436, EXACT);
        assertThat(comparison.anyShown()).isTrue();
    }
}
