package dev.apes.engine.corpus;

import dev.apes.api.Checks;
import dev.apes.engine.text.PromptFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * From which {@link Difficulty#score} a prompt counts as medium, hard and extreme.
 *
 * @param medium in [0, 1]
 * @param hard at least {@code medium}
 * @param extreme at least {@code hard}
 */
public record DifficultyLevels(double medium, double hard, double extreme) {
    /** Those of prompts that people type. */
    public static final DifficultyLevels STANDARD =
            new DifficultyLevels(Difficulty.MEDIUM.from(), Difficulty.HARD.from(), Difficulty.EXTREME.from());

    /** Fewer prompts say too little of their tails. */
    private static final int FEWEST_PROMPTS = 40;
    /** Levels closer to each other could not be written to. */
    private static final double LEAST_DISTANCE = 0.03;

    /** Validates. */
    public DifficultyLevels {
        Checks.inRange(medium, 0, 1, "medium");
        Checks.inRange(hard, medium, 1, "hard");
        Checks.inRange(extreme, hard, 1, "extreme");
    }

    /**
     * Levels by what a session's own prompts measure: half of them are easy, a quarter medium, a fifth hard and a twentieth extreme, as
     * of prompts that people type. At least 0.03 apart.
     *
     * @param scores of the prompts, in [0, 1]
     * @return their levels; the standard ones for fewer than 40 prompts
     */
    public static DifficultyLevels of(double[] scores) {
        if (scores.length < FEWEST_PROMPTS) {
            return STANDARD;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double medium = Math.min(quantile(sorted, 0.5), 1 - 2 * LEAST_DISTANCE);
        double hard = Math.min(Math.max(quantile(sorted, 0.75), medium + LEAST_DISTANCE), 1 - LEAST_DISTANCE);
        double extreme = Math.min(1, Math.max(quantile(sorted, 0.95), hard + LEAST_DISTANCE));
        return new DifficultyLevels(medium, hard, extreme);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /**
     * @param features measured on a prompt with its material
     * @return its level
     */
    public Difficulty of(PromptFeatures features) {
        double score = Difficulty.score(features);
        return score >= extreme
                ? Difficulty.EXTREME
                : score >= hard ? Difficulty.HARD : score >= medium ? Difficulty.MEDIUM : Difficulty.EASY;
    }

    /** {@return the thresholds, lowest first} */
    public List<Double> thresholds() {
        return List.of(medium, hard, extreme);
    }
}
