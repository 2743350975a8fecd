package dev.apes.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.TrainingStep;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    @Test
    void generatorMatchesThePublishedSequences() {
        StreamRandom random = new StreamRandom(1, 2, 3, 4);
        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(41943041L, 58720359L, 3588806011781223L, 3591011842654386L);
        assertThat(Mix.finish(1234567 + Mix.GOLDEN)).isEqualTo(6457827717110365317L);
    }

    @Test
    void derivationIsFrozen() {
        // a change here changes the results of every stored session
        RandomStreams streams = new RandomStreams(7).at(3, TrainingStep.OPTIMISE);
        assertThat(streams.seed("proposals", 2)).isEqualTo(-5092928919355299552L);
        assertThat(streams.stream("proposals", 2).nextLong()).isEqualTo(4497733556992495531L);
    }

    @Property(tries = 200)
    void samePartsGiveTheSameStream(@ForAll long seed, @ForAll int iteration, @ForAll String purpose) {
        RandomGenerator a = new RandomStreams(seed).at(iteration, "x").stream(purpose);
        RandomGenerator b = new RandomStreams(seed).at(iteration, "x").stream(purpose);
        for (int i = 0; i < 5; i++) {
            assertThat(a.nextGaussian()).isEqualTo(b.nextGaussian());
            assertThat(a.nextInt(1000)).isEqualTo(b.nextInt(1000));
        }
    }

    @Test
    void neighbouringPartsShareNoSeed() {
        Set<Long> seen = new HashSet<>();
        int n = 0;
        for (long seed = 0; seed < 20; seed++) {
            for (int iteration = 0; iteration < 20; iteration++) {
                for (TrainingStep step : TrainingStep.values()) {
                    for (long index = 0; index < 20; index++) {
                        seen.add(new RandomStreams(seed).at(iteration, step).seed("a", index));
                        n++;
                    }
                }
            }
        }
        assertThat(seen).hasSize(n);
    }

    @Test
    void neighbouringStreamsAreUncorrelated() {
        int n = 4000;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = new RandomStreams(i).at(1, "s").stream("p").nextGaussian();
            y[i] = new RandomStreams(i + 1).at(1, "s").stream("p").nextGaussian();
        }
        assertThat(Correlation.pearson(x, y).getAsDouble()).isCloseTo(0, within(4 / Math.sqrt(n)));
    }

    @Test
    void everyBitOfTheSeedReachesAboutHalfOfTheOutput() {
        for (int bit = 0; bit < 64; bit++) {
            long flips = 0;
            for (int i = 0; i < 200; i++) {
                long a = new RandomStreams(i * 977L).at(1, "s").seed("p", 0);
                long b = new RandomStreams(i * 977L ^ 1L << bit).at(1, "s").seed("p", 0);
                flips += Long.bitCount(a ^ b);
            }
            assertThat(flips / 200.0).as("bit " + bit).isBetween(30.0, 34.0);
        }
    }

    @Test
    void lawsHaveTheirMoments() {
        RandomGenerator random = new RandomStreams(5).stream("laws");
        int n = 200_000;
        double[] gauss = new double[n];
        double[] exponential = new double[n];
        int[] faces = new int[6];
        for (int i = 0; i < n; i++) {
            gauss[i] = random.nextGaussian();
            exponential[i] = random.nextExponential();
            faces[random.nextInt(6)]++;
        }
        assertThat(Moments.of(gauss).mean()).isCloseTo(0, within(0.01));
        assertThat(Moments.of(gauss).variance()).isCloseTo(1, within(0.02));
        assertThat(Moments.of(exponential).mean()).isCloseTo(1, within(0.01));
        assertThat(Moments.of(exponential).skewness()).isCloseTo(2, within(0.1));
        for (int face : faces) {
            assertThat(face).isBetween(32_800, 33_900);
        }
    }

    @Property(tries = 300)
    void boundedNumbersStayInBounds(@ForAll long seed, @ForAll int a, @ForAll int b) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        RandomGenerator random = new RandomStreams(seed).stream("bounded");
        if (low == high) {
            assertThatThrownBy(() -> random.nextInt(low, high)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(random.nextInt(low, high)).isBetween(low, high - 1);
            assertThat(random.nextDouble(low, high)).isBetween((double) low, Math.nextDown((double) high));
        }
    }
}
