package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import java.util.Locale;

/** Small pieces the criteria share. */
final class Decisions {
    /** The largest number of iterations an option may ask for, so that sums of two never overflow. */
    private static final int LONGEST = 1_000_000;

    private Decisions() {}

    static StopDecision goOn(String format, Object... figures) {
        return new StopDecision.Continue(text(format, figures));
    }

    static StopDecision stop(StopReason reason, String format, Object... figures) {
        return new StopDecision.Stop(reason, text(format, figures));
    }

    /**
     * The scores of some iterations.
     *
     * @param from position from 0, inclusive
     * @param to exclusive
     */
    static double[] scores(TrainingHistory history, int from, int to) {
        double[] scores = new double[to - from];
        for (int i = from; i < to; i++) {
            scores[i - from] = score(history.iterations().get(i));
        }
        return scores;
    }

    /** The score of an iteration, in [0, 1]. */
    static double score(IterationSummary iteration) {
        return (0.4 * iteration.metrics().modelAccuracy()
                        + 0.3 * iteration.metrics().ruleEffectiveness()
                        + 0.2 * iteration.metrics().patternCoverage())
                / 0.9;
    }

    /** Refuses a number that is not above 0. */
    static void positive(double value, String name) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be above 0 but is " + value);
        }
    }

    /** Refuses a level that is not strictly between 0 and 1. */
    static void inside(double value, String name) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1 but is " + value);
        }
    }

    /** Refuses a number of iterations below {@code least} or beyond reason. */
    static void iterations(int value, int least, String name) {
        Checks.atLeast(value, least, name);
        if (value > LONGEST) {
            throw new IllegalArgumentException(name + " must be at most " + LONGEST + " but is " + value);
        }
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
