package dev.apes.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.PatternRecord;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatternMinerTest {
    private static final List<String> FEATURES = List.of("length", "questions", "noise");
    private static final ParameterValues NONE = new ParameterValues(Map.of());
    private final PatternMiner miner = new PatternMiner(FEATURES);

    @Test
    void findsAConditionThatIsThereAndOtherPromptsConfirmIt() {
        List<PatternRecord> patterns = mine(7, 0.15);
        assertThat(patterns).isNotEmpty();
        PatternRecord best = patterns.get(0);
        assertThat(best.validated()).isTrue();
        assertThat(best.conditions()).anyMatch(c -> c.feature().equals("length") && c.holds(90) && !c.holds(10));
        assertThat(best.liftLow()).isGreaterThan(1.1);
        assertThat(best.support()).isLessThanOrEqualTo(0.6);
        assertThat(miner.matches(best, new double[] {95, 0, 0.5})).isTrue();
        assertThat(miner.matches(best, new double[] {5, 0, 0.5})).isFalse();
    }

    @Test
    void rarelyValidatesWhereThereIsNothingToFind() {
        int runsWithPattern = 0;
        for (int seed = 0; seed < 200; seed++) {
            runsWithPattern += mine(seed, 0).stream().anyMatch(PatternRecord::validated) ? 1 : 0;
        }
        assertThat(runsWithPattern).isLessThanOrEqualTo(10);
    }

    @Test
    void theSamePromptsGiveTheSamePatterns() {
        assertThat(mine(11, 0.1)).isEqualTo(mine(11, 0.1));
    }

    private List<PatternRecord> mine(long seed, double effect) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[600][];
        double[] gains = new double[600];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextInt(100), random.nextInt(3), random.nextDouble()};
            gains[i] = 0.05 + (rows[i][0] > 66 ? effect : 0) + (random.nextDouble() - 0.5) * 0.2;
        }
        return PatternMiner.judge(miner.find("rule", NONE, head(rows), head(gains), tail(rows), tail(gains)));
    }

    private static double[][] head(double[][] all) {
        return java.util.Arrays.copyOfRange(all, 0, 300);
    }

    private static double[][] tail(double[][] all) {
        return java.util.Arrays.copyOfRange(all, 300, 600);
    }

    private static double[] head(double[] all) {
        return java.util.Arrays.copyOfRange(all, 0, 300);
    }

    private static double[] tail(double[] all) {
        return java.util.Arrays.copyOfRange(all, 300, 600);
    }
}
