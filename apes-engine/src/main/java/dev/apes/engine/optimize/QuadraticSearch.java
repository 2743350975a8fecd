package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;
import java.util.function.BooleanSupplier;

/**
 * When proposals by models of the process no longer improve on the best setting, has BOBYQA search about it, with wide first steps:
 * its quadratic model sees the slope behind ripples and across side valleys, where expected improvement looks at each of them. For
 * objectives without noise. Not thread-safe.
 */
final class QuadraticSearch {
    /** Evaluations without a notable improvement. */
    private static final int STAGNANT = 6;

    /** Notable is this share of the spread between the best and the first quartile. */
    private static final double NOTABLE = 0.05;

    /** Where logarithms are modelled, progress is small beside the spread, and BOBYQA's model misses most: only a standstill counts. */
    private static final int STILL = 12;

    private static final double MOVING = 1e-3;

    /** Less is enough to go on. */
    private static final double ENCOURAGING = 0.01;

    private static final int FAILURES = 3;
    private static final double WIDE = 0.2;
    private static final double NARROW = 0.1;

    private final SpaceCodec codec;
    private final int fewest;
    private final boolean suits;
    private QuadraticRun run;
    private ParameterValues asked;
    private int runs;
    private int failures;
    private int stagnant;
    private int still;

    /**
     * @param fewest evaluations before its first turn
     */
    QuadraticSearch(SpaceCodec codec, boolean noisy, int fewest) {
        this.codec = codec;
        this.fewest = fewest;
        suits = !noisy && QuadraticRun.suits(codec);
    }

    /**
     * The next proposal, or null when it is not its turn.
     *
     * @param logarithmic whether the process models logarithms; asked only when it matters
     */
    double[] propose(SearchRecord record, BooleanSupplier logarithmic) {
        if (!suits || asked != null || record.known() < fewest) {
            return null;
        }
        if (run == null && (still >= STILL || stagnant >= STAGNANT && !logarithmic.getAsBoolean())) {
            run = new QuadraticRun(codec, record.best(), runs == 0 ? WIDE : NARROW);
            runs++;
            failures = 0;
        }
        double[] found = run == null || failures >= FAILURES ? null : unknown(record);
        if (found == null && run != null) {
            run = null;
            stagnant = 0;
            still = 0;
        }
        return found;
    }

    /** What BOBYQA asks for next and nobody has told; whole numbers are rounded, so that it may ask for the same again. */
    private double[] unknown(SearchRecord record) {
        for (int attempt = 0; attempt < 100; attempt++) {
            double[] point = run.next();
            if (point == null) {
                return null;
            }
            ParameterValues setting = codec.decode(point);
            if (!record.isTold(setting)) {
                asked = record.isFree(setting) ? setting : null;
                return asked == null ? null : point;
            }
            run.learn(record.evaluated().get(setting).value());
        }
        return null;
    }

    /** Takes in what a setting turned out to be, before it enters the record. */
    void learn(ParameterValues setting, double value, SearchRecord record) {
        if (!suits) {
            return;
        }
        double quarter = record.spread(0.25);
        if (setting.equals(asked)) {
            boolean encouraging = run.isSettingUp() || value < run.least() - ENCOURAGING * quarter;
            failures = encouraging ? 0 : failures + 1;
            run.learn(value);
            asked = null;
        }
        stagnant = value < record.least() - NOTABLE * quarter ? 0 : stagnant + 1;
        still = value < record.least() - MOVING * quarter ? 0 : still + 1;
    }
}
