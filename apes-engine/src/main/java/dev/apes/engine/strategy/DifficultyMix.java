package dev.apes.engine.strategy;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import java.util.Arrays;

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

    private DifficultyMix() {}

    /**
     * @param gaps what lies below target
     * @param rows rows in all, at least 0
     * @return rows per level, from easy to extreme; they add up to {@code rows}, each at least 5 % of them rounded down
     */
    public static int[] of(GapReport gaps, int rows) {
        double pull =
                gaps.open().stream().mapToDouble(DifficultyMix::pull).average().orElse(0);
        int[] counts = new int[LEVELS];
        int least = (int) (rows * LEAST_SHARE);
        int given = 0;
        for (int level = 0; level < LEVELS; level++) {
            double share = GENTLE[level] + pull * (DEMANDING[level] - GENTLE[level]);
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

    private static double pull(Gap gap) {
        return Math.min(1, (gap.severity() + gap.hardness()) / 2);
    }
}
