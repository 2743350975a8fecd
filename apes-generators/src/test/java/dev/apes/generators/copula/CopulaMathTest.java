package dev.apes.generators.copula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.generators.table.SeededRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class CopulaMathTest {
    @Test
    void normalDistributionAgreesWithCommonsMath() {
        NormalDistribution reference = new NormalDistribution(0, 1);
        for (double x = -8; x <= 8; x += 0.037) {
            assertThat(StandardNormal.cdf(x)).isCloseTo(reference.cumulativeProbability(x), within(1e-14));
            assertThat(StandardNormal.density(x)).isCloseTo(reference.density(x), within(1e-15));
        }
    }

    @Property
    void quantileInvertsTheDistribution(@ForAll @DoubleRange(min = -36, max = 4) double z) {
        double p = StandardNormal.cdf(z);
        assertThat(StandardNormal.quantile(p)).isCloseTo(z, within(1e-8));
    }

    @Property
    void truncatedDrawsStayInside(
            @ForAll @DoubleRange(min = -50, max = 50) double low,
            @ForAll @DoubleRange(min = 0, max = 20) double width,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        double z = StandardNormal.truncated(low, low + width, new SeededRandom(seed));
        assertThat(z).isBetween(low, low + width);
        assertThat(StandardNormal.meanBetween(low, low + width)).isBetween(low, low + width);
    }

    @Test
    void truncatedDrawsHaveTheRightMean() {
        SeededRandom random = new SeededRandom(8);
        for (double[] range : new double[][] {{-1, 0.5}, {2, 3}, {-9, -1}, {4, 40}}) {
            double sum = 0;
            for (int i = 0; i < 40_000; i++) {
                sum += StandardNormal.truncated(range[0], range[1], random);
            }
            assertThat(sum / 40_000).isCloseTo(StandardNormal.meanBetween(range[0], range[1]), within(0.01));
        }
    }

    @Test
    void nearestCorrelationOfHighamsExample() {
        double[][] nearest = NearestCorrelation.of(new double[][] {{1, 1, 0}, {1, 1, 1}, {0, 1, 1}});

        assertThat(nearest[0][1]).isCloseTo(0.7607, within(2e-3));
        assertThat(nearest[0][2]).isCloseTo(0.1573, within(2e-3));
        assertThat(nearest[1][2]).isCloseTo(0.7607, within(2e-3));
        assertThat(nearest[1][1]).isEqualTo(1);
        assertThat(NearestCorrelation.cholesky(nearest)).isNotNull();
    }

    @Test
    void aCorrelationMatrixIsItsOwnNearest() {
        double[][] matrix = {{1, 0.3, -0.2}, {0.3, 1, 0.5}, {-0.2, 0.5, 1}};
        assertThat(NearestCorrelation.of(matrix)).isDeepEqualTo(matrix);
    }

    @Property(tries = 50)
    void anySymmetricMatrixHasAPositiveDefiniteNeighbour(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        SeededRandom random = new SeededRandom(seed);
        int n = 2 + random.nextInt(12);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = 2 * random.nextDouble() - 1;
                matrix[j][i] = matrix[i][j];
            }
        }
        double[][] nearest = NearestCorrelation.of(matrix);
        assertThat(NearestCorrelation.cholesky(nearest)).isNotNull();
        double[][] inverse = SymmetricInverse.of(nearest);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += nearest[i][k] * inverse[k][i];
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
            assertThat(nearest[i][i]).isEqualTo(1);
        }
    }

    @Test
    void twoHalvesHideTheArcsineOfTheirCorrelation() {
        Marginal half = new Marginal(
                new double[] {-9, 0, 0, 9}, new double[] {0, 0, 1, 1}, false, new int[] {0, 1}, 0, 1, "levels");
        double[] a = half.hermite();
        double visible = 2 / Math.PI;

        for (double rho : new double[] {-0.9, -0.5, 0.2, 0.7}) {
            // Sheppard 1899: the signs of two normal variables correlate by 2/π arcsin ρ
            assertThat(HermiteCorrelation.covariance(rho, a, a))
                    .isCloseTo(visible * visible * Math.asin(rho), within(0.004));
            assertThat(HermiteCorrelation.solve(visible * Math.asin(rho), a, a)).isCloseTo(rho, within(0.02));
        }
    }

    @Test
    void aContinuousColumnHidesNothing() {
        Marginal line =
                new Marginal(new double[] {-9, -1, 2, 9}, new double[] {-9, -1, 2, 9}, false, null, -10, 10, "line");
        double[] a = line.hermite();

        assertThat(a[1]).isCloseTo(1, within(1e-12));
        for (int k = 2; k < a.length; k++) {
            assertThat(a[k]).isCloseTo(0, within(1e-12));
        }
        assertThat(HermiteCorrelation.solve(0.37, a, a)).isCloseTo(0.37, within(1e-8));
    }

    @Test
    void hermiteCoefficientsOfAMixedColumnMatchNumericIntegration() {
        Marginal mixed = new Marginal(
                new double[] {-9, -0.4, 0.7, 0.7, 1.2, 9},
                new double[] {0, 0, 3, 5, 5, 8},
                false,
                null,
                0,
                10,
                "mixed");
        double[] a = mixed.hermite();
        double first = 0;
        double second = 0;
        double step = 1e-4;
        for (double z = -8; z < 8; z += step) {
            double s = mixed.score(mixed.value(z + step / 2)) * StandardNormal.density(z + step / 2) * step;
            first += s * (z + step / 2);
            second += s * ((z + step / 2) * (z + step / 2) - 1) / Math.sqrt(2);
        }
        // the score is cut at 4, which the closed form leaves out
        assertThat(a[1]).isCloseTo(first, within(1e-3));
        assertThat(a[2]).isCloseTo(second, within(1e-3));
    }
}
