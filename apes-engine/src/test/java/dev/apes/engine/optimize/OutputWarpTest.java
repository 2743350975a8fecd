package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class OutputWarpTest {
    @Property(tries = 200)
    void keepsTheOrderStandardisesAndInverts(@ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 5) double tail) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = random.doubles(20).map(u -> Math.exp(tail * u * 3) - 7).toArray();
        OutputWarp warp = seed % 2 == 0 ? OutputWarp.linear(y) : OutputWarp.logarithmic(y);
        double[] mapped = Arrays.stream(y).map(warp::apply).toArray();
        double mean = Arrays.stream(mapped).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-9));
        assertThat(Arrays.stream(mapped).map(m -> m * m).average().orElseThrow())
                .isCloseTo(1, within(1e-9));
        for (int i = 0; i < y.length; i++) {
            assertThat(warp.invert(mapped[i])).isCloseTo(y[i], within(1e-6 * (1 + Math.abs(y[i]))));
            for (int j = 0; j < y.length; j++) {
                assertThat(Double.compare(mapped[i], mapped[j])).isEqualTo(Double.compare(y[i], y[j]));
            }
        }
    }

    @Test
    void tamesHugeValues() {
        double[] wild = new double[30];
        for (int i = 0; i < 30; i++) {
            wild[i] = Math.exp(i / 2.0);
        }
        OutputWarp tamed = OutputWarp.logarithmic(wild);
        // a straight line would put the lower half within a thousandth of each other
        assertThat(tamed.apply(wild[14]) - tamed.apply(wild[0])).isGreaterThan(0.2);
    }

    @Test
    void equalValuesBecomeZero() {
        OutputWarp warp = OutputWarp.logarithmic(new double[] {3, 3, 3, 3, 3});
        assertThat(warp.apply(3)).isZero();
        assertThat(warp.invert(0)).isEqualTo(3);
    }
}
