package dev.apes.engine.stopping;

import dev.apes.api.Checks;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.statistics.TrendTest;

/**
 * Stops when the score of the last {@code window} iterations shows no upward trend by the Mann-Kendall test, {@code times} iterations in a
 * row. With {@code lags} above 0 the test is modified for autocorrelation up to that lag (Hamed and Rao 1998). That protects against taking
 * wandering for a trend, and is off by default because a step is autocorrelated too: on a staircase of 15 iterations a
 * step (window 20) the modified test stops at 45, the plain one after the last step. A rank test, it does not depend on level and scale of the
 * scores, and costs the square of the window. Minimum history: {@code window + times - 1}.
 *
 * @param window from 8 to 2,000
 * @param significance one-sided level at which a trend counts, in (0, 1)
 * @param times how often in a row there must be none, at least 1
 * @param lags autocorrelations corrected for, from 0 to {@code window - 3}
 */
public record MannKendall(int window, double significance, int times, int lags) implements BuiltIn {
    /** 20 iterations, 5 %, three times, no correction. */
    public MannKendall() {
        this(20, 0.05, 3, 0);
    }

    /** Validates. */
    public MannKendall {
        Checks.inRange(window, 8, 2_000, "window");
        Decisions.inside(significance, "significance");
        Decisions.iterations(times, 1, "times");
        Checks.inRange(lags, 0, window - 3, "lags");
    }

    @Override
    public String name() {
        return "mann_kendall";
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
        double smallest = 1;
        for (int end = n; end > n - times; end--) {
            double p = TrendTest.mannKendallIncreasing(Decisions.scores(history, end - window, end), lags);
            if (p <= significance) {
                return Decisions.goOn("upward trend in %d iterations (p = %.3g)", window, p);
            }
            smallest = Math.min(smallest, p);
        }
        return Decisions.stop(
                new StopReason.Criterion(name()),
                "no upward trend in %d iterations, %d times in a row (p = %.3g at least)",
                window,
                times,
                smallest);
    }
}
