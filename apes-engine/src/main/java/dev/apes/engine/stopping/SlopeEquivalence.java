package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.Slope;

/**
 * Stops when the trend is shown not to be worth having: the upper confidence bound of the least-squares slope of the score over the last
 * {@code window} iterations is below {@code minGain}, {@code times} iterations in a row. Unlike a missing proof of a trend, this
 * is a proof of a missing one: noise makes it go on, not stop. The bound is Student's, slope + t · standard error, as in
 * Schuirmann's one-sided equivalence test (1987).
 *
 * <p>With {@code doublings} above 0 the same is asked of windows two, four, … times as long, as soon as the history is long enough, and one of them
 * suffices. A longer window sees through more noise, its standard error falling with the power 3/2 of its length; a rise anywhere in it
 * still makes it go on.
 *
 * <p>A window must be longer than the longest stand-still that may be followed by a gain worth waiting for, and where scores come and go in cycles,
 * twice as long as a cycle: half a cycle down looks like the end. Does not depend on the level of the
 * scores, nor on their scale if {@code minGain} scales along. Minimum history: {@code window + times - 1}.
 *
 * @param window iterations the slope is fitted over, at least 4
 * @param minGain smallest gain of score per iteration worth having, above 0
 * @param confidence one-sided, in (0.5, 1)
 * @param times how often in a row, at least 1
 * @param doublings how many longer windows are tried, from 0 to 6
 */
public record SlopeEquivalence(int window, double minGain, double confidence, int times, int doublings)
        implements BuiltIn {
    /** 20 iterations, 0.0005 an iteration, 95 %, three times, no longer window. */
    public SlopeEquivalence() {
        this(20, 0.0005, 0.95, 3);
    }

    /** One window only; see the record. */
    public SlopeEquivalence(int window, double minGain, double confidence, int times) {
        this(window, minGain, confidence, times, 0);
    }

    /** Validates. */
    public SlopeEquivalence {
        Decisions.iterations(window, 4, "window");
        Decisions.positive(minGain, "minGain");
        Decisions.inside(confidence, "confidence");
        if (confidence <= 0.5) {
            throw new IllegalArgumentException("confidence must be above 0.5 but is " + confidence);
        }
        Decisions.iterations(times, 1, "times");
        Checks.inRange(doublings, 0, 6, "doublings");
    }

    @Override
    public String name() {
        return "slope_equivalence";
    }

    @Override
    public int minimumHistory() {
        return window + times - 1;
    }

    @Override
    public boolean readsScores() {
        return true;
    }

    @Override
    public StopDecision evaluate(TrainingHistory history) {
        int n = history.size();
        if (n < minimumHistory()) {
            return Decisions.goOn("%d of the %d iterations needed for a trend", n, minimumHistory());
        }
        StopDecision decision = over(window, history);
        int length = window;
        for (int d = 0; d < doublings && decision instanceof StopDecision.Continue; d++) {
            length *= 2;
            if (n >= length + times - 1) {
                StopDecision longer = over(length, history);
                decision = longer instanceof StopDecision.Stop ? longer : decision;
            }
        }
        return decision;
    }

    private StopDecision over(int length, TrainingHistory history) {
        int n = history.size();
        double largest = Double.NEGATIVE_INFINITY;
        for (int end = n; end > n - times; end--) {
            Slope.Fit fit = Slope.fitSeries(Decisions.scores(history, end - length, end));
            if (fit.slope() >= minGain) {
                return Decisions.goOn(
                        "the slope of %.5f an iteration over %d is worth having, which begins at %.5f",
                        fit.slope(), length, minGain);
            }
            double upper = fit.upper(confidence);
            if (upper >= minGain) {
                return Decisions.goOn(
                        "the slope may be as large as %.5f an iteration over %d, which is worth having", upper, length);
            }
            largest = Math.max(largest, upper);
        }
        return Decisions.stop(
                new StopReason.Criterion(name()),
                "no trend worth having in %d iterations: slope below %.5f with %.0f %% confidence, %d times in a row",
                length,
                largest,
                100 * confidence,
                times);
    }
}
