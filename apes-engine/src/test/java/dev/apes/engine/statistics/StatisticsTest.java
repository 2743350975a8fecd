package dev.apes.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void momentsOfAKnownSample() {
        Moments m = Moments.of(1, 2, 3, 4);
        assertThat(m.mean()).isEqualTo(2.5);
        assertThat(m.variance()).isCloseTo(5.0 / 3, within(1e-15));
        assertThat(m.meanInterval(0.95).high()).isCloseTo(2.5 + 3.182446 * 0.6454972, within(1e-6));
        assertThat(Moments.of(0, 0, 0, 1).skewness()).isCloseTo(2 / Math.sqrt(3), within(1e-12));
        assertThat(Moments.of(0.1, 0.1, 0.1).variance()).isZero();
        assertThat(Moments.of(1e9 + 1, 1e9 + 2, 1e9 + 3).variance()).isCloseTo(1, within(1e-9));
        assertThat(Moments.of(3).meanInterval(0.9).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void badNumbersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.of(1, Double.NaN))
                .withMessageContaining("[1]");
        assertThatIllegalArgumentException().isThrownBy(() -> Moments.of()).withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
                .withMessageContaining("2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slope.ofSeries(new double[] {1, Double.POSITIVE_INFINITY, 2}, 0.95))
                .withMessageContaining("Infinity");
    }

    @Test
    void proportionsOfAKnownTable() {
        Interval wilson = Proportion.wilson(8, 10, 0.95);
        assertThat(wilson.low()).isCloseTo(0.4901625, within(1e-5));
        assertThat(wilson.high()).isCloseTo(0.9433178, within(1e-5));
        Interval exact = Proportion.clopperPearson(8, 10, 0.95);
        assertThat(exact.low()).isCloseTo(0.4439045, within(1e-6));
        assertThat(exact.high()).isCloseTo(0.9747893, within(1e-6));
        assertThat(Proportion.clopperPearson(0, 100, 0.95).high()).isCloseTo(1 - Math.pow(0.025, 0.01), within(1e-9));
        assertThat(Proportion.clopperPearson(0, 100, 0.95).low()).isZero();
        assertThat(Proportion.wilson(5, 5, 0.95).high()).isEqualTo(1);
    }

    @Test
    void studentsTestOfGossetsSleepData() {
        // Student 1908, hours of sleep gained, second drug against first: t = 4.0621, two-sided p = 0.002833
        double[] d = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
        assertThat(PairedTest.studentTwoSided(d)).isCloseTo(0.002833, within(1e-6));
        assertThat(PairedTest.studentGreater(d)).isCloseTo(0.0014165, within(1e-6));
        assertThat(PairedTest.studentGreater(new double[] {0, 0, 0})).isEqualTo(1);
        assertThat(PairedTest.studentGreater(new double[] {2, 2, 2})).isLessThan(1e-300);
    }

    @Test
    void signFlipsAreEnumeratedOrDrawn() {
        RandomGenerator random = new RandomStreams(1).stream("flip");
        assertThat(PairedTest.signFlipGreater(new double[] {1, 1, 1, 0}, 10, random))
                .isEqualTo(1.0 / 8);
        assertThat(PairedTest.signFlipGreater(new double[] {0, 0}, 10, random)).isEqualTo(1);
        // Darwin's maize, Fisher 1935: 863 of 32,768 assignments reach the total of 314
        double[] maize = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
        assertThat(PairedTest.signFlipGreater(maize, 10, random)).isEqualTo(863.0 / 32_768);
        double[] shifted = new double[40];
        for (int i = 0; i < 40; i++) {
            shifted[i] = random.nextGaussian() + 0.3;
        }
        assertThat(PairedTest.signFlipGreater(shifted, 40_000, random))
                .isCloseTo(PairedTest.studentGreater(shifted), within(0.01));
    }

    @Test
    void bootstrapOfAMeanAgreesWithStudent() {
        RandomGenerator random = new RandomStreams(2).stream("bootstrap");
        double[] sample = random.doubles(200).toArray();
        Interval boot = Bootstrap.percentile(sample, s -> Moments.of(s).mean(), 4000, 0.95, random);
        Interval student = Moments.of(sample).meanInterval(0.95);
        assertThat(boot.estimate()).isEqualTo(student.estimate());
        assertThat(boot.low()).isCloseTo(student.low(), within(0.005));
        assertThat(boot.high()).isCloseTo(student.high(), within(0.005));
    }

    @Test
    void correlationIsUndefinedWithoutVariation() {
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {2, 4, 6.5})
                        .getAsDouble())
                .isCloseTo(4.5 / Math.sqrt(2 * 61.0 / 6), within(1e-12));
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {0.1, 0.1, 0.1}))
                .isEmpty();
        assertThat(Correlation.pearson(new double[] {1}, new double[] {1})).isEmpty();
        assertThat(Correlation.spearman(new double[] {1, 2, 3, 4}, new double[] {1, 10, 100, 1000}))
                .hasValue(1);
    }

    @Test
    void mcNemarIsTheExactBinomial() {
        assertThat(McNemar.exact(1, 9)).isCloseTo(22.0 / 1024, within(1e-12));
        assertThat(McNemar.exact(0, 0)).isEqualTo(1);
        assertThat(McNemar.exact(5, 5)).isEqualTo(1);
    }

    @Property(tries = 100)
    void aucIsTheShareOfOrderedPairs(
            @ForAll @Size(min = 4, max = 30) List<@DoubleRange(min = 0, max = 3) Double> drawn) {
        double[] scores = drawn.stream().mapToDouble(Math::rint).toArray();
        boolean[] labels = new boolean[scores.length];
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0;
        }
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] && !labels[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        assertThat(RocAuc.of(scores, labels).getAsDouble()).isCloseTo(wins / pairs, within(1e-12));
    }

    @Test
    void deLongCoversTheTruth() {
        // two normals half a standard deviation apart: area = Phi(0.5 / sqrt 2) = 0.6381632
        RandomGenerator random = new RandomStreams(3).stream("delong");
        int covered = 0;
        for (int k = 0; k < 400; k++) {
            double[] scores = new double[90];
            boolean[] labels = new boolean[90];
            for (int i = 0; i < 90; i++) {
                labels[i] = i < 40;
                scores[i] = random.nextGaussian() + (labels[i] ? 0.5 : 0);
            }
            covered += RocAuc.deLong(scores, labels, 0.95).contains(0.6381632) ? 1 : 0;
        }
        assertThat(covered / 400.0).isBetween(0.92, 0.98);
        assertThat(RocAuc.deLong(new double[] {1, 2, 3, 4}, new boolean[] {false, false, true, true}, 0.95)
                        .high())
                .isEqualTo(1);
    }

    @Test
    void concordanceComparesWithinGroupsOnly() {
        double[] truth = {1, 2, 3, 10, 10, 11};
        double[] predicted = {0.1, 0.3, 0.2, 5, 4, 5};
        Concordance c = Concordance.within(truth, predicted, List.of("a", "a", "a", "b", "b", "b"));
        assertThat(c).isEqualTo(new Concordance(3, 1, 1));
        assertThat(c.index().getAsDouble()).isEqualTo(0.7);
        assertThat(Concordance.within(truth, predicted, List.of(1, 2, 3, 4, 5, 6))
                        .index())
                .isEmpty();
        assertThat(Concordance.across(truth, predicted).pairs()).isEqualTo(14);
    }

    @Test
    void falseDiscoveryRateIsAdjustedInTheOrderGiven() {
        assertThat(FalseDiscovery.benjaminiHochberg(0.01, 0.04, 0.03, 0.005))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.02, 0.04, 0.04, 0.02);
        assertThat(FalseDiscovery.benjaminiHochberg()).isEmpty();
    }

    @Test
    void slopeOfAKnownSeries() {
        Interval slope = Slope.ofSeries(new double[] {1, 2, 2, 4}, 0.95);
        assertThat(slope.estimate()).isCloseTo(0.9, within(1e-12));
        // residual variance 0.35, standard error sqrt(0.35 / 5); with two degrees of freedom Student's quantile at p is
        // (2p - 1) / sqrt(2p(1 - p))
        assertThat(slope.high()).isCloseTo(0.9 + 0.95 / Math.sqrt(1.95 * 0.025) * Math.sqrt(0.07), within(1e-9));
        assertThat(Slope.fitSeries(new double[] {1, 2, 2, 4}).upper(0.95))
                .isCloseTo(0.9 + 0.9 / Math.sqrt(1.9 * 0.05) * Math.sqrt(0.07), within(1e-9));
    }

    @Test
    void slopeOfNorris() {
        // NIST Statistical Reference Datasets, Norris: certified to 15 digits
        double[] x = {
            0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0,
                    447.5, 11.6,
            556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
                    448.9, 0.5
        };
        double[] y = {
            0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3,
                    448.9, 10.8,
            557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4,
                    449.2, 0.2
        };
        Slope.Fit fit = Slope.fit(x, y);
        assertThat(fit.slope()).isCloseTo(1.00211681802045, within(1e-13));
        assertThat(fit.standardError()).isCloseTo(0.429796848199937e-3, within(1e-14));
        assertThat(fit.freedom()).isEqualTo(34);
    }

    @Test
    void correlationOfHugeNumbersDoesNotOverflow() {
        assertThat(Correlation.pearson(new double[] {1e300, 2e300, 3e300}, new double[] {-1e308, 1e308, 1.5e308})
                        .getAsDouble())
                .isCloseTo(
                        Correlation.pearson(new double[] {1, 2, 3}, new double[] {-1, 1, 1.5})
                                .getAsDouble(),
                        within(1e-12));
    }

    @Test
    void benjaminiYekutieliPaysForAnyDependence() {
        double[] p = {0.001, 0.2, 0.01};
        double[] hochberg = FalseDiscovery.benjaminiHochberg(p);
        double[] yekutieli = FalseDiscovery.benjaminiYekutieli(p);

        // 1 + 1/2 + 1/3 = 11/6
        assertThat(yekutieli[0]).isCloseTo(hochberg[0] * 11 / 6, within(1e-12));
        assertThat(yekutieli[2]).isCloseTo(hochberg[2] * 11 / 6, within(1e-12));
        assertThat(FalseDiscovery.benjaminiYekutieli(0.9)).containsExactly(0.9);
        assertThat(FalseDiscovery.benjaminiYekutieli()).isEmpty();
    }
}
