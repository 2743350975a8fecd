package dev.apes.generators.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.generators.neural.DirectionalDerivative;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffusionMathTest {
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        TableSummary summary = TableSummary.of(KnownLaws.table(41, 0.1, 1), 1);
        DiffusionCode code = DiffusionCode.fit(summary);
        int inputs = code.scores() + Arrays.stream(code.sizes()).sum();
        NoiseSchedule schedule = new NoiseSchedule(10);
        Denoiser network = new Denoiser(inputs, 20, 10, new SeededRandom(2));
        DiffusionStep step = new DiffusionStep(code, code.encode(summary, 3), schedule, network, inputs, 41);
        int[] order = IntStream.range(0, 41).toArray();

        DirectionalDerivative.check(network.parameters(), () -> step.run(order, 0, 41, 4), 2e-3, 0.01);
    }

    @Test
    void theScheduleFallsFromAllSignalToNone() {
        NoiseSchedule schedule = new NoiseSchedule(100);

        assertThat(schedule.kept(0)).isGreaterThan(0.999);
        assertThat(schedule.kept(99)).isLessThan(1e-4);
        for (int t = 1; t < 100; t++) {
            assertThat(schedule.kept(t)).isLessThan(schedule.kept(t - 1));
            assertThat(schedule.kept(t)).isCloseTo(schedule.kept(t - 1) * (1 - schedule.beta(t)), within(1e-12));
        }
    }

    /** Bayes' rule by enumeration: the law before, times the step, summed over what was before. */
    @Test
    void thePosteriorOfACategoryIsBayes() {
        NoiseSchedule schedule = new NoiseSchedule(10);
        int size = 3;
        float[] start = {0.5f, 0.3f, 0.2f};
        float[] law = new float[size];
        CategoryDiffusion.posterior(schedule, 4, start, 0, size, 1, law);
        double[] expected = new double[size];
        double sum = 0;
        for (int k = 0; k < size; k++) {
            double before = schedule.kept(3) * start[k] + (1 - schedule.kept(3)) / size;
            double step = (k == 1 ? 1 - schedule.beta(4) : 0) + schedule.beta(4) / size;
            expected[k] = before * step;
            sum += expected[k];
        }
        for (int k = 0; k < size; k++) {
            assertThat((double) law[k]).isCloseTo(expected[k] / sum, within(1e-6));
        }
    }

    @Test
    void quantilesGoThereAndBack() {
        double[] x = new double[500];
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 5 == 0 ? Double.NaN : i % 3 == 0 ? 0 : StrictMath.exp(2 * random.nextGaussian());
        }
        QuantileCode code = QuantileCode.fit(ColumnSchema.numeric("x", 0, Double.POSITIVE_INFINITY), x);
        double sum = 0;
        double squares = 0;
        int n = 0;
        int zeros = 0;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                double z = code.score(v, random);
                double back = code.value(z);
                // a score lies anywhere within half a rank of its value
                assertThat(back).isGreaterThanOrEqualTo(0);
                zeros += v == 0 && back == 0 ? 1 : 0;
                sum += z;
                squares += z * z;
                n++;
            }
        }
        assertThat(sum / n).isCloseTo(0, within(0.05));
        assertThat(squares / n).isCloseTo(1, within(0.1));
        assertThat(zeros).isGreaterThan(120);
        assertThat(code.value(-9)).isZero();
        assertThat(code.value(9))
                .isEqualTo(Arrays.stream(x).filter(v -> !Double.isNaN(v)).max().orElseThrow());
    }
}
