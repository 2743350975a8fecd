package dev.apes.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RocAucDifferenceTest {
    private static final int CASES = 120;

    private final boolean[] positive = new boolean[CASES];
    private final double[] first = new double[CASES];
    private final double[] second = new double[CASES];

    /** Scores that share half of their noise; the second tells the kinds apart by {@code shift} of its standard deviation. */
    private void draw(Random random, double shift) {
        for (int i = 0; i < CASES; i++) {
            positive[i] = i % 4 == 0;
            double shared = random.nextGaussian();
            first[i] = shared + random.nextGaussian() + (positive[i] ? 1 : 0);
            second[i] = shared + random.nextGaussian() + (positive[i] ? shift : 0);
        }
    }

    @Test
    void isTheDifferenceOfTheTwoAreas() {
        draw(new Random(3), 0);
        double areas = RocAuc.of(first, positive).orElseThrow()
                - RocAuc.of(second, positive).orElseThrow();
        Interval interval = RocAuc.difference(first, second, positive, 0.95);
        assertThat(interval.estimate()).isCloseTo(areas, within(1e-12));
        assertThat(interval.low()).isPositive();
        assertThat(RocAuc.difference(first, first, positive, 0.95).high()).isZero();
    }

    @Test
    void coversNoDifferenceAsOftenAsItSays() {
        Random random = new Random(11);
        int covered = 0;
        for (int run = 0; run < 1000; run++) {
            draw(random, 1);
            covered += RocAuc.difference(first, second, positive, 0.95).contains(0) ? 1 : 0;
        }
        assertThat(covered).isBetween(925, 975);
    }

    @Test
    void refusesCasesOfOneKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocAuc.difference(first, second, new boolean[CASES], 0.95))
                .withMessageContaining("two positive");
    }
}
