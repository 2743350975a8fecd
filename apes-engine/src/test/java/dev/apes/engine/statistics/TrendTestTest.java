package dev.apes.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrendTestTest {
    @Test
    void knownSeries() {
        // S = 6 of 6 pairs, variance 4 * 3 * 13 / 18, z = 5 / sqrt(8.667)
        assertThat(TrendTest.mannKendallIncreasing(new double[] {1, 2, 3, 4}, 0))
                .isCloseTo(0.04471467951449679, within(1e-12));
        assertThat(TrendTest.mannKendallIncreasing(new double[] {4, 3, 2, 1}, 0))
                .isCloseTo(1 - 0.04471467951449679, within(1e-12));
        assertThat(TrendTest.mannKendallIncreasing(new double[] {2, 2, 2, 2, 2}, 0))
                .isEqualTo(1);
    }

    @Test
    void hamedAndRaoAsComputedInFractions() {
        double[] ties = {2, 1, 3, 3, 5, 4, 4, 6};
        assertThat(TrendTest.mannKendall(ties, 0)).isEqualTo(new TrendTest.MannKendall(20, 190.0 / 3, 1));
        assertThat(TrendTest.mannKendallIncreasing(ties, 0)).isCloseTo(0.008482456476793571, within(1e-12));

        // waves on a rise: one lag inflates the variance, all lags together would deflate it
        double[] waves = {1, 3, 5, 6, 6, 5, 3, 2, 2, 4, 7, 9, 10, 9, 8, 7, 8, 10, 12, 13};
        TrendTest.MannKendall one = TrendTest.mannKendall(waves, 1);
        assertThat(one.s()).isEqualTo(116);
        assertThat(one.variance()).isEqualTo(942);
        assertThat(one.correction()).isCloseTo(2.1522932330827067, within(1e-12));
        assertThat(one.z()).isCloseTo(2.5540045629630947, within(1e-12));
        assertThat(TrendTest.mannKendallIncreasing(waves, 1)).isCloseTo(0.005324593048464251, within(1e-12));
        TrendTest.MannKendall all = TrendTest.mannKendall(waves, 17);
        assertThat(all.correction()).isCloseTo(81_764.0 / 189_525, within(1e-12));
        assertThat(all.z()).isCloseTo(5.7045918461734075, within(1e-11));
        assertThat(TrendTest.mannKendallIncreasing(waves, 17)).isCloseTo(8.951582641951705e-5, within(1e-12));

        assertThat(TrendTest.mannKendall(new double[] {5, 1, 6, 2, 7, 3, 8, 4, 9, 5}, 7)
                        .correction())
                .isCloseTo(47.0 / 600, within(1e-12));
    }

    @Test
    void levelHoldsForNoiseAndIsBetterKeptForAutocorrelatedNoise() {
        RandomGenerator random = new RandomStreams(1).stream("trend");
        int white = 0;
        int red = 0;
        int redPlain = 0;
        for (int k = 0; k < 1000; k++) {
            double[] a = new double[30];
            double[] b = new double[30];
            double state = random.nextGaussian();
            for (int i = 0; i < 30; i++) {
                a[i] = random.nextGaussian();
                state = 0.6 * state + 0.8 * random.nextGaussian();
                b[i] = state;
            }
            white += TrendTest.mannKendallIncreasing(a, 27) <= 0.05 ? 1 : 0;
            redPlain += TrendTest.mannKendallIncreasing(b, 0) <= 0.05 ? 1 : 0;
            red += TrendTest.mannKendallIncreasing(b, 27) <= 0.05 ? 1 : 0;
        }
        assertThat(white).isBetween(20, 65);
        assertThat(redPlain).isGreaterThan(150);
        assertThat(red).isLessThan(redPlain * 9 / 10);
    }
}
