package dev.apes.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiftTest {
    @Test
    void isTheRatioOfTheTwoMeans() {
        double[] gains = {0.3, 0.1, 0.3, 0.1, 0.2, 0.2};
        BitSet covered = new BitSet();
        covered.set(0);
        covered.set(2);
        Lift lift = Lift.of(gains, covered, 1.96);
        assertThat(lift.support()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(lift.meanGain()).isCloseTo(0.3, within(1e-12));
        assertThat(lift.value()).isCloseTo(1.5, within(1e-12));
        assertThat(lift.low()).isLessThan(1.5);
        assertThat(lift.high()).isGreaterThan(1.5);
    }

    @Test
    void hasNoFiniteIntervalWhenTheRuleGainsNothingOverall() {
        double[] gains = {0.3, -0.3, 0.3, -0.3};
        BitSet covered = new BitSet();
        covered.set(0);
        covered.set(2);
        assertThat(Lift.of(gains, covered, 1.96).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void itsIntervalHoldsTheTrueRatioAsOftenAsItClaims() {
        SplittableRandom random = new SplittableRandom(3);
        int covers = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            double[] gains = new double[200];
            BitSet covered = new BitSet();
            for (int i = 0; i < gains.length; i++) {
                boolean in = random.nextDouble() < 0.3;
                covered.set(i, in);
                gains[i] = (in ? 0.2 : 0.1) + (random.nextDouble() - 0.5) * 0.3;
            }
            // given which prompts are covered, the true overall mean follows from their share
            double share = covered.cardinality() / 200.0;
            double truth = 0.2 / (0.2 * share + 0.1 * (1 - share));
            Lift lift = Lift.of(gains, covered, 1.96);
            covers += lift.low() <= truth && truth <= lift.high() ? 1 : 0;
        }
        // a little above 95 %, for the spread between covered and other prompts counts as noise of the overall mean
        assertThat(covers / (double) runs).isBetween(0.94, 0.985);
    }
}
