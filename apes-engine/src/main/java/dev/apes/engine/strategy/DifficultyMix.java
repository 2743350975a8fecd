package dev.apes.engine.strategy;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.engine.corpus.Difficulty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How many prompts of each difficulty to generate: easy, medium, hard, extreme. The harder the prompts behind the open gaps and the
 * more severe these are, the more weight moves to the hard end; every level keeps a minimum, so that the model forgets none.
 */
public final class DifficultyMix {
    /** Number of levels. */
    public static final int LEVELS = 4;

    private static final double[] GENTLE = {0.35, 0.35, 0.2, 0.1};
    private static final double[] DEMANDING = {0.1, 0.25, 0.4, 0.25};
    private static final double LEAST_SHARE = 0.05;
    /** A mix is tested only where the rule of thumb for the chi-squared distribution holds in every level. */
    private static final double FEWEST_EXPECTED = 5;

    private DifficultyMix() {}

    /**
     * @param gaps what lies below target
     * @param rows rows in all, at least 0
     * @return rows per level, from easy to extreme; they add up to {@code rows}, each at least 5 % of them rounded down
     */
    public static int[] of(GapReport gaps, int rows) {
        double weight = gaps.open().stream().mapToDouble(Gap::severity).sum();
        // severe gaps have more of a say in how hard prompts should be
        double pull = weight == 0
                ? 0
                : gaps.open().stream()
                                .mapToDouble(g -> g.severity() * (g.severity() + g.hardness()) / 2)
                                .sum()
                        / weight;
        int[] counts = new int[LEVELS];
        int least = (int) (rows * LEAST_SHARE);
        int given = 0;
        for (int level = 0; level < LEVELS; level++) {
            double share = GENTLE[level] + Math.min(1, pull) * (DEMANDING[level] - GENTLE[level]);
            counts[level] = Math.max(least, (int) Math.floor(share * rows));
            given += counts[level];
        }
        // what rounding left goes to the middle, where most real prompts are
        counts[1] += rows - given;
        if (Arrays.stream(counts).sum() != rows || counts[1] < 0) {
            throw new IllegalStateException(
                    "difficulty mix " + Arrays.toString(counts) + " does not add up to " + rows);
        }
        return counts;
    }

    /**
     * @param counts per level, from easy to extreme
     * @return the same by the levels' names
     */
    public static Map<String, Integer> named(int[] counts) {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (Difficulty level : Difficulty.values()) {
            named.put(level.name().toLowerCase(Locale.ROOT), counts[level.ordinal()]);
        }
        return named;
    }

    /**
     * Tests the mix that came out against the one wanted (Pearson's chi-squared test of fit).
     *
     * @param wanted per level
     * @param got per level; may add up to less
     * @return the p-value of "what came out is a sample of what was wanted"; empty where fewer than five are expected of a level
     */
    public static OptionalDouble fit(int[] wanted, int[] got) {
        double asked = Arrays.stream(wanted).sum();
        double made = Arrays.stream(got).sum();
        double chi = 0;
        for (int level = 0; level < LEVELS; level++) {
            double expected = wanted[level] / asked * made;
            // NaN, too
            if (!(expected >= FEWEST_EXPECTED)) {
                return OptionalDouble.empty();
            }
            chi += (got[level] - expected) * (got[level] - expected) / expected;
        }
        return OptionalDouble.of(1 - new ChiSquaredDistribution(null, LEVELS - 1).cumulativeProbability(chi));
    }
}
