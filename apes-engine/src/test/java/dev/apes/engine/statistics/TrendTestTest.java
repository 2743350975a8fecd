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
                .isCloseTo(0.04472, within(1e-4));
        assertThat(TrendTest.mannKendallIncreasing(new double[] {4, 3, 2, 1}, 0))
                .isCloseTo(0.95528, within(1e-4));
        assertThat(TrendTest.mannKendallIncreasing(new double[] {2, 2, 2, 2, 2}, 0))
                .isEqualTo(1);
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
