package dev.apes.engine.model;

/**
 * Whether the world still is as the model learnt it: how many gains measured since lie outside of the intervals that held 95 % of gains when
 * the model was made. Each is predicted by the member that has not learnt from its prompt. Prompts count once each; the bound takes them
 * as independent. Intervals depend on rule and ensemble spread, so asking about other settings than before is no drift by itself.
 *
 * @param missed share of gains outside, in [0, 1]
 * @param low lower 99.9 % confidence bound of that share
 * @param prompts how many prompts were measured; 0 when nothing could be compared
 */
public record Drift(double missed, double low, int prompts) {
    /** Nothing was compared. */
    public static final Drift UNKNOWN = new Drift(0, 0, 0);

    /** Twice the share that honest intervals miss. */
    public static final double WORTH_NOTICING = 2 * (1 - Calibration.LEVEL);

    private static final double ONE_SIDED_999 = 3.090232;

    /** @param missedByPrompt share of gains outside, of each prompt measured */
    static Drift of(double[] missedByPrompt) {
        int n = missedByPrompt.length;
        if (n < Calibration.FEWEST_PROMPTS) {
            return UNKNOWN;
        }
        double mean = 0;
        for (double m : missedByPrompt) {
            mean += m / n;
        }
        double squares = 0;
        for (double m : missedByPrompt) {
            squares += (m - mean) * (m - mean);
        }
        return new Drift(mean, mean - ONE_SIDED_999 * Math.sqrt(squares / (n - 1.0) / n), n);
    }

    /** {@return whether the intervals miss at least twice as many gains as they should, beyond chance} */
    public boolean noticed() {
        return low > WORTH_NOTICING;
    }
}
