package dev.apes.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.statistics.RandomStreams;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoublyRobustTest {
    private static final double TRUE_EFFECT = 0.1;

    @Test
    void correctsWhatPlainMeansGetWrongAndItsIntervalsCover() {
        int covered = 0;
        double bias = 0;
        double naiveBias = 0;
        int seeds = 100;
        for (int seed = 1; seed <= seeds; seed++) {
            DoublyRobust dr = simulate(seed, 300, 1.2);
            bias += (dr.effect() - TRUE_EFFECT) / seeds;
            naiveBias += (dr.naive() - TRUE_EFFECT) / seeds;
            covered += Math.abs(dr.effect() - TRUE_EFFECT) < 1.96 * dr.standardError() ? 1 : 0;
        }

        assertThat(naiveBias).isGreaterThan(0.1);
        assertThat(bias).isBetween(-0.012, 0.012);
        // of 100 honest 95 % intervals fewer than 89 cover once in 200
        assertThat(covered).isGreaterThanOrEqualTo(89);
    }

    @Test
    void anUnevenLogIsWorthLessThanARandomOne() {
        double random = simulate(1, 600, 0).effectiveSize();
        double uneven = simulate(1, 600, 3).effectiveSize();

        assertThat(random).isBetween(500.0, 601.0);
        assertThat(uneven).isLessThan(0.7 * random);
    }

    @Test
    void ratingsOfOnePromptCountAsOneCluster() {
        double[][] prompts = new double[200][1];
        double[][] applied = new double[200][1];
        double[] ratings = new double[200];
        int[] apart = IntStream.range(0, 200).toArray();
        int[] together = IntStream.range(0, 200).map(i -> i / 10).toArray();
        RandomGenerator random = new RandomStreams(5).at(0, "test").stream("ratings");
        for (int i = 0; i < 200; i++) {
            prompts[i][0] = i % 10 == 0 ? random.nextGaussian() : prompts[i - 1][0];
            // all ratings of a prompt are of one kind, and share the prompt's luck
            applied[i][0] = i % 10 == 0 ? (random.nextBoolean() ? 1 : 0) : applied[i - 1][0];
            ratings[i] = i % 10 == 0 ? 0.5 + 0.2 * random.nextGaussian() : ratings[i - 1];
        }

        assertThat(DoublyRobust.of(prompts, applied, 0, ratings, together, 0.05).standardError())
                .isGreaterThan(2
                        * DoublyRobust.of(prompts, applied, 0, ratings, apart, 0.05)
                                .standardError());
    }

    /** The first column raises ratings and, with confounding, the chance of being shown the rule. */
    private static DoublyRobust simulate(int seed, int n, double confounding) {
        RandomGenerator random = new RandomStreams(seed).at(0, "test").stream("ratings");
        double[][] prompts = new double[n][3];
        double[][] applied = new double[n][2];
        double[] ratings = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) {
                prompts[i][j] = random.nextGaussian();
            }
            double shown = 1 / (1 + Math.exp(-confounding * prompts[i][0]));
            applied[i][0] = random.nextDouble() < shown ? 1 : 0;
            applied[i][1] = random.nextBoolean() ? 1 : 0;
            ratings[i] = 0.5
                    + 0.15 * prompts[i][0]
                    + TRUE_EFFECT * applied[i][0]
                    - 0.2 * applied[i][1]
                    + 0.15 * random.nextGaussian();
        }
        return DoublyRobust.of(
                prompts, applied, 0, ratings, IntStream.range(0, n).toArray(), 0.05);
    }
}
