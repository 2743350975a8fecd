package dev.apes.generators.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumericsTest {
    @Test
    void productsAreThoseOfTheTextbook() {
        for (int[] size : new int[][] {{1, 1, 1}, {3, 5, 7}, {70, 130, 33}}) {
            float[][] a = random(size[0], size[1], 1);
            a[0][0] = 0;
            float[][] b = random(size[1], size[2], 2);
            float[][] d = random(size[0], size[2], 3);
            float[][] ab = new float[size[0]][size[2]];
            float[][] ad = new float[size[1]][size[2]];
            MatrixProduct.add(a, 0, size[0], b, ab);
            MatrixProduct.addTransposed(a, 0, size[0], d, ad);
            float[][] turned = new float[size[2]][size[1]];
            MatrixProduct.addTransposed(d, 0, size[0], a, turned);
            float[][] turnedBack = new float[size[1]][size[2]];
            turnedBack[0][0] = 1;
            MatrixProduct.moveTransposed(turned, turnedBack);
            assertThat(turned[0]).containsOnly(0);
            assertThat(turnedBack[0][0] - 1).isCloseTo(ad[0][0], within(1e-4f));
            assertThat(turnedBack[size[1] - 1][size[2] - 1])
                    .isCloseTo(size[1] * size[2] == 1 ? ad[0][0] + 1 : ad[size[1] - 1][size[2] - 1], within(1e-4f));
            for (int j = 0; j < size[2]; j++) {
                for (int r = 0; r < size[0]; r++) {
                    double sum = 0;
                    for (int k = 0; k < size[1]; k++) {
                        sum += (double) a[r][k] * b[k][j];
                    }
                    assertThat((double) ab[r][j]).isCloseTo(sum, within(1e-4));
                }
                for (int k = 0; k < size[1]; k++) {
                    double sum = 0;
                    for (int r = 0; r < size[0]; r++) {
                        sum += (double) a[r][k] * d[r][j];
                    }
                    assertThat((double) ad[k][j]).isCloseTo(sum, within(1e-4));
                }
            }
        }
    }

    @Test
    void elementaryFunctionsAreCorrectInSinglePrecision() {
        for (float x = -80; x < 80; x += 0.037f) {
            assertThat(FastFloat.exp(x) / StrictMath.exp(x)).as("exp %s", x).isCloseTo(1, within(3e-7));
            assertThat((double) FastFloat.tanh(x / 8)).isCloseTo(StrictMath.tanh(x / 8), within(2e-7));
            assertThat((double) FastFloat.sigmoid(x)).isCloseTo(1 / (1 + StrictMath.exp(-x)), within(2e-7));
        }
        for (float x = 1e-16f; x < 1e16f; x *= 1.37f) {
            double log = StrictMath.log(x);
            assertThat((double) FastFloat.log(x))
                    .as("log %s", x)
                    .isCloseTo(log, within(2e-7 * Math.max(1, Math.abs(log))));
        }
        assertThat(FastFloat.log(1)).isZero();
        assertThat(FastFloat.exp(Float.NaN)).isNaN();
        assertThat(FastFloat.exp(-1e9f)).isBetween(0f, 1e-37f);
    }

    /** Two steps by hand: with a constant gradient, Adam moves by the step size each time. */
    @Test
    void adamMovesByTheStepSizeAgainstAConstantGradient() {
        Parameter p = new Parameter(1, 2).filled(1);
        Adam adam = new Adam(List.of(p), 0.1, 0.9, 0.999, 0, false);
        for (int i = 0; i < 2; i++) {
            p.gradient(0)[0][0] = 1;
            p.gradient(1)[0][0] = 2;
            p.gradient(1)[0][1] = -0.5f;
            adam.step(1);
        }
        assertThat(p.value()[0][0]).isCloseTo(0.8f, within(1e-5f));
        assertThat(p.value()[0][1]).isCloseTo(1.2f, within(1e-5f));
        assertThat(p.gradient(0)[0]).containsOnly(0);
    }

    @Test
    void theMixtureFindsThreeModesAndDropsTheRest() {
        SeededRandom random = new SeededRandom(4);
        double[] x = new double[6_000];
        for (int i = 0; i < x.length; i++) {
            int mode = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
            x[i] = new double[] {0, 50, 80}[mode] + new double[] {1, 4, 2}[mode] * random.nextGaussian();
        }
        Arrays.sort(x);
        ModeMixture.Mode[] modes = ModeMixture.fit(x);

        assertThat(modes.length).isBetween(3, 6);
        ModeMixture.Mode first = modes[0];
        assertThat(first.weight()).isCloseTo(0.5, within(0.03));
        assertThat(first.mean()).isCloseTo(0, within(0.3));
        assertThat(first.deviation()).isCloseTo(1, within(0.3));
    }

    private static float[][] random(int rows, int width, long seed) {
        float[][] m = new float[rows][width];
        SeededRandom random = new SeededRandom(seed);
        for (float[] row : m) {
            for (int j = 0; j < width; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return m;
    }
}
