package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Slope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stretches in which a score is shown not to move: over a window, the whole 95 % interval of its slope lies within ± the smallest gain
 * worth having (two one-sided tests, Schuirmann 1987). A noisy stretch is no plateau, since nothing is shown there. Windows that overlap are
 * one plateau.
 */
public final class Plateaus {
    private Plateaus() {}

    /**
     * A stretch, by position from 0.
     *
     * @param from first position
     * @param to last position
     * @param mean of its values
     */
    public record Plateau(int from, int to, double mean) {
        /** {@return how many values it has} */
        public int length() {
            return to - from + 1;
        }
    }

    /**
     * @param scores finite values in order of time
     * @param window how many values at least, at least 4
     * @param gain slope per step that would be worth having, above 0
     * @return the plateaus in order; none where there are fewer values than the window
     */
    public static List<Plateau> of(double[] scores, int window, double gain) {
        if (window < 4 || !(gain > 0)) {
            throw new IllegalArgumentException(
                    "a plateau needs a window of at least 4 and a gain above 0 but got " + window + " and " + gain);
        }
        List<Plateau> found = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (int i = 0; i + window <= scores.length; i++) {
            Slope.Fit fit = Slope.fitSeries(Arrays.copyOfRange(scores, i, i + window));
            // the lower 95 % bound is as far below the slope as the upper one is above it
            double upper = fit.upper(0.975);
            double lower = 2 * fit.slope() - upper;
            if (upper < gain && lower > -gain) {
                if (from >= 0 && i > to) {
                    found.add(plateau(scores, from, to));
                    from = i;
                } else if (from < 0) {
                    from = i;
                }
                to = i + window - 1;
            }
        }
        if (from >= 0) {
            found.add(plateau(scores, from, to));
        }
        return found;
    }

    private static Plateau plateau(double[] scores, int from, int to) {
        return new Plateau(
                from, to, Arrays.stream(scores, from, to + 1).average().orElseThrow());
    }
}
