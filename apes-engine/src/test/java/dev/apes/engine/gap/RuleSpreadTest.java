package dev.apes.engine.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RuleSpreadTest {
    @Test
    void findsTheDeviationOfTrueDomainMeansAndNotThatOfNoise() {
        double found = 0;
        int sure = 0;
        int falselySure = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            RuleSpread real = RuleSpread.of(gains(run, 0.05), domains());
            found += real.domainDeviation() * real.domainDeviation();
            sure += real.domainConfidence() >= 0.95 ? 1 : 0;
            falselySure += RuleSpread.of(gains(run, 0), domains()).domainConfidence() >= 0.95 ? 1 : 0;
        }
        // τ² is estimated without bias
        assertThat(Math.sqrt(found / runs)).isCloseTo(0.05, within(0.006));
        assertThat(sure).isGreaterThan(180);
        // 5 % of 200, with room for chance
        assertThat(falselySure).isLessThanOrEqualTo(20);
    }

    @Test
    void addsUpWhatIsLostWhereTheRuleHarms() {
        RuleSpread spread = RuleSpread.of(new double[] {0.1, -0.2, 0, -0.1}, List.of("A", "A", "B", "B"));
        assertThat(spread.harmed()).isEqualTo(0.5);
        assertThat(spread.lost()).isCloseTo(0.075, within(1e-12));
        assertThat(spread.domainDeviation()).isZero();
        assertThat(spread.domainConfidence()).isZero();
    }

    @Test
    void aRuleThatDoesNothingHasNoSpread() {
        assertThat(RuleSpread.of(new double[80], domains().subList(0, 80))).isEqualTo(new RuleSpread(0, 0, 0, 0, 0));
    }

    private static double[] gains(int seed, double between) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[8];
        for (int d = 0; d < means.length; d++) {
            means[d] = between * random.nextGaussian();
        }
        double[] gains = new double[8 * 40];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = means[i % 8] + 0.1 * random.nextGaussian();
        }
        return gains;
    }

    private static List<String> domains() {
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < 8 * 40; i++) {
            domains.add("D" + i % 8);
        }
        return domains;
    }
}
