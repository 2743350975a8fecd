package dev.apes.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class BoundedMeanTestTest {
    /** For gains of one size and losses of one size the sum is that of two gamma variables: a beta tail. */
    @Property(tries = 300)
    void matchesTheClosedFormOfTwoPointLaws(
            @ForAll @IntRange(min = 1, max = 400) int gains,
            @ForAll @IntRange(min = 0, max = 100) int losses,
            @ForAll @DoubleRange(min = 0.01, max = 3) double gain) {
        double[] values = new double[gains + losses];
        Arrays.fill(values, 0, gains, gain);
        Arrays.fill(values, gains, values.length, -1);
        double exact = new BetaDistribution(null, gains, losses + 1, 1e-15).cumulativeProbability(1 / (1 + gain));
        double p = BoundedMeanTest.greater(values, -1);
        assertThat(p).isCloseTo(exact, within(1e-8 * exact + 1e-300));
    }

    @Test
    void matchesSimulationOnARaggedSample() {
        RandomGenerator random = new RandomStreams(1).stream("ragged");
        double[] values = new double[60];
        for (int i = 0; i < 60; i++) {
            values[i] = Math.max(-20, Math.pow(random.nextGaussian(), 3) + 0.9);
        }
        int below = 0;
        for (int k = 0; k < 100_000; k++) {
            double sum = -20 * random.nextExponential();
            for (double v : values) {
                sum += v * random.nextExponential();
            }
            below += sum <= 0 ? 1 : 0;
        }
        assertThat(BoundedMeanTest.greater(values, -20)).isCloseTo(below / 100_000.0, within(0.006));
    }

    @Test
    void oneValueIsMarkovsInequality() {
        // P(x E1 <= E0) = 1 / (1 + x), which bounds P(X >= x) for X >= -1 with mean 0
        assertThat(BoundedMeanTest.greater(new double[] {3}, -1)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void edges() {
        assertThat(BoundedMeanTest.greater(new double[] {0, -1}, -1)).isEqualTo(1);
        assertThat(BoundedMeanTest.greater(new double[] {0, 1}, 0)).isLessThan(1e-300);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedMeanTest.greater(new double[] {-2}, -1))
                .withMessageContaining("-2");
    }
}
